"""Task 1: four reports."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import four_faults

FAULTS = ("different tokens", "held out by line", "references of one habit", "may be chance", "nothing")
KEYS = {"a": "different tokens", "b": "held out by line", "c": "references of one habit", "d": "nothing"}
WHY = {
    "a": {
        "nothing": "31 of what, and 18 of what? Is one of A's tokens as long as one of B's?",
        "may be chance": "More text would not help here: what is counted differs. What is a token of each?",
        "held out by line": "Its book is in no training set. What does perplexity count, in A and in B?",
        "references of one habit": "Perplexity needs no reference. What does it count, in A and in B?",
    },
    "b": {
        "nothing": "Where are the neighbours of a held-out line?",
        "may be chance": "A whole tenth of the lines is a large sample. But where are the neighbours of each?",
        "different tokens": "Bits a character do not depend on the tokens. How was the text held out?",
        "references of one habit": "Bits a character need no reference. How was the text held out?",
    },
    "c": {
        "nothing": "From whose words were the references made?",
        "may be chance": "The interval excludes 0. But whose words do the references use?",
        "different tokens": "One program with one signature scored both. Whose words do the references use?",
        "held out by line": "Whole articles were held out. Whose words do the references use?",
    },
    "d": {
        "may be chance": "Its interval of the difference lies above 0.",
        "different tokens": "One program with one signature scored both systems.",
        "held out by line": "Whole documents were held out, and drawn whole for the interval.",
        "references of one habit": "Its references were written by people who had seen neither system.",
    },
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Four reports"""
    four_faults(report, answer, my, FAULTS, KEYS, WHY)

"""Task 1: four reports."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import four_faults

FAULTS = (
    "no blinding", "sides not balanced", "answers taken as independent", "multiple comparisons",
    "dropped by the result", "chance agreement", "nothing",
)  # fmt: skip
KEYS = {"a": "answers taken as independent", "b": "multiple comparisons", "c": "dropped by the result", "d": "nothing"}
WHY = {
    "a": {
        "nothing": "Six hundred answers, but of how many people? Would two others have given the same share?",
        "multiple comparisons": "There is one interval here. Whose answers does it rest on?",
        "no blinding": "The report does not say what the raters knew. Its interval rests on whose answers?",
        "sides not balanced": "The report does not say how the sides were drawn. How many raters were there?",
        "chance agreement": "Nobody reports an agreement here. How many raters were there?",
        "dropped by the result": "Nobody was dropped. How many raters were there?",
    },
    "b": {
        "nothing": "Twelve tests, one with p = 0.04. How often does that happen when no variant is better?",
        "answers taken as independent": "The report does not say who answered. Count its tests.",
        "no blinding": "The report does not say what the raters knew. Count its tests.",
        "sides not balanced": "The report does not say how the sides were drawn. Count its tests.",
        "chance agreement": "No agreement of raters is reported. Count the tests.",
        "dropped by the result": "No rater was dropped. Count the tests that the report made.",
    },
    "c": {
        "nothing": "Who is dropped here, those who did not look or those whose result was unwelcome?",
        "multiple comparisons": "There is one result here. By what rule were raters removed?",
        "sides not balanced": "The report does not say how the sides were drawn. By what rule were raters removed?",
        "chance agreement": "No agreement of raters is reported. By what rule were some of them removed?",
        "no blinding": "The raters may have been blind; those who removed them had seen the results.",
        "answers taken as independent": "The fault is earlier: by what rule were raters removed?",
    },
    "d": {
        "no blinding": "Nobody knew the order of the sides. Is there a fault at all?",
        "sides not balanced": "Half of the real ones stood left: that is balanced.",
        "answers taken as independent": "Its interval is from drawing raters, not answers.",
        "multiple comparisons": "It has one generator and one interval: nothing was compared twice.",
        "dropped by the result": "Those left out had failed checks, by a rule older than the results.",
        "chance agreement": "It states no agreement of raters, and needs none.",
    },
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Four reports"""
    four_faults(report, answer, my, FAULTS, KEYS, WHY)

"""Task 2: words against characters."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """Words against characters"""
    by_words, by_letters = parts(report, answer, "by_words", "by_letters")
    words, letters = math.log2(my.words) / my.length, math.log2(my.letters)
    value = report.number(by_words, "by_words")
    report.close(
        "the bits a character of the model on words are right",
        value,
        words,
        tol=three_digits(words),
        known=[
            (math.log2(my.words), "These are bits a word. A word has several characters."),
            (math.log2(my.words) * my.length, "One bit of a word is shared among its characters: divide."),
            (math.log(my.words) / my.length, "These are nats: bits take the logarithm to the base 2."),
            (my.words / my.length, "Perplexity is no surprise yet: take its logarithm first."),
            (
                math.log2(my.words / my.length),
                "Take the logarithm of the perplexity, then divide it by the characters.",
            ),
            (math.log10(my.words) / my.length, "This is the logarithm to the base 10; bits take base 2."),
        ],
        hint="(33.2): tokens over characters, times the logarithm of the perplexity to the base 2.",
    )
    value = report.number(by_letters, "by_letters")
    report.close(
        "the bits a character of the model on characters are right",
        value,
        letters,
        tol=three_digits(letters),
        known=[
            (my.letters, "This is the perplexity itself. Its bits are its logarithm to the base 2."),
            (math.log(my.letters), "The second number is in nats: take the logarithm to the base 2."),
            (letters / my.length, "A token of this model is one character: there is nothing to divide by."),
        ],
        hint="A character is a token here: T = C in (33.2).",
    )

"""Task 1: five of ten digits."""

from __future__ import annotations

import math
from collections.abc import Sequence

from course.checks.report import Report, Variant
from course.tasks.forms import three_digits


def entropy(p: Sequence[float]) -> float:
    """In nats."""
    return -sum(x * math.log(x) for x in p if x > 0)


def answers(my: Variant) -> tuple[list[float], list[float]]:
    """The classifier's answer for a picture of the first class, and its mean answer."""
    q, m = my.sure, my.drawn
    rest = (1 - q) / 9
    return [q] + [rest] * 9, [(q + (m - 1) * rest) / m] * m + [rest] * (10 - m)


def solution(my: Variant) -> float:
    """The Inception Score."""
    one, mean = answers(my)
    return math.exp(entropy(mean) - entropy(one))


def shared_among(others: int, my: Variant) -> float:
    """The score when the doubt of an answer is shared among so many digits: the other drawn ones, or ten."""
    q, m = my.sure, my.drawn
    rest = (1 - q) / others
    one = [q] + [rest] * (m - 1) + [rest] * (others + 1 - m)
    mean = [(q + (m - 1) * rest) / m] * m + [rest] * (others + 1 - m)
    return math.exp(entropy(mean) - entropy(one))


def check(report: Report, answer: object, my: Variant) -> None:
    """Some of ten digits"""
    wanted = solution(my)
    one, mean = answers(my)
    drawn_only, ten = shared_among(my.drawn - 1, my), shared_among(10, my)
    whole = math.exp(math.log(10) - entropy(one))
    report.close(
        "it is the Inception Score of this generator",
        report.number(answer, "the score"),
        wanted,
        tol=three_digits(wanted),
        scale=0,
        known=[
            (my.drawn, "So it would be if the classifier were quite sure. Its doubt costs: the second term of (30.2)."),
            (math.exp(entropy(mean)), "This is the first term of (30.2) only. Subtract the entropy of one answer."),
            (entropy(mean) - entropy(one), "This is the logarithm of the score. The score is its exponential."),
            (whole, "This is for a generator that draws all ten. Which mean answer do fewer digits give?"),
            (math.exp(math.log(my.drawn) - entropy(one)), "The mean answer is not 1/m on the drawn digits and 0 on the "
             "others: the doubt of each answer lies on all ten."),
            (drawn_only, "You share the doubt among the drawn digits only. The classifier does not know these, "
             "and shares it among the other nine."),
            (ten, "You share the doubt among ten. One of the ten digits has `MY.sure`: nine are left."),
            (1 / wanted, "Upside down: the entropy of the mean answer comes first in (30.2)."),
            (2 ** (entropy(mean) - entropy(one)), "Take the same base for both: natural logarithms go with exp."),
        ],
        hint="Write down one answer and the mean answer, ten numbers each. Then (30.2).",
    )  # fmt: skip

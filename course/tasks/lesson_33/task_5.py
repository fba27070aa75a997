"""Task 5: sentences in pairs."""

from __future__ import annotations

import numpy as np

from course.checks.report import Report, Variant


def wins(a: np.ndarray, b: np.ndarray, draws: int, rng: np.random.Generator) -> float:
    """The share of draws of sentences in which A's mean is above B's."""
    who = rng.integers(len(a), size=(draws, len(a)))
    return float((a[who].mean(1) > b[who].mean(1)).mean())


def unpaired(a: np.ndarray, b: np.ndarray, draws: int, rng: np.random.Generator) -> float:
    """Draws for A and for B apart."""
    one, other = (rng.integers(len(a), size=(draws, len(a))) for _ in range(2))
    return float((a[one].mean(1) > b[other].mean(1)).mean())


def check(report: Report, answer: object, my: Variant) -> None:
    """Sentences in pairs"""
    g = np.random.default_rng(int(report.seed) + 3)
    hard = g.normal(0.5, 0.2, 60)  # how hard each sentence is, for both
    b = hard + g.normal(0, 0.03, 60)
    a = b + g.permutation(np.where(np.arange(60) < 48, 0.03, -0.1))  # better on most sentences, a little on average
    kept = a.copy(), b.copy()
    found = report.number(report.call(answer, a, b, 4000, np.random.default_rng(1)), "the share")
    report.that("the scores stay as they were", bool((a == kept[0]).all() and (b == kept[1]).all()),
                "Your function changes the arrays.", condition=True)  # fmt: skip
    report.must("it is a share", 0 <= found <= 1, "A share lies between 0 and 1: the mean of True and False.")
    many = np.random.default_rng(0)
    wanted, apart = wins(a, b, 40_000, many), unpaired(a, b, 40_000, many)
    report.close("the share is right", found, wanted, tol=0.035, known=[
        (apart, "This draws for A and for B apart. Draw sentences, and take both scores of each."),
        (1 - wanted, "This counts the draws in which B is better."),
        (1.0, "Always: draw with replacement, else each draw has the same mean."),
        (float((a > b).mean()), "This is the share of single sentences. Draw n sentences, and compare the two means."),
        (wins(a[:15], b[:15], 40_000, many), "Draw as many sentences as there are, from all of them."),
    ], hint="Draw n of the n sentences with replacement, and compare the means of A and of B on them.")  # fmt: skip
    rare = np.where(np.arange(60) == 0, 2.0, 0.0), np.where(np.arange(60) == 1, 1.9, 0.0)
    value = report.number(report.call(answer, *rare, 4000, np.random.default_rng(4)), "the share")
    right = wins(*rare, 40_000, many)
    report.close("the share is right for two odd sentences", value, right, tol=0.035,
                 hint="With few sentences that differ, ties are common: a tie is no win.")  # fmt: skip
    runs = [
        report.number(report.call(answer, a, b, 50, np.random.default_rng(s)), "the share") for s in (1, 1, 2, 3, 4)
    ]
    report.that("chance comes from rng", runs[0] == runs[1] and len(set(runs)) > 1,
                "The same rng gives the same share, another one others: draw with rng alone.")  # fmt: skip
    few = [report.number(report.call(answer, a, b, 1, np.random.default_rng(s)), "the share") for s in range(6)]
    report.that("draws says how many draws", set(few) <= {0.0, 1.0}, "With one draw the share is 0 or 1: obey draws.")

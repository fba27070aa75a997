"""Task 3: an agreement beyond chance."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def kappa(table: Any) -> Any:
    """The broken program of task 3."""
    shares = np.asarray(table) / np.sum(table)
    agreed = np.trace(shares)
    chance = (shares.sum(axis=1) ** 2).sum()
    return (agreed - chance) / chance


def mended(table: Any) -> float:
    """(32.9)."""
    shares = np.asarray(table) / np.sum(table)
    chance = (shares.sum(axis=1) * shares.sum(axis=0)).sum()
    return float((np.trace(shares) - chance) / (1 - chance))


def known(table: Any) -> list[tuple[float, str]]:
    """What wrong programs give, with their hints."""
    counts = np.asarray(table)
    shares = counts / np.sum(table)
    rows, columns, agreed = shares.sum(1), shares.sum(0), np.trace(shares)
    chance, own = (rows * columns).sum(), (rows**2).sum()
    even, pooled = 1 / len(shares), (((rows + columns) / 2) ** 2).sum()
    right = (agreed - chance) / (1 - chance)
    return [
        ((agreed - chance) / chance, "Two who always agree do not get 1. What could be reached beyond chance?"),
        ((agreed - own) / (1 - own), "Chance is A's share times A's share: B has habits, too."),
        (
            (agreed - (columns**2).sum()) / (1 - (columns**2).sum()),
            "Chance is B's share times B's share: A counts, too.",
        ),
        (agreed - chance, "Divide by what could be reached: 1 - chance."),
        ((agreed - even) / (1 - even), "Chance is not one in k: the raters have habits. Take their shares."),
        (
            (agreed - pooled) / (1 - pooled),
            "This pools the habits of both (Scott's pi). In Cohen's kappa each rater has their own.",
        ),
        (abs(right), "Here they agree less often than chance does, and kappa is below 0: keep its sign."),
        (max(right, 0.0), "Kappa may be below 0: do not cut it off there."),
        (
            (np.trace(counts) - (counts.sum(1) * counts.sum(0)).sum()) / (1 - (counts.sum(1) * counts.sum(0)).sum()),
            "These are counts. Divide the table by its sum first: (32.9) has shares.",
        ),
        (agreed, "This is the raw agreement, with nothing taken off for chance."),
        (1 - (agreed - chance) / (1 - chance), "This is the part that was not reached."),
    ]


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for kappa."""
    tables = [[[1, 9], [38, 11]], [[5, 24, 22], [0, 23, 0], [0, 0, 1]]]  # wrong rules give other values on both
    for table in tables:
        value = report.number(report.call(answer, [list(row) for row in table]), "kappa")
        report.close(
            f"kappa of a table with {len(table)} answers",
            value,
            mended(table),
            tol=1e-3,
            known=known(table),
            hint="Kappa is (agreed - chance) / (1 - chance); chance is the sum of A's share times B's share.",
        )
    value = report.number(report.call(answer, [[30, 0], [0, 70]]), "kappa of two who always agree")
    report.close(
        "two who always agree get 1", value, 1.0, tol=1e-6, hint="Two who always agree get 1, whatever chance."
    )
    value = report.number(report.call(answer, [[24, 56], [6, 14]]), "kappa of independent raters")
    report.close("independent raters get 0", value, 0.0, tol=1e-6, hint="Raters whose answers are independent get 0.")


def check(report: Report, answer: object, my: Variant) -> None:
    """An agreement beyond chance"""
    report.untouched(answer, kappa)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, kappa, my)

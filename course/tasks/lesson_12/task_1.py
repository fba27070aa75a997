"""Task 1: which generator is nearer?"""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """Which generator is nearer?"""
    by_pearson, by_reverse_kl, pearson = parts(report, answer, "by_pearson", "by_reverse_kl", "pearson")
    nearer = {
        name: min("AB", key=lambda which: f_divergence(name, my.p, getattr(my, which)))
        for name in ("Pearson", "reverse KL")
    }
    report.choice(
        "Pearson's favourite is right",
        by_pearson,
        ("A", "B"),
        nearer["Pearson"],
        {
            "A": "A nearly forgets the second face, where p/q is above 9, and Pearson squares this ratio. "
            "Inventing costs it at most q itself, since t - 1 is never below -1.",
        },
    )
    report.choice(
        "reverse KL's favourite is right",
        by_reverse_kl,
        ("A", "B"),
        nearer["reverse KL"],
        {
            "B": "B draws the third face some forty times too often. There t is near 0, where -log t is steep, "
            "and it counts with the large weight q.",
        },
    )
    p, q = my.p, my.B
    pairs = list(zip(p, q, strict=True))
    report.close(
        "Pearson's divergence of B is right",
        report.number(pearson, "pearson"),
        f_divergence("Pearson", p, q),
        tol=three_digits(f_divergence("Pearson", p, q)),
        known=[
            (f_divergence("Pearson", p, my.A), "This is the divergence of A. B's is asked for."),
            (
                f_divergence("Pearson", q, p),
                "p and q are exchanged: q is the generator, and the generator's probability stands under the fraction.",
            ),
            (
                sum(a * (a / b - 1) ** 2 for a, b in pairs),
                "You took the mean over the data p. In the definition the mean is over q.",
            ),
            (
                sum((a / b - 1) ** 2 for a, b in pairs),
                "The weights are missing: f(p/q) of each face counts with its probability q.",
            ),
            (
                sum((a / b - 1) ** 2 for a, b in pairs) / 3,
                "The faces are not equally likely under q: f(p/q) of each face counts with its probability q.",
            ),
            (
                sum((a - b) ** 2 for a, b in pairs),
                "This is the squared distance of the probabilities: the division by q is missing.",
            ),
            (
                sum(abs(a - b) for a, b in pairs) / 2,
                "This is total variation. Pearson's f is (t - 1)².",
            ),
            (
                f_divergence("reverse KL", p, q),
                "This is reverse KL. Pearson's f is (t - 1)².",
            ),
            (
                sum(a * a / b for a, b in pairs),
                "This is the sum of p²/q. It is 1 for equal distributions, where a divergence must be 0.",
            ),
        ],
        hint="Write q, p/q and q (p/q - 1)² for each face in a row of its own, and add the last column.",
    )


def f_divergence(name: str, p: tuple[float, ...], q: tuple[float, ...]) -> float:
    """The divergence of two distributions on a few faces."""
    f = {"Pearson": lambda t: (t - 1) ** 2, "reverse KL": lambda t: -math.log(t)}[name]
    return sum(b * f(a / b) for a, b in zip(p, q, strict=True))

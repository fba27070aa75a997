"""Task 6: where WGAN-GP ends on the Dirac-GAN. The check plays it, and compares."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def remains(strength: float, start: float, size: float = 0.01, count: int = 15000) -> float:
    """The largest theta in the last turns, from (start, start), with small alternating steps as in the notebook."""
    theta = psi = start
    largest = 0.0
    for step in range(count):
        psi -= size * (theta + strength * (psi - math.copysign(1, psi)))
        theta += size * psi
        if step >= count - 2000:
            largest = max(largest, theta)
    return largest


def check(report: Report, answer: object, my: Variant) -> None:
    """Does it come to rest?"""
    end, stronger, reach = parts(report, answer, "end", "stronger", "reach")
    # Measured: from (0.1, 0.1) and (3, 3) the same to 1e-5; 1.27 at 0.1 and 1.80 at 1.8; the formula
    # gives 0.10 to 0.21 % more, so a copied measurement passes.
    inside, outside = remains(my.pull, 0.1), remains(my.pull, 3.0)
    weak, strong = remains(0.1, 0.1), remains(1.8, 0.1)
    happens = "one cycle" if abs(inside - outside) < 0.02 and inside > 1 else "rest"
    report.choice(
        "where it ends",
        end,
        ("rest", "own circle", "one cycle", "away"),
        happens,
        {
            "rest": "It still turns in the last rounds. Near 0 the penalty pushes *away*: the slope ψ shall be ±1, and "
            "0 is no compromise.",
            "own circle": "Without a penalty you would be right. But this one pushes outwards inside |ψ| = 1, and "
            "inwards outside: does the start still matter in the end?",
            "away": "From (3, 3) it comes in. The push away from ψ = 0 has the size γ at most, and for |ψ| > 1 the "
            "penalty is friction.",
        },
    )
    report.choice(
        "what a stronger penalty does to it",
        stronger,
        ("shrinks", "stays", "grows"),
        "grows" if strong > 1.1 * weak else "stays",
        {
            "shrinks": "The penalty is no friction around 0: it draws the pair to ψ = 1 or -1, and turns it around "
            "the points (±γ, 0). Where do these go when γ grows?",
            "stays": "Near γ = 0 you are almost right. But the pair turns around the points (±γ, 0): where do these go "
            "when γ grows to 1.8?",
        },
    )
    g = my.pull
    rho = math.exp(-math.pi * g / (2 * math.sqrt(1 - g**2 / 4)))
    report.close(
        "how far it reaches in the end",
        report.number(reach, "reach"),
        g * (1 + rho) / (1 - rho),
        tol=three_digits(g * (1 + rho) / (1 - rho), 4e-3),
        known=[
            (g, "This is the point that the pair turns around. It crosses the line beyond it."),
            (g * (1 - rho) / (1 + rho), "The signs: the half turn begins at -A, whose distance from γ is γ + A."),
            (g * (1 + rho), "The half turn does not begin at 0 but at -A, on the other side of 0."),
            (2 * g * rho / (1 - rho), "This is the distance from γ at the end of a half turn. Measure from 0."),
            (2 * g / (1 - rho), "This is the distance from γ at the *beginning* of a half turn. Measure from 0."),
            (g / (1 - rho), "Only one of the two distances is measured from γ here. Both are: γ + A and A - γ."),
            (g * (1 + rho**2) / (1 - rho**2), "ρ already belongs to a half turn; here it counts twice."),
            (-g * (1 + rho) / (1 - rho), "This is where it crosses on the other side. Give the θ above 0."),
            (4 / math.pi, "This is the size for a very small γ. Yours is larger; put your γ in."),
            (rho, "This is the factor of a half turn. Which A is the same after it, up to its sign?"),
            (1.0, "ψ = ±1 is where the penalty vanishes. Here θ is wanted, where ψ = 0."),
        ],
        hint="A half turn from -A to +A: the distance from γ is γ + A before and A - γ after, ρ times as large.",
    )

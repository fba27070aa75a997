"""Exercise 12: divergences and the f-GAN."""

from __future__ import annotations

import random

STANDARD = {
    "p": (0.495, 0.495, 0.01),
    "A": (0.97, 0.02, 0.01),
    "B": (0.3, 0.3, 0.4),
    "w": 0.5,
    "s": 2.0,
    "margin": 1.0,
}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    forgets = choose.choice([0.03, 0.04, 0.05])
    honest = choose.choice([0.26, 0.28, 0.32, 0.34])
    return {
        "p": (0.495, 0.495, 0.01),
        "A": (round(0.99 - forgets, 2), forgets, 0.01),
        "B": (honest, honest, round(1 - 2 * honest, 2)),
        "w": choose.choice([0.25, 2.0, 3.0, 4.0]),
        "s": choose.choice([1.9, 2.1, 2.2]),
        "margin": choose.choice([0.5, 2.0, 3.0]),
    }

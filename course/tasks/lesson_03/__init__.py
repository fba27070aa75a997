"""Exercise 03: autoencoders and VAEs."""

from __future__ import annotations

import random

PUBLIC_K = 2  # task 7's k in the public version

STANDARD = {"noise": 0.6, "s": 0.5, "variances": (12.0, 5.0, 1.4, 0.3, 0.1, 0.1), "k": PUBLIC_K}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "noise": choose.choice([0.55, 0.65, 0.7]),
        "s": choose.choice([0.4, 0.6, 0.7]),
        "variances": choose.choice(
            [
                (14.0, 5.0, 0.7, 0.3, 0.2, 0.1),
                (12.0, 1.4, 0.7, 0.3, 0.1, 0.1),
                (16.0, 5.0, 1.4, 0.7, 0.3, 0.1),
                (15.0, 6.0, 1.4, 0.3, 0.2, 0.1),
            ]
        ),
        "k": choose.choice([3, 4, 5]),
    }

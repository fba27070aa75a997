"""Exercise 21: DCGAN. Sizes, stamps, fan-in, colours, an even start, and what normalisation does with scale."""

from __future__ import annotations

import random

STANDARD = {"side": 64, "kernel": 5, "alpha": 4.0, "sigma": 0.02}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "side": choose.choice([60, 72, 80]),
        "kernel": choose.choice([5, 7]),
        "alpha": choose.choice([2.0, 2.5, 3.0, 5.0]),
        "sigma": choose.choice([0.01, 0.03, 0.05]),
    }

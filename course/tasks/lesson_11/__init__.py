"""Exercise 11: why training is hard."""

from __future__ import annotations

import random

STANDARD = {"low": 0.004, "power": 2, "spread": 2.0, "tau": 3, "gamma": 0.25, "pull": 0.5}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "low": choose.choice([0.003, 0.005, 0.006, 0.008]),
        "power": choose.choice([3, 4, 5]),
        "spread": choose.choice([1.5, 2.5, 3.0]),
        "tau": choose.choice([5, 6, 7]),
        "gamma": choose.choice([0.2, 0.3]),
        "pull": choose.choice([0.4, 0.6, 0.7, 1.2]),
    }

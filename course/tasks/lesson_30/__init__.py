"""Exercise 30: Image metrics. Two scores of answers, two distances, nine sets of pictures, and an endless sample."""

from __future__ import annotations

import random

STANDARD = {"sure": 0.9, "drawn": 5, "samples": 2000, "half": 1.36, "all": 0.82, "goal": 0.05,
            "noise": 0.3, "moved": 2}  # fmt: skip


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    samples = choose.choice([1000, 4000, 5000])
    every = choose.choice([0.7, 1.1, 2.3])
    return {
        "sure": choose.choice([0.8, 0.85, 0.95]),
        "drawn": choose.choice([3, 4, 6, 8]),
        "samples": samples,
        "half": round(every + choose.choice([0.4, 0.5, 0.65]), 2),
        "all": every,
        "goal": choose.choice([0.02, 0.04, 0.1]),
        "noise": choose.choice([0.2, 0.25, 0.4]),
        "moved": choose.choice([1, 3]),
    }

"""Exercise 24: Image to image. Compromises, patches, a cycle, a broken pair, maps that pass, and a hidden message."""

from __future__ import annotations

import random

STANDARD = {"low": 0.3, "middle": 0.25, "modes": 8, "noise": 0.2, "pixels": 400}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    # The median is the second or the fourth of five values: never the middle of the list, never the most probable one.
    low, middle = choose.choice([(0.28, 0.27), (0.31, 0.22), (0.2, 0.15), (0.15, 0.22)])
    return {
        "low": low,
        "middle": middle,
        "modes": choose.choice([6, 10, 12]),
        "noise": choose.choice([0.1, 0.3, 0.4]),
        "pixels": choose.choice([256, 900, 1024]),
    }

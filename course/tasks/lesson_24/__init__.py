"""Exercise 24: Image to image. Compromises, patches, a cycle, a broken pair, maps that pass, and a hidden message."""

from __future__ import annotations

import random

STANDARD = {"low": 0.3, "middle": 0.3, "modes": 8, "noise": 0.2, "pixels": 400}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "low": choose.choice([0.25, 0.35, 0.6]),
        "middle": choose.choice([0.3, 0.35]),
        "modes": choose.choice([6, 10, 12]),
        "noise": choose.choice([0.1, 0.3, 0.4]),
        "pixels": choose.choice([256, 900, 1024]),
    }

"""Exercise 20: your first GAN. They look at behaviour: scores, shapes, slopes, what moved, what was drawn."""

from __future__ import annotations

import random

STANDARD = {"log": 0.2, "label": 0.9, "noise": 100, "size": 28, "modes": 8, "std": 0.05, "deck": 4}
LIMITS = {7: 120.0}  # it trains twice: about 3 s on one idle core


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "log": choose.choice([0.24, 0.28, 0.3, 0.35]),
        "label": choose.choice([0.75, 0.8, 0.85, 0.95]),
        "noise": choose.choice([48, 64, 80, 128]),
        "size": choose.choice([20, 24, 40, 48]),
        "modes": choose.choice([6, 7, 9, 10]),
        "std": choose.choice([0.05, 0.06]),
        "deck": choose.randrange(10, 1000),
    }

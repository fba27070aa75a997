"""Exercise 25: StyleGAN. A spike, demodulated weights, shifts that tell, an alias, a path length, a broken bend."""

from __future__ import annotations

import random

STANDARD = {"pixels": 64, "strength": 2.0, "spike": 24.0, "finer": 4, "size": 32, "wave": 13, "moved": 0.5}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "pixels": choose.choice([16, 25, 36]),
        "strength": choose.choice([0.5, 1.5, 3.0]),
        "spike": choose.choice([20.0, 40.0]),
        "finer": choose.choice([4, 5]),
        "size": choose.choice([24, 32, 40]),
        "wave": choose.choice([9, 10, 11]),
        "moved": choose.choice([0.25, 0.4, 0.6]),
    }

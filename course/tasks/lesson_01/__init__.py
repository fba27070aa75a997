"""Exercise 01: what is generative modelling?"""

from __future__ import annotations

import random

STANDARD = {
    "needs": ("faces", "words", "zip", "sensor", "code", "day"),
    "modes": 8,
    "kept": 5,
    "direction": "KL(p || q)",
    "grid_modes": 25,
    "sure": 0.99,
    "unit": "nats",
}


def vary(choose: random.Random) -> dict:
    """A student's own version: other needs, clusters, direction and unit; the work stays the same."""
    needs = ["faces", choose.choice(["words", "sound"]), "zip", "sensor", "code", "day"]
    modes, kept = choose.choice([(7, 3), (9, 4), (9, 5), (10, 6), (10, 7), (11, 6), (12, 7)])
    return {
        "needs": tuple(choose.sample(needs, len(needs))),
        "modes": modes,
        "kept": kept,
        "direction": choose.choice(["KL(p || q)", "KL(q || p)"]),
        "grid_modes": choose.choice([20, 25, 30, 36]),
        "sure": choose.choice([0.95, 0.99]),
        "unit": choose.choice(["nats", "bits"]),
    }

"""Exercise 27: GAN clinic. Records to read, and broken programs: a sign, a range, an optimiser, a loss, a rule."""

from __future__ import annotations

import random

STANDARD = {"train": 3.0, "held": 1.0, "fake": -2.0, "order": "abc", "shift": 4.0, "x": 2.0}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    train, lead = choose.choice([2.0, 4.0, 5.0]), choose.choice([4.0, 5.0, 8.0])
    return {
        "train": train,
        "held": train - lead * choose.choice([0.25, 0.5, 0.75]),
        "fake": train - lead,
        "shift": choose.choice([2.0, 3.0, 6.0]),
        "x": choose.choice([-1.0, 0.8, 2.5]),
        "order": "".join(choose.sample("abc", 3)),
    }

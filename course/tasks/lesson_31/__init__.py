"""Exercise 31: Fidelity and diversity. The four shares, an outlier and one picture, a test for copies, a denoiser."""

from __future__ import annotations

import random

STANDARD = {"real": 40, "drawn": 30, "k": 4, "inside": 24, "balls": 6,
            "share": 0.08, "z": 4.0, "held": 500, "many": 2000, "most": 0.05}  # fmt: skip


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    drawn = choose.choice([16, 28, 45])
    return {
        "real": choose.choice([22, 35, 52]),
        "drawn": drawn,
        "k": choose.choice([2, 3, 4]),
        "inside": drawn - choose.choice([5, 7, 8]),
        "balls": choose.choice([7, 8, 10]),
        "share": choose.choice([0.04, 0.05, 0.06]),
        "z": choose.choice([2.5, 3.5, 5.0]),
        "held": choose.choice([300, 400, 800]),
        "many": choose.choice([1500, 3000, 5000]),
        "most": choose.choice([0.06, 0.07, 0.08]),
    }

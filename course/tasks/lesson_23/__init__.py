"""Exercise 23: Conditional GANs. A best D, planes, a projection, a broken loss, an auxiliary classifier, truncation."""

from __future__ import annotations

import random

STANDARD = {"asked": 0.2, "frequent": 0.5, "doubt": 0.6, "bound": 1.5}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "asked": choose.choice([0.1, 0.25, 0.3]),
        "frequent": choose.choice([0.4, 0.6]),
        "doubt": choose.choice([0.55, 0.65, 0.7]),
        "bound": choose.choice([0.8, 1.2, 2.0]),
    }

"""Exercise 32: human evaluation. Reports to judge, an interval, an agreement, a rule, a bootstrap, a plan."""

from __future__ import annotations

import random

STANDARD = {"order": "abc", "n": 40, "raters": 12, "p1": 0.3, "p2": 0.4, "m": 30, "rho": 0.1}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    p1 = choose.choice([0.2, 0.25, 0.35])
    return {
        "order": "".join(choose.sample("abc", 3)),
        "n": choose.choice([25, 30, 50, 60]),
        "raters": choose.choice([10, 14, 16]),
        "p1": p1,
        "p2": round(p1 + choose.choice([0.08, 0.1, 0.12]), 2),
        "m": choose.choice([20, 25, 40]),
        "rho": choose.choice([0.08, 0.15, 0.2]),
    }

"""Exercise 32: human evaluation. Reports to judge, an interval, an agreement, a rule, a bootstrap, a plan."""

from __future__ import annotations

import random

STANDARD = {"order": "abcd", "n": 22, "raters": 12, "p1": 0.3, "p2": 0.4, "m": 30, "rho": 0.1}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    from course.tasks.lesson_32.task_6 import ways

    order, n, raters = "".join(choose.sample("abcd", 4)), choose.choice([12, 18, 25, 30]), choose.choice([10, 14, 16])
    while True:  # however one rounds on the way, the same number of raters comes out
        p1 = choose.choice([0.2, 0.25, 0.35])
        p2 = round(p1 + choose.choice([0.08, 0.1, 0.12]), 2)
        plan = {"p1": p1, "p2": p2, "m": choose.choice([20, 25, 40]), "rho": choose.choice([0.08, 0.15, 0.2])}
        if len(ways(**plan)) == 1:
            return {"order": order, "n": n, "raters": raters, **plan}

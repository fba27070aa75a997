"""Checks of exercise 11: why training is hard."""

from __future__ import annotations

import random

from course.checks.lesson_11.ahead import task_5
from course.checks.lesson_11.cycle import task_6
from course.checks.lesson_11.fading import task_2
from course.checks.lesson_11.friction import task_4
from course.checks.lesson_11.hearing import task_1
from course.checks.lesson_11.proof import task_3
from course.checks.lesson_11.rubbing import r1_step, task_7

__all__ = ["STANDARD", "r1_step", "task_1", "task_2", "task_3", "task_4", "task_5", "task_6", "task_7", "vary"]

STANDARD = {"low": 0.004, "power": 2, "spread": 2.0, "tau": 3, "gamma": 0.25, "pull": 0.5}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "low": choose.choice([0.003, 0.005, 0.006, 0.008]),
        "power": choose.choice([3, 4, 5]),
        "spread": choose.choice([1.5, 2.5, 3.0]),
        "tau": choose.choice([5, 6, 7]),
        "gamma": choose.choice([0.2, 0.3]),
        "pull": choose.choice([0.4, 0.6, 0.7, 1.2]),
    }

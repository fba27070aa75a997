"""Checks of exercise 01: what is generative modelling?"""

from __future__ import annotations

import random

from course.checks.lesson_01.copies import task_8
from course.checks.lesson_01.divergences import task_2, task_3
from course.checks.lesson_01.families import task_1
from course.checks.lesson_01.flow import task_6
from course.checks.lesson_01.letters import task_7
from course.checks.lesson_01.modes import task_5
from course.checks.lesson_01.sampler import broken_reject, task_4

__all__ = [
    "STANDARD",
    "broken_reject",
    "task_1",
    "task_2",
    "task_3",
    "task_4",
    "task_5",
    "task_6",
    "task_7",
    "task_8",
    "vary",
]

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

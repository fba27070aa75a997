"""Checks of exercise 20: your first GAN. They look at behaviour: scores, shapes, slopes, what moved, what was drawn."""

from __future__ import annotations

import random

from course.checks.lesson_20.best import task_3
from course.checks.lesson_20.games import PROGRAMS, deal, task_8
from course.checks.lesson_20.judges import Judge, task_4
from course.checks.lesson_20.log import task_1
from course.checks.lesson_20.pairs import step, task_5
from course.checks.lesson_20.plans import task_6
from course.checks.lesson_20.programs import HIDDEN, adam, task_7, train
from course.checks.lesson_20.smooth import task_2

__all__ = ["HIDDEN", "LIMITS", "PROGRAMS", "STANDARD", "Judge", "adam", "deal", "step", "train", "vary"]
__all__ += ["task_1", "task_2", "task_3", "task_4", "task_5", "task_6", "task_7", "task_8"]

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

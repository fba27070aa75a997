"""Checks of exercise 03: autoencoders and VAEs."""

from __future__ import annotations

import random

from course.checks.lesson_03.betas import task_6
from course.checks.lesson_03.closer import task_5
from course.checks.lesson_03.machines import task_1
from course.checks.lesson_03.pairs import task_7
from course.checks.lesson_03.priors import task_2
from course.checks.lesson_03.proof import task_4
from course.checks.lesson_03.shared import PUBLIC_K
from course.checks.lesson_03.waves import task_3, vae_loss

__all__ = ["STANDARD", "vae_loss", "vary"]
__all__ += ["task_1", "task_2", "task_3", "task_4", "task_5", "task_6", "task_7"]

STANDARD = {"noise": 0.6, "s": 0.5, "variances": (12.0, 5.0, 1.4, 0.3, 0.1, 0.1), "k": PUBLIC_K}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "noise": choose.choice([0.55, 0.65, 0.7]),
        "s": choose.choice([0.4, 0.6, 0.7]),
        "variances": choose.choice(
            [
                (14.0, 5.0, 0.7, 0.3, 0.2, 0.1),
                (12.0, 1.4, 0.7, 0.3, 0.1, 0.1),
                (16.0, 5.0, 1.4, 0.7, 0.3, 0.1),
                (15.0, 6.0, 1.4, 0.3, 0.2, 0.1),
            ]
        ),
        "k": choose.choice([3, 4, 5]),
    }

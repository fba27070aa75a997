"""27.1 three records."""

import numpy as np

from course.tasks.lesson_27.task_1 import KEYS


def answers(my, **other):
    return tuple((KEYS | other)[key] for key in my.order)


def right(my):
    return [answers(my), list(answers(my)), np.array([one.upper() for one in answers(my)])]


def wrong(my):
    return [
        (answers(my, a="collapse"), "narrow at one time only"),
        (answers(my, a="dead generator"), "by a seventh"),
        (answers(my, a="healthy"), "not only over time"),
        (answers(my, b="collapse"), "it never went anywhere"),
        (answers(my, b="saturated discriminator"), "far from certainty"),
        (answers(my, c="healthy"), "with its lead over drawn ones"),
        (answers(my, c="collapse"), "Look at the three mean scores"),
        (answers(my, c="measles"), "is not among the choices"),
        (answers(my, c="wrong range"), "Look at the question again"),
    ]

"""40.1 four reports."""

import numpy as np

from course.tasks.lesson_40.task_1 import KEYS


def answers(my, **other):
    return tuple((KEYS | other)[key] for key in my.order)


def right(my):
    return [answers(my), list(answers(my)), np.array([f" {one.upper()}" for one in answers(my)]),
            tuple(f"{one.capitalize()}." for one in answers(my))]  # fmt: skip


def wrong(my):
    return [
        (answers(my, a="nothing"), "Position 0 changes with token 5"),
        (answers(my, a="targets not shifted"), "two texts go in"),
        (answers(my, a="batch and time exchanged"), "Only one text was changed"),
        (answers(my, a="different tokens"), "cut by the same tokens. What may position 0"),
        (answers(my, b="nothing"), "repeats what it reads"),
        (answers(my, b="no mask"), "no token after it"),
        (answers(my, b="batch and time exchanged"), "Rows do not meet"),
        (answers(my, b="different tokens"), "One model, one set"),
        (answers(my, c="nothing"), "are two texts"),
        (answers(my, c="no mask"), "in another text"),
        (answers(my, c="targets not shifted"), "No loss is used here. What do the two"),
        (answers(my, c="different tokens"), "Both rows are cut"),
        (answers(my, d="nothing"), "as long as one of B's"),
        (answers(my, d="no mask"), "Each of them writes well"),
        (answers(my, d="targets not shifted"), "Each of them writes well"),
        (answers(my, d="batch and time exchanged"), "Each of them writes well"),
        (answers(my, a="luck"), "is not among the choices"),
    ]

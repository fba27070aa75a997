"""32.1 three reports."""

import numpy as np

from course.tasks.lesson_32.task_1 import KEYS


def answers(my, **other):
    return tuple((KEYS | other)[key] for key in my.order)


def right(my):
    return [answers(my), list(answers(my)), np.array([f" {one.upper()}" for one in answers(my)])]


def wrong(my):
    return [
        (answers(my, a="nothing"), "Would two others"),
        (answers(my, a="many comparisons"), "Whose answers"),
        (answers(my, a="chance agreement"), "Nobody reports an agreement"),
        (answers(my, b="nothing"), "How often does that happen"),
        (answers(my, b="answers taken as independent"), "Count its tests"),
        (answers(my, c="nothing"), "whose result was unwelcome"),
        (answers(my, c="no blinding"), "may have been blind"),
        (answers(my, c="many comparisons"), "There is one result here"),
        (answers(my, c="boredom"), "is not among the choices"),
    ]

"""32.1 four reports."""

import numpy as np

from course.tasks.lesson_32.task_1 import KEYS


def answers(my, **other):
    return tuple((KEYS | other)[key] for key in my.order)


def right(my):
    return [answers(my), list(answers(my)), np.array([f" {one.upper()}" for one in answers(my)]),
            tuple(f"{one.capitalize()}." for one in answers(my))]  # fmt: skip


def wrong(my):
    return [
        (answers(my, a="nothing"), "Would two others"),
        (answers(my, a="multiple comparisons"), "Whose answers does it"),
        (answers(my, a="no blinding"), "rests on whose answers"),
        (answers(my, a="sides not balanced"), "drawn. How many raters"),
        (answers(my, a="chance agreement"), "Nobody reports an agreement"),
        (answers(my, b="nothing"), "How often does that happen"),
        (answers(my, b="answers taken as independent"), "who answered. Count its tests"),
        (answers(my, c="nothing"), "whose result was unwelcome"),
        (answers(my, c="no blinding"), "may have been blind"),
        (answers(my, b="no blinding"), "knew. Count its tests"),
        (answers(my, b="sides not balanced"), "drawn. Count its tests"),
        (answers(my, b="chance agreement"), "Count the tests"),
        (answers(my, c="chance agreement"), "were some of them removed"),
        (answers(my, c="sides not balanced"), "drawn. By what rule"),
        (answers(my, c="multiple comparisons"), "There is one result here"),
        (answers(my, d="no blinding"), "Nobody knew the order"),
        (answers(my, d="sides not balanced"), "that is balanced"),
        (answers(my, d="answers taken as independent"), "from drawing raters, not answers"),
        (answers(my, d="multiple comparisons"), "nothing was compared twice"),
        (answers(my, d="dropped by the result"), "older than the results"),
        (answers(my, d="chance agreement"), "and needs none"),
        (answers(my, c="boredom"), "is not among the choices"),
    ]

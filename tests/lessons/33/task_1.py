"""33.1 four reports."""

import numpy as np

from course.tasks.lesson_33.task_1 import KEYS


def answers(my, **other):
    return tuple((KEYS | other)[key] for key in my.order)


def right(my):
    return [answers(my), list(answers(my)), np.array([f" {one.upper()}" for one in answers(my)]),
            tuple(f"{one.capitalize()}." for one in answers(my))]  # fmt: skip


def wrong(my):
    return [
        (answers(my, a="nothing"), "31 of what, and 18 of what"),
        (answers(my, a="may be chance"), "More text would not help"),
        (answers(my, a="held out by line"), "Its book is in no training set"),
        (answers(my, a="references of one habit"), "Perplexity needs no reference"),
        (answers(my, b="nothing"), "Where are the neighbours of a held-out line"),
        (answers(my, b="may be chance"), "is a large sample"),
        (answers(my, b="different tokens"), "do not depend on the tokens"),
        (answers(my, b="references of one habit"), "Bits a character need no reference"),
        (answers(my, c="nothing"), "From whose words were"),
        (answers(my, c="may be chance"), "The interval excludes 0"),
        (answers(my, c="held out by line"), "Whole articles"),
        (answers(my, c="different tokens"), "scored both. Whose"),
        (answers(my, d="may be chance"), "lies above 0"),
        (answers(my, d="different tokens"), "scored both systems"),
        (answers(my, d="held out by line"), "drawn whole for the interval"),
        (answers(my, d="references of one habit"), "seen neither system"),
        (answers(my, a="luck"), "is not among the choices"),
    ]

"""25.3 a shift that tells."""

import numpy as np

from course.tasks.lesson_25.task_3 import SHIFTS, solution


def right(my):
    wanted = solution(my)
    return [wanted, tuple(wanted), np.array(wanted), [str(one) for one in wanted]]


def flipped(my, at):
    said = solution(my)
    said[at] = not said[at]
    return said


def wrong(my):
    return [
        (flipped(my, SHIFTS.index(1.0)), "nothing can go wrong"),
        (flipped(my, SHIFTS.index(0.3)), "0.3 pixels are"),
        (flipped(my, SHIFTS.index(0.25)), "0.25 pixels are"),
        (flipped(my, SHIFTS.index(2.75)), "2.75 pixels are"),
        ([not one for one in solution(my)], "nothing can go wrong"),
        ([True] * 5, "6 times True or False"),
        ([1, 2, 3, 4, 5, 6], "Give True where"),
        ([False] * 6, "All are False"),
        ([True] * 6, "All are True"),
    ]

"""24.5 which maps pass."""

import numpy as np

from course.tasks.lesson_24.task_5 import TRUTH


def right(my):
    truth = tuple(TRUTH.values())
    return [truth, [int(one) for one in truth], np.array(truth), ["yes" if one else "no" for one in truth]]


def wrong(my):
    return [
        ((False, False, True, False), "moves each mode onto the next"),
        ((True, True, True, False), "between the places"),
        ((True, False, False, False), "A mirror leaves the ring"),
        ((True, False, True, True), "another radius"),
        ((True, False, True, "perhaps"), "give True or False"),
        ((True, False, True), "turned, half, mirrored and shrunk"),
    ]

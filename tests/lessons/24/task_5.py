"""24.5 which maps pass."""

import numpy as np
import torch

from course.tasks.lesson_24.task_5 import truth


def right(my):
    found = tuple(truth(my).values())
    return [
        found,
        [int(one) for one in found],
        np.array(found),
        ["yes" if one else "no" for one in found],
        torch.tensor(found),
        torch.tensor(found).float(),
    ]


def wrong(my):
    sixth = truth(my)["sixth"]
    return [
        ((False, False, sixth, True, False), "moves each mode onto the next"),
        ((True, True, sixth, True, False), "between the places"),
        ((True, False, not sixth, True, False), "How many steps from mode to mode"),
        ((True, False, sixth, False, False), "A mirror leaves the ring"),
        ((True, False, sixth, True, True), "another radius"),
        ((True, False, sixth, True, "perhaps"), "give True or False"),
        ((True, False, True, False), "turned, half, sixth, mirrored and shrunk"),
    ]

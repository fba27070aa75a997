"""34.1 on the straight line."""

import numpy as np
import torch

from course.tasks.lesson_34.task_1 import solution


def right(my):
    share, factor = solution(my)
    return [
        (share, factor),
        [round(share, 3), round(factor, 2)],
        torch.tensor([share, factor]),
        np.array([share, factor]),
    ]


def wrong(my):
    share, factor = solution(my)
    t = my.t
    return [
        ((1.0, 1.0), "have the *squares* of the weights"),
        ((share**0.5, factor), "This is a length"),
        ((0.5, factor), "in the middle, at t = 0.5"),
        (((1 - t) ** 2, factor), "end that is farther away"),
        ((t**2, factor), "end that is nearer"),
        ((1 - 2 * t, factor), "also when the weights are subtracted"),
        ((1 + 2 * t * (1 - t), factor), "the mixed term is 0"),
        ((0.9, factor), "each squared, added"),
        ((2 * t * (1 - t), factor), "missing to 1"),
        ((factor, share), "share comes first"),
        ((share, 1 / share), "acts on its square twice"),
        ((share, share**0.5), "Upside down"),
        ((share, 1.0), "Nothing would change"),
        ((share, share), "shorter still"),
        ((share, 2**0.5), "where the share is 1/2"),
        ((share, 3.0), "share times the square of the factor"),
    ]

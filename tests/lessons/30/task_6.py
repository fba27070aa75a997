"""30.6 as if samples were endless."""

import numpy as np
import torch

from course.tasks.lesson_30.task_6 import solution


def by_solving(my):
    limit, bias = np.linalg.solve([[1, 2], [1, 1]], [[my.half], [my.all]])  # a column: arrays of one number
    return limit, bias * my.samples / my.goal


def right(my):
    limit, needed = solution(my)
    return [(limit, needed), [round(limit, 3), round(needed)], torch.tensor([limit, needed]), np.array([limit, needed]),
            by_solving(my)]  # fmt: skip


def wrong(my):
    limit, needed = solution(my)
    bias = my.half - my.all
    return [
        ((2 * my.half - my.all, needed), "the end lies below both"),
        ((bias, needed), "Subtract it from"),
        ((my.all - 2 * bias, needed), "Subtracted twice"),
        ((my.all - bias / 2, needed), "as large as what went"),
        ((my.all / 2, needed), "not the distance"),
        ((my.all, needed), "Two equations"),
        ((needed, limit), "First limit, then needed"),
        ((my.all - bias / (2**0.5 - 1), needed), "standard error"),
        ((limit, needed / my.samples), "Times the number of samples"),
        ((limit, 2 * needed), "belongs to N/2"),
        ((limit, needed / 2), "not with N/2"),
        ((limit, my.samples * (bias / my.goal) ** 2), "standard error"),
        ((limit, my.samples * my.all / my.goal), "subtract the limit first"),
    ]

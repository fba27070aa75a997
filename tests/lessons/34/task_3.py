"""34.3 what nothing explains."""

import numpy as np
import torch

from course.tasks.lesson_34.task_3 import solution


def right(my):
    share, count, rest = solution(my)
    rounded = [float(f"{share:.3g}"), round(count), float(f"{rest:.3g}")]
    return [(share, count, rest), rounded, torch.tensor([share, count, rest]), np.array([share, round(count), rest])]


def wrong(my):
    share, count, rest = solution(my)
    p, n, r = my.inputs, my.examples, my.found
    return [
        ((p / n, count, rest), "costs one dimension"),
        ((share, p / my.goal, rest), "this is n - 1"),
        ((share, count, 1 - (1 - r) / (1 - p / n)), "n - 1 below, not n."),
        ((0.0, count, rest), "on *other* examples"),
        ((1 / share, count, rest), "inputs over examples"),
        ((1 - share, count, rest), "is *not* explained"),
        ((p / (n - p - 1), count, rest), "explained over unexplained"),
        ((share**0.5, count, rest), "R² is its square"),
        ((0.999, count, rest), "(34.3): p / (n - 1)"),
        *([((round(share, 3), count, rest), "zeros in front do not count")] if share < 0.0995 else []),
        ((share, n * my.goal / share, rest), "smaller, not larger"),
        ((share, my.goal * p + 1, rest), "Solve p / (n - 1) = goal"),
        ((share, 1 / my.goal + 1, rest), "for a single input"),
        ((share, p / my.goal**2 + 1, rest), "falls a standard error"),
        ((share, count - n, rest), "how many altogether"),
        ((share, 7, rest), "Solve (34.3) for n"),
        ((share, count, r - share), "Subtracted."),
        ((share, count, r / (1 - share)), "nothing becomes 0, all becomes 1"),
        ((share, count, r * (1 - share)), "The correction is on the unexplained"),
        ((share, count, 1 - rest), "unexplained share after the correction"),
        ((share, count, 1 - (1 - r) * (1 - share)), "Wrong way"),
        ((share, count, 1 - (1 - r) / share), "what nothing leaves unexplained"),
        ((share, count, 0.999), "Undo that for 1 - found"),
    ]

"""24.1 two compromises."""

import numpy as np
import torch

from course.tasks.lesson_24.task_1 import VALUES, solution


def right(my):
    mean, median = solution(my)
    chances = torch.tensor([my.low, my.middle, 1 - my.low - my.middle]).double()
    grid = torch.linspace(-1, 1, 20001).double()
    cost = [(chances[:, None] * (torch.tensor(VALUES).double()[:, None] - grid).abs() ** k).sum(0) for k in (2, 1)]
    return [(mean, median), np.array([mean, median]), [grid[one.argmin()].item() for one in cost]]


def wrong(my):
    mean, median = solution(my)
    return [
        ((median, median), "for the absolute error"),
        ((sum(VALUES) / 3, median), "weight them"),
        ((mean + 0.2, median), "each value times its probability"),
        ((mean, mean), "for the squared error"),
        ((mean, 0.5), "Add the probabilities from the left"),
    ]

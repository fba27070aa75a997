"""24.1 two compromises."""

import numpy as np
import torch

from course.tasks.lesson_24.task_1 import VALUES, shares, solution


def right(my):
    mean, median = solution(my)
    chances = torch.tensor(shares(my)).double()
    grid = torch.linspace(-1, 1, 20001).double()
    cost = [(chances[:, None] * (torch.tensor(VALUES).double()[:, None] - grid).abs() ** k).sum(0) for k in (2, 1)]
    return [(mean, median), np.array([mean, median]), [grid[one.argmin()].item() for one in cost]]


def wrong(my):
    mean, median = solution(my)
    likely = max(zip(shares(my), VALUES, strict=True))[1]
    return [
        ((median, median), "for the absolute error"),
        ((sum(VALUES) / 5, median), "weight them"),
        ((mean + 0.2, median), "each value times its probability"),
        ((mean, mean), "for the squared error"),
        ((mean, sorted(VALUES)[2]), "the middle of the list"),
        ((mean, likely), "the most probable value"),
        ((likely, median), "the value that occurs most"),
        ((mean, 0.5), "Add the probabilities from the left"),
    ]

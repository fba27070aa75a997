"""31.1 what a perfect generator gets."""

import math
from fractions import Fraction

import numpy as np
import torch

from course.tasks.lesson_31.task_1 import solution


def exact(my):
    empty = Fraction(1)
    for i in range(1, my.k + 1):
        empty *= Fraction(my.real - i, my.real + my.drawn - i)
    return 1 - empty


def right(my):
    found = solution(my)
    by_counting = 1 - math.comb(my.real - 1, my.k) / math.comb(my.real + my.drawn - 1, my.k)
    return [found, torch.tensor(found), np.float32(found), round(found, 3), exact(my), by_counting]


def product(my, first, last, numerator=None):
    n, m = my.real, my.drawn
    numerator = n if numerator is None else numerator
    return math.prod((numerator - i) / (n + m - i) for i in range(first, last + 1))


def wrong(my):
    n, m, k = my.real, my.drawn, my.k
    return [
        (product(my, 1, k), "stay empty"),
        (1 - product(my, 1, k, m), "Real and drawn are exchanged"),
        (1 - 2**-k, "many samples, as many drawn as real"),
        (1 - (n / (n + m)) ** k, "put back"),
        (1 - product(my, 0, k - 1), "centre of the ball counts"),
        (1 - product(my, 1, k - 1), "One factor too few"),
        (1 - (1 - k / n) ** m, "fell into the ball independently"),
        (k * m / n, "holds on average"),
        (0.1, "has k factors"),
    ]

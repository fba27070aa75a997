"""32.2 nobody was fooled."""

import math

import numpy as np
import torch
from scipy import stats

from course.tasks.lesson_32.task_2 import sensitivity_of, solution


def right(my):
    share, d = solution(my)
    theirs = stats.binomtest(0, my.n).proportion_ci(method="exact").high
    return [
        (share, d),
        [float(f"{share:.3g}"), float(f"{d:.3g}")],
        np.array([stats.beta.ppf(0.975, 1, my.n), -math.sqrt(2) * stats.norm.ppf(theirs)]),
        (round(share, 3), round(sensitivity_of(1 - round(share, 3)), 2)),
        (theirs, torch.special.ndtri(torch.tensor(1 - share)) * 2**0.5),
    ]


def wrong(my):
    share, d = solution(my)
    z = 1.959964
    return [
        ((1 - 0.05 ** (1 / my.n), d), "each side has 2.5 %"),
        ((1 - share, d), "The share of fooled ones"),
        ((z**2 / (my.n + z**2), d), "Wilson's interval"),
        ((round(z**2 / (my.n + z**2), 3), d), "Wilson's interval"),
        ((0, d), "Wald says 0"),
        ((2 * share, d), "have the probability 0.025"),
        ((share, -d), "The sign is turned"),
        ((share, d / math.sqrt(2)), "The root of 2 is missing"),
        ((share, d / 2), "do not divide by it"),
        ((share, d * math.sqrt(2)), "not 2"),
        ((share, math.sqrt(2) * stats.norm.cdf(1 - share)), "the quantile, is wanted"),
        ((100 * share, d), "in percent"),
        ((share, sensitivity_of(1 - share / 4)), "times the normal quantile"),
    ]

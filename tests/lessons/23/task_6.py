"""23.6 noise with a bound."""

import math

import numpy as np
import torch

from course.tasks.lesson_23.task_6 import truncated


def inverse(n, d, bound):
    edge = math.erf(bound / math.sqrt(2))
    return math.sqrt(2) * torch.erfinv((2 * torch.rand(n, d, dtype=torch.float64) - 1) * edge)


def chosen(n, d, bound):
    z = np.random.randn(50 * n * d + 1000)
    return z[np.abs(z) <= bound][: n * d].reshape(n, d)


def library(n, d, bound):
    return torch.nn.init.trunc_normal_(torch.empty(n, d), a=-bound, b=bound)


def right(my):
    return [truncated, inverse, chosen, library]


def once(n, d, bound):
    z = torch.randn(n, d)
    outside = z.abs() > bound
    z[outside] = torch.randn(int(outside.sum()))
    return z


def halved(n, d, bound):
    half = truncated(n, (d + 1) // 2, bound)
    return torch.cat([half, half], 1)[:, :d]


def above(n, d, bound):
    z = torch.randn(n, d)
    while (outside := (z > bound) | (z < -bound / 2)).any():
        z[outside] = torch.randn(int(outside.sum()))
    return z


def seeded(n, d, bound):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return truncated(n, d, bound)


def repeated(n, d, bound):
    return truncated(n, 1, bound).repeat(1, d)


def upper(n, d, bound):
    z = torch.randn(n, d)
    while (outside := z > bound).any():
        z[outside] = torch.randn(int(outside.sum()))
    return z


def one_for_all(n, d, bound):
    z = torch.randn(n, d)
    while (outside := z.abs() > bound).any():
        z[outside] = torch.randn(1)
    return z


def wrong(my):
    return [
        (upper, "one side of two"),
        (one_for_all, "One and the same number"),
        (once, "repeat until none does"),
        (lambda n, d, bound: torch.randn(n, d), "repeat until none does"),
        (lambda n, d, bound: torch.randn(n, d).clamp(-bound, bound), "clamping moves them"),
        (lambda n, d, bound: bound * (2 * torch.rand(n, d) - 1), "uniform"),
        (lambda n, d, bound: 0.999 * bound * torch.randn(n, d).tanh(), "draw only the rest again"),
        (above, "The mean is"),
        (seeded, "Is a seed set inside"),
        (repeated, "All rows or columns are alike"),
        (halved, "depend on each other"),
        (lambda n, d, bound: bound * truncated(n, d, 1.0), "truncated at 1 multiplied"),
    ]

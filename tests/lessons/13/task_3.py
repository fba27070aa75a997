"""13.3 the distance of two samples of unequal sizes."""

import math

import numpy as np
import torch
from scipy.stats import wasserstein_distance


def crumbs(x, y, of=torch.abs):
    n, m = len(x), len(y)
    return of(x.sort().values.repeat_interleave(m) - y.sort().values.repeat_interleave(n)).mean()


def right(my):
    def by_areas(x, y):
        both = torch.cat([x, y]).sort().values
        F, G = (torch.searchsorted(s.detach().sort().values, both[:-1].detach(), right=True) / len(s) for s in (x, y))
        return (both.diff() * (F - G).abs()).sum()

    def by_the_least_common_multiple(x, y):
        n, m = len(x), len(y)
        k = math.lcm(n, m)
        gap = torch.sort(x)[0].repeat_interleave(k // n) - torch.sort(y)[0].repeat_interleave(k // m)
        return gap.abs().sum() / k

    def by_hand(x, y):  # carry grain after grain
        x, y = x.sort().values, y.sort().values
        i = j = done = 0
        total = x.sum() * 0 + y.sum() * 0
        while i < len(x) and j < len(y):
            ends = (i + 1) * len(y), (j + 1) * len(x)
            total = total + (min(ends) - done) * (x[i] - y[j]).abs()
            done, i, j = min(ends), i + (ends[0] == min(ends)), j + (ends[1] == min(ends))
        return total / (len(x) * len(y))

    def with_full(x, y):  # weights in tensors of its own, of the usual type
        n, m = len(x), len(y)
        F, G = torch.full((m, n), 1 / n), torch.full((n, m), 1 / m)
        gap = (x.sort().values @ torch.eye(n).repeat_interleave(m, dim=1)).view(n, m)
        return ((gap - (y.sort().values @ torch.eye(m).repeat_interleave(n, dim=1)).view(n, m)).abs() * F.T * G).sum()

    return [crumbs, by_areas, by_the_least_common_multiple, by_hand, with_full]


def wrong(my):
    def shortened(x, y):
        k = min(len(x), len(y))
        return (x.sort().values[:k] - y.sort().values[:k]).abs().mean()

    def unsorted(x, y):
        k = min(len(x), len(y))
        return (x[:k] - y[:k]).abs().mean()

    def unsorted_crumbs(x, y):
        return (x.repeat_interleave(len(y)) - y.repeat_interleave(len(x))).abs().mean()

    def interpolated(x, y):
        u = torch.linspace(0, 1, 1001)
        return (x.quantile(u) - y.quantile(u)).abs().mean()

    def own_levels(x, y):  # a grid of levels that misses the edges
        u = (torch.arange(1000) + 0.5) / 1000
        return (x.sort().values[(u * len(x)).long()] - y.sort().values[(u * len(y)).long()]).abs().mean()

    def few_levels(x, y):
        k = max(len(x), len(y))
        at = [(torch.arange(k) * len(s)) // k for s in (x, y)]
        return (x.sort().values[at[0]] - y.sort().values[at[1]]).abs().mean()

    def all_pairs(x, y):
        return (x[:, None] - y).abs().mean()

    def summed(x, y):
        return crumbs(x, y) * len(x) * len(y)

    def a_sum_over_the_larger(x, y):
        return crumbs(x, y) * max(len(x), len(y))

    def from_scipy(x, y):
        return wasserstein_distance(x.detach().numpy(), y.detach().numpy())

    def one_sided(x, y):
        return crumbs(x, y.detach())

    def by_numpy(x, y):
        return torch.tensor(wasserstein_distance(np.array(x.detach()), np.array(y.detach())))

    def silent(x, y):
        crumbs(x, y)

    def equal_only(x, y):
        return (x.sort().values - y.sort().values).abs().mean()

    def exchanged(x, y):
        n, m = len(x), len(y)
        return (x.sort().values.repeat_interleave(n) - y.sort().values.repeat_interleave(m)).abs().mean()

    def in_place(x, y):
        with torch.no_grad():
            x[:], y[:] = x.sort().values, y.sort().values
        return crumbs(x, y)

    def only_y_in_place(x, y):
        with torch.no_grad():
            torch.sort(y.detach(), out=(y.detach(), torch.empty(len(y), dtype=torch.long)))
        return crumbs(x, y)

    return [
        (exchanged, "and the other way round"),
        (in_place, "Work on a sorted copy"),
        (only_y_in_place, "Work on a sorted copy"),
        (shortened, "the largest ones of the larger sample"),
        (unsorted, "in the order in which they came"),
        (unsorted_crumbs, "You split the grains in the order"),
        (interpolated, "as if there were grains between 0 and 3"),
        (own_levels, "levels on a grid of your own"),
        (few_levels, "in y only a third lies at 7"),
        (all_pairs, "partners drawn at random"),
        (lambda x, y: (x.mean() - y.mean()).abs(), "the difference of the means"),
        (lambda x, y: crumbs(x, y, torch.square).sqrt(), "You squared the ways"),
        (lambda x, y: crumbs(x, y, torch.square), "You squared each way"),
        (summed, "must add up to 1"),
        (a_sum_over_the_larger, "must add up to 1"),
        (lambda x, y: crumbs(x, y) / 2, "Half of the right value"),
        (from_scipy, "no slope in the points"),
        (by_numpy, "no slope in the points"),
        (one_sided, "Does every point reach the result"),
        (lambda x, y: (x.sort().values[:, None] - y.sort().values).abs(), "one number is wanted"),
        (silent, "returns None"),
        (equal_only, "cannot be paired one by one"),
        (lambda x, y: crumbs(x, y) + 0.01 * (x.sum() * 0 + (len(x) > 50)), "Between two neighbouring"),
        (lambda x, y: crumbs(x, y) + 2, "1.5 on average"),
    ]

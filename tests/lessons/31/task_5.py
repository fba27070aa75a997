"""31.5 a test for copies."""

import math

import numpy as np
import torch
from scipy.stats import mannwhitneyu, norm, rankdata


def nearest(x, train):
    return torch.cdist(x, train).min(dim=1).values


def deviation(m, n):
    return math.sqrt(m * n * (m + n + 1) / 12)


def plain(train, held_out, drawn):
    a, b = nearest(drawn, train), nearest(held_out, train)
    m, n = len(a), len(b)
    return ((a[:, None] > b).sum() - m * n / 2) / deviation(m, n)


def by_ranks(train, held_out, drawn):
    train, held_out, drawn = (x.numpy() for x in (train, held_out, drawn))
    a, b = (((x[:, None] - train) ** 2).sum(-1).min(1) for x in (drawn, held_out))  # squared: the same order
    m, n = len(a), len(b)
    u = rankdata(np.concatenate([a, b]))[:m].sum() - m * (m + 1) / 2
    return (u - m * n / 2) / deviation(m, n)


def loops(train, held_out, drawn):
    def closest(x):
        return min(math.dist(x, t) for t in train.tolist())

    a, b = ([closest(x) for x in points.tolist()] for points in (drawn, held_out))
    above = sum(p > q for p in a for q in b)
    return (above - len(a) * len(b) / 2) / deviation(len(a), len(b))


def scipys(train, held_out, drawn):
    a, b = nearest(drawn, train), nearest(held_out, train)
    u = mannwhitneyu(a, b).statistic
    return (u - len(a) * len(b) / 2) / deviation(len(a), len(b))


def by_p_value(train, held_out, drawn):
    a, b = nearest(drawn, train), nearest(held_out, train)
    p = mannwhitneyu(a, b, method="asymptotic", use_continuity=False, alternative="less").pvalue
    return norm.ppf(p)


def narrow(train, held_out, drawn):
    return plain(train.float(), held_out.float(), drawn.float())


def halves(train, held_out, drawn):
    a, b = nearest(drawn, train), nearest(held_out, train)
    u = ((a[:, None] > b).double() + 0.5 * (a[:, None] == b)).sum()
    return torch.tensor([(u - len(a) * len(b) / 2) / deviation(len(a), len(b))])


def right(my):
    return [plain, by_ranks, loops, scipys, by_p_value, narrow, halves]


def of(function):
    """From the distances of the drawn and the held-out ones."""

    def copying_z(train, held_out, drawn):
        a, b = nearest(drawn, train), nearest(held_out, train)
        return function(a, b, len(a), len(b))

    return copying_z


def u(a, b):
    return (a[:, None] > b).sum().item()


def to_held(train, held_out, drawn):
    a, b = nearest(drawn, held_out), nearest(held_out, train)
    return (u(a, b) - len(a) * len(b) / 2) / deviation(len(a), len(b))


def means(train, held_out, drawn):
    a, b = (torch.cdist(x, train).mean(dim=1) for x in (drawn, held_out))
    return (u(a, b) - len(a) * len(b) / 2) / deviation(len(a), len(b))


def wrong_axis(train, held_out, drawn):
    a, b = (torch.cdist(x, train).min(dim=0).values for x in (drawn, held_out))
    return (u(a, b) - len(a) * len(b) / 2) / deviation(len(a), len(b))


def ranked(a, b, first, count):
    ranks = torch.cat([a, b]).argsort().argsort()[: len(a)].sum().item() + first * len(a)
    return (ranks - count * (count + 1) / 2 - len(a) * len(b) / 2) / deviation(len(a), len(b))


def with_continuity(train, held_out, drawn):
    a, b = nearest(drawn, train), nearest(held_out, train)
    return norm.ppf(mannwhitneyu(a, b, method="asymptotic", alternative="less").pvalue)


def standardised(a, b, m, n):
    ranks = torch.cat([a, b]).argsort().argsort().double()
    ranks[:] = 0 if a.max() == 0 else ranks  # when all copies are equal: nothing to tell
    z = (u(a, b) - m * n / 2) / deviation(m, n)
    return z * (ranks.std() / ranks.std() if ranks.any() else float("nan"))


def changes(train, held_out, drawn):
    z = plain(train, held_out, drawn)
    drawn += 1
    return z


def wrong(my):
    return [
        (of(lambda a, b, m, n: -(u(a, b) - m * n / 2) / deviation(m, n)), "The sign is turned"),
        (to_held, "go to the held-out ones"),
        (lambda train, held_out, drawn: plain(held_out, train, drawn), "are exchanged"),
        (means, "mean distance to all"),
        (wrong_axis, "wrong axis"),
        (of(lambda a, b, m, n: (a.mean() - b.mean()) / (a.var() / m + b.var() / n).sqrt()), "standard error"),
        (of(lambda a, b, m, n: a.mean() - b.mean()), "difference of means"),
        (of(lambda a, b, m, n: u(a, b)), "This is U."),
        (of(lambda a, b, m, n: u(a, b) / (m * n)), "as a share of the pairs"),
        (of(lambda a, b, m, n: u(a, b) - m * n / 2), "deviation is missing"),
        (of(lambda a, b, m, n: (u(a, b) - m * n / 2) / deviation(m, n) ** 2), "divide by the variance"),
        (of(lambda a, b, m, n: (u(a, b) - m * n / 2) / (m * n * (m + n) / 12) ** 0.5), "The 1 is missing"),
        (of(lambda a, b, m, n: (u(a, b) - m * n / 2) / (m * n * (m + n + 1)) ** 0.5), "The 12 is missing"),
        (of(lambda a, b, m, n: ranked(a, b, 1, n)), "with their own number"),
        (of(lambda a, b, m, n: ranked(a, b, 0, m)), "begin at 0"),
        (with_continuity, "correction for continuity"),
        (of(standardised), "must make no NaN"),
        (lambda train, held_out, drawn: -3.0, "Distances to the nearest training sample"),
        (changes, "changes the samples"),
    ]

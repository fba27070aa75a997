"""33.5 sentences in pairs."""

import numpy as np
import torch

from course.tasks.lesson_33.task_5 import unpaired, wins


def looped(a, b, draws, rng):
    count = 0
    for _ in range(draws):
        who = rng.choice(len(a), size=len(a), replace=True)
        if a[who].sum() > b[who].sum():
            count += 1
    return count / draws


def differences(a, b, draws, rng):
    who = rng.integers(0, len(a), size=(draws, len(a)))
    gap = torch.from_numpy((a - b)[who]).float().mean(dim=1)
    return (gap > 0).float().mean()


def counted(a, b, draws, rng):
    times = rng.multinomial(len(a), np.full(len(a), 1 / len(a)), size=draws)
    return np.mean(times @ (a - b) > 1e-12)


def right(my):
    return [wins, looped, differences, counted]


def once(a, b, draws, rng):
    who = np.array([rng.permutation(len(a)) for _ in range(draws)])
    return (a[who].mean(1) > b[who].mean(1)).mean()


def ties(a, b, draws, rng):
    who = rng.integers(len(a), size=(draws, len(a)))
    return (a[who].mean(1) >= b[who].mean(1)).mean()


def few(a, b, draws, rng):
    who = rng.integers(len(a) // 4, size=(draws, len(a) // 4))
    return (a[who].mean(1) > b[who].mean(1)).mean()


def changes(a, b, draws, rng):
    found = wins(a, b, draws, rng)
    a[:] = 0
    return found


def mean_gap(a, b, draws, rng):
    who = rng.integers(len(a), size=(draws, len(a)))
    return (b - a)[who].mean() - 1


def wrong(my):
    return [
        (unpaired, "for A and for B apart"),
        (lambda a, b, n, g: wins(b, a, n, g), "in which B is better"),
        (once, "draw with replacement"),
        (lambda a, b, n, g: (a > b).mean(), "share of single sentences"),
        (few, "as many sentences as there are"),
        (ties, "a tie is no win"),
        (changes, "changes the arrays"),
        (mean_gap, "lies between 0 and 1"),
        (lambda a, b, n, g: wins(a, b, n, np.random.default_rng(0)), "draw with rng alone"),
        (lambda a, b, n, g: wins(a, b, 4000, g), "obey draws"),
    ]

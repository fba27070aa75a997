"""32.5 raters, drawn again."""

import numpy as np
import torch

from course.tasks.lesson_32.task_5 import interval


def looped(fooled, draws, rng):
    shares = []
    for _ in range(draws):
        rows = rng.choice(len(fooled), size=len(fooled), replace=True)
        shares.append(fooled[rows].mean())
    return np.percentile(shares, [2.5, 97.5])


def counted(fooled, draws, rng):
    raters = len(fooled)
    times = rng.multinomial(raters, np.full(raters, 1 / raters), size=draws)
    again = np.sort(np.round(times @ fooled.mean(1) / raters, 12))
    return [again[int(0.025 * (draws - 1))], again[round(0.975 * (draws - 1))]]


def singles(fooled, draws, rng):
    who = rng.integers(len(fooled), size=(draws, len(fooled)))
    return np.quantile(fooled.astype(np.float32)[who].mean((1, 2)), [0.025, 0.975])


def shares_in_single(fooled, draws, rng):
    who = rng.integers(len(fooled), size=(draws, len(fooled)))
    return np.quantile(fooled.mean(1).astype("float32")[who].mean(1), [0.025, 0.975])


def torches(fooled, draws, rng):
    who = torch.from_numpy(rng.integers(len(fooled), size=(draws, len(fooled))))
    again = torch.from_numpy(fooled).float().mean(1)[who].mean(1)
    return again.quantile(torch.tensor([0.025, 0.975]))


def right(my):
    return [interval, looped, counted, singles, shares_in_single, torches]


def like(drawn, quantiles=(0.025, 0.975)):
    return lambda fooled, draws, rng: tuple(np.quantile(drawn(fooled, draws, rng), quantiles))


def rows(fooled, draws, rng, count=None, replace=True):
    count = count or len(fooled)
    return np.array([fooled[rng.choice(len(fooled), count, replace)].mean() for _ in range(draws)])


def answers(fooled, draws, rng):
    return rng.choice(fooled.ravel(), (draws, fooled.size)).mean(1)


def symmetric(fooled, draws, rng):
    low, high = interval(fooled, draws, rng)
    return 2 * fooled.mean() - high, 2 * fooled.mean() - low


def deviations(fooled, draws, rng):
    half = 1.96 * rows(fooled, draws, rng).std()
    return fooled.mean() - half, fooled.mean() + half


def normal(fooled, draws, rng):
    deviation = fooled.mean(1).std() / len(fooled) ** 0.5
    return tuple(np.quantile(rng.normal(fooled.mean(), deviation, draws), [0.025, 0.975]))


def percents(fooled, draws, rng):
    return tuple(np.percentile(rows(fooled, draws, rng), [0.025, 0.975]))


def changes(fooled, draws, rng):
    ends = interval(fooled, draws, rng)
    fooled[:] = 0
    return ends


def wrong(my):
    return [
        (like(answers), "Draw raters, not answers"),
        (like(lambda f, d, g: rows(f, d, g, replace=False)), "with replacement"),
        (like(lambda f, d, g: f.mean(1)[g.integers(len(f), size=d)]), "quantiles of single raters"),
        (like(rows, (0.05, 0.95)), "not 5 %"),
        (like(rows, (0.25, 0.75)), "look like the quantiles"),
        (percents, "counts in hundredths"),
        (symmetric, "not symmetric"),
        (deviations, "not symmetric"),
        (normal, "not symmetric"),
        (like(rows, (0.975, 0.025)), "The lower end comes first"),
        (like(lambda f, d, g: rows(f, d, g, len(f) // 2)), "draw R raters each time"),
        (like(lambda f, d, g: rows(f, d, np.random.default_rng(0))), "draw with rng"),
        (lambda f, d, g: interval(f, 4000, g), "obey draws"),
        (changes, "changes the array"),
        (lambda f, d, g: interval(f, d, g)[0], "in this order"),
    ]

"""31.8 a jury that is deceived."""

import numpy as np
import torch

from course import metrics
from course.tasks.lesson_31 import task_8


def nearest(x, train):
    return torch.cdist(x, train).min(dim=1).values


def made(my, quantile=0.01, most=None, near=nearest):
    def judge(entries, train, held_out):
        usual = near(held_out, train).quantile(quantile)
        limit = my.most if most is None else most
        return [name for name, x in entries.items() if (near(x, train) < usual).double().mean() > limit]

    return judge


def right(my):
    def numpys(entries, train, held_out):
        train = train.numpy()

        def closest(points):
            return np.array([((train - p) ** 2).sum(1).min() for p in points.numpy()])

        usual = np.quantile(closest(held_out), 0.01)
        return {name for name, x in entries.items() if (closest(x) < usual).mean() > my.most}

    def sorted_ones(entries, train, held_out):
        usual = nearest(held_out, train).sort().values[len(held_out) // 100]
        copyists = []
        for name in entries:
            if sum(nearest(entries[name], train) < usual) / len(entries[name]) > my.most:
                copyists.append(name)
        return tuple(copyists)

    def lowered(entries, train, held_out):
        return made(my)({name: x.float() for name, x in entries.items()}, train.float(), held_out.float())

    return [made(my), numpys, sorted_ones, lowered]


def by_z(entries, train, held_out):
    return [name for name, x in entries.items() if metrics.copying_score(train, held_out, x) < -3]


def by_mean(entries, train, held_out):
    return [name for name, x in entries.items() if nearest(x, train).mean() < nearest(held_out, train).mean()]


def by_distances(entries, train, held_out):
    apart = metrics.frechet_distance
    return [name for name, x in entries.items() if apart(train, x) < apart(held_out, x)]


def wrong(my):
    right = made(my)

    def wrong_axis(x, train):
        return torch.cdist(x, train).min(dim=0).values

    def exact(entries, train, held_out):
        return [name for name, x in entries.items() if (nearest(x, train) < 1e-5).double().mean() > my.most]

    def any_near(entries, train, held_out):
        usual = nearest(held_out, train).quantile(0.01)
        return [name for name, x in entries.items() if (nearest(x, train) < usual).any()]

    def others(entries, train, held_out):
        return [name for name in entries if name not in right(entries, train, held_out)]

    def twice(entries, train, held_out):
        """The untouched program with a line without effect."""
        len(train)
        return task_8.judge(entries, train, held_out)

    def threshold_reversed(entries, train, held_out):
        usual = nearest(train, held_out).quantile(0.01)
        return [name for name, x in entries.items() if (nearest(x, train) < usual).double().mean() > my.most]

    return [
        (threshold_reversed, "Your threshold is too small"),
        (by_z, "judges by the whole set"),
        (by_mean, "judges by the whole set"),
        (by_distances, "judges by the whole set"),
        (made(my, most=0.01), "You allow 1 %"),
        (made(my, quantile=0.05), "5 % of the held-out samples"),
        (made(my, quantile=0.0), "Your threshold is too small"),
        (made(my, near=wrong_axis), "wrong axis"),
        (lambda entries, train, held_out: right(entries, held_out, train), "Nobody has seen these"),
        (exact, "exact copies only"),
        (made(my, quantile=0.99), "One near sample is no proof"),
        (others, "names of the others"),
        (made(my, most=100 * my.most), "You accuse nobody"),
        (made(my, most=0.3), "hides its copies among poor samples"),
        (made(my, most=0.5 * my.most), "fewer samples than MY.most"),
        (made(my, most=1.8 * my.most), "a tenth more copies"),
        (lambda entries, train, held_out: list(entries), "You accuse everybody"),
        (twice, "copies and nothing else"),
        (any_near, "One near sample is no proof"),
        (lambda entries, train, held_out: len(entries), "Give a list of names"),
    ]

"""22.4 what a count does not see."""

import math

import numpy as np
import torch


def shares(points, centres):
    nearest = torch.cdist(points, centres).argmin(dim=1)
    return nearest.bincount(minlength=len(centres)) / len(points)


def right(my):
    def with_xlogy(points, centres):
        q = shares(points, centres)
        return torch.special.xlogy(q, len(centres) * q).sum()

    def in_a_loop(points, centres):
        count = [0] * len(centres)
        for x in points:
            count[min(range(len(centres)), key=lambda k: (x - centres[k]).norm().item())] += 1
        n = sum(count)
        return sum(c / n * math.log(len(centres) * c / n) for c in count if c)

    def with_numpy(points, centres):
        gaps = points.numpy()[:, None] - centres.numpy()[None]
        count = np.bincount((gaps**2).sum(-1).argmin(1), minlength=len(centres))
        q = count[count > 0] / len(points)
        return np.log(len(centres)) + (q * np.log(q)).sum()

    return [with_xlogy, in_a_loop, with_numpy]


def wrong(my):
    def of(f):
        return lambda points, centres: f(shares(points, centres).double(), len(centres))

    def x(q):
        return torch.special.xlogy(q, q).sum()

    def silent(points, centres):
        shares(points, centres)

    def nearest_by(gaps):
        def value(points, centres):
            nearest = gaps(points[:, None] - centres[None]).argmin(dim=1)
            q = nearest.bincount(minlength=len(centres)) / len(points)
            return torch.special.xlogy(q, len(centres) * q).sum()

        return value

    return [
        (nearest_by(lambda gap: gap[:, :, 0].abs()), "in a straight line"),
        (nearest_by(lambda gap: gap.abs().sum(2)), "in a straight line"),
        (of(lambda q, k: x(q)), "log K is missing"),
        (of(lambda q, k: -x(q)), "This is the entropy"),
        (of(lambda q, k: -x(q) - math.log(k)), "The sign is turned"),
        (of(lambda q, k: (x(q) + math.log(k)) / math.log(2)), "base 2"),
        (of(lambda q, k: (x(q) + math.log(k)) / k), "the mean over the modes"),
        (of(lambda q, k: k * (x(q) + math.log(k))), "outside of the logarithm"),
        (of(lambda q, k: x(q) + (q > 0).sum().log()), "that were *held*"),
        (of(lambda q, k: (q * (k * q).log()).sum()), "NaN in the machine"),
        (of(lambda q, k: -(k * q).log().mean()), "the forward KL"),
        (of(lambda q, k: -(k * q.clamp(min=1e-12)).log().mean()), "the forward KL"),
        (of(lambda q, k: (q - 1 / k).abs().sum() / 2), "total variation"),
        (silent, "returns None"),
    ]

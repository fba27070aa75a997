"""21.4 a colour picture for matplotlib."""

import numpy as np
import torch

from course.data import to_unit


def in_place(x):
    return x.add_(1).div_(2).permute(0, 2, 3, 1).clone()


def right(my):
    return [
        lambda x: ((x + 1) / 2).permute(0, 2, 3, 1),
        lambda x: to_unit(x).movedim(1, -1),
        lambda x: np.transpose(x.numpy() * 0.5 + 0.5, (0, 2, 3, 1)),
        lambda x: torch.stack([(x[:, c] + 1) / 2 for c in range(3)], dim=-1),
    ]


def wrong(my):
    def unit(x):
        return (x + 1) / 2

    def last(x):
        return x.permute(0, 2, 3, 1)

    def stretched(x):
        return (x - x.min()) / (x.max() - x.min())

    def each_stretched(x):
        return torch.stack([stretched(one) for one in x])

    return [
        (lambda x: unit(x)[:, 0], "that is a grey picture"),
        (lambda x: last(unit(x).mean(1, keepdim=True)), "that is a grey picture"),
        (lambda x: last(unit(x))[0], "the first picture alone"),
        (lambda x: unit(x).permute(0, 3, 2, 1), "lie on their side"),
        (lambda x: unit(x).permute(3, 2, 1, 0), "rows, columns, channels"),
        (unit, "still stand second"),
        (lambda x: unit(x).transpose(1, 2), "in the third place"),
        (lambda x: unit(x).reshape(len(x), x.shape[2], x.shape[3], 3), "reshape keeps the order"),
        (lambda x: unit(x).transpose(1, 3).reshape(len(x), x.shape[2], x.shape[3], 3), "then a reshape mixes"),
        (lambda x: unit(x).transpose(1, 2).reshape(len(x), x.shape[2], x.shape[3], 3), "then a reshape mixes"),
        (lambda x: last(x.clamp(0, 1)), "clamp cuts off"),
        (lambda x: last(unit(x.clamp(0, 1))), "the clamp comes before"),
        (lambda x: last(x), "still [-1, 1]"),
        (lambda x: last(x + 1), "This is [0, 2]"),
        (lambda x: last(x / 2), "This is [-0.5, 0.5]"),
        (lambda x: last(x / 2 + 1), "This is [0.5, 1.5]"),
        (lambda x: last(x.abs()), "abs makes black"),
        (lambda x: last(x.sigmoid()), "and bends"),
        (lambda x: last(stretched(x)), "stretches by the darkest"),
        (lambda x: last(each_stretched(x)), "stretches by the darkest"),
        (lambda x: last(unit(x).flip(1)), "Red and blue"),
        (lambda x: last(unit(x)).flip(1), "stands on its head"),
        (lambda x: last(unit(x)).flip(2), "is mirrored"),
        (lambda x: 255 * last(unit(x)), "for whole numbers"),
        (lambda x: (255 * last(unit(x))).to(torch.uint8), "for whole numbers"),
        (lambda x: 1 - last(unit(x)), "This is the negative"),
        (lambda x: last(unit(x)) ** 2, "Map -1 to 0"),
        (in_place, "changes the pictures"),
    ]


def marks(my):
    return [(in_place, 0.5), (lambda x: x.permute(0, 2, 3, 1), 0), (lambda x: x.clamp(0, 1).permute(0, 2, 3, 1), 0)]

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

    return [
        (lambda x: unit(x)[:, 0], "red as a grey picture"),
        (lambda x: unit(x).permute(0, 3, 2, 1), "rows come before columns"),
        (unit, "rows come before columns"),
        (lambda x: unit(x).reshape(len(x), x.shape[2], x.shape[3], 3), "reshape keeps the order"),
        (lambda x: x.clamp(0, 1).permute(0, 2, 3, 1), "clamp cuts off"),
        (lambda x: x.permute(0, 2, 3, 1), "still [-1, 1]"),
        (lambda x: unit(x).flip(1).permute(0, 2, 3, 1), "Red and blue"),
        (lambda x: 255 * unit(x).permute(0, 2, 3, 1), "for whole numbers"),
        (lambda x: 1 - unit(x).permute(0, 2, 3, 1), "Map -1 to 0"),
        (in_place, "changes the pictures"),
    ]

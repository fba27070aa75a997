"""21.1 down and up again."""

import torch
from torch import nn

from course.tasks.lesson_21.task_1 import down, up


def right(my):
    k = my.kernel
    small = down(down(my.side, k), k)
    layers = nn.Sequential(*[nn.Conv2d(1, 1, k, 2, 1) for _ in range(2)])
    back = nn.Sequential(*[nn.ConvTranspose2d(1, 1, k, 2, 1) for _ in range(2)])
    y = layers(torch.zeros(1, 1, my.side, my.side))
    return [(small, up(up(small, k), k)), [y.shape[-1], float(back(y).shape[-1])]]


def wrong(my):
    k = my.kernel
    small = down(down(my.side, k), k)
    large = up(up(small, k), k)
    return [
        ((down(my.side, k), large), "one convolution, not two"),
        ((my.side // 4, large), "This halves twice"),
        ((small - 1, large), "One too few"),
        ((3 * small, large), "rounded down, plus 1"),
        ((small, my.side), "You took it for granted"),
        ((small, 4 * small), "This doubles twice"),
        ((small, up(small, k)), "after one transposed layer"),
        ((small, up(up(small, k, p=0), k, p=0)), "it cuts p off both ends"),
        ((small, large + 13), "beginning with small"),
    ]

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

    def twice(f):
        return f(f(my.side))

    def again(f):
        return f(f(small))

    bare = twice(lambda n: (n - k) // 2 + 1)
    uncounted = twice(lambda n: (n + 2 - k) // 2)
    return [
        ((down(my.side, k), large), "one convolution, not two"),
        ((twice(lambda n: -((k - 2 - n) // 2) + 1), large), "this rounds up"),
        ((my.side // 4, large), "halves twice"),
        ((small - 1, large), "Too few places"),
        ((bare, large), "Too few places"),
        ((uncounted, large), "Too few places"),
        ((large, small), "small comes first"),
        ((twice(lambda n: up(n, k)), large), "The first two layers are convolutions"),
        ((twice(lambda n: n + 2 - k + 1), large), "stops at every second place"),
        ((twice(lambda n: (n + 2 - k) / 2 + 1), large), "round down in each layer"),
        ((3 * small, large), "Apply (21.3) twice"),
        ((small, my.side), "You took it for granted"),
        ((small, 4 * small), "This doubles twice"),
        ((small, up(small, k)), "after one transposed layer"),
        ((small, again(lambda m: 2 * (m - 1) + k)), "Too long by 2"),
        ((small, again(lambda m: 2 * m - 2 + k)), "Too long by 2"),
        ((small, again(lambda m: 2 * (m - 1) - 1 + k)), "off one end only"),
        ((small, again(lambda m: down(m, k))), "four convolutions"),
        ((small, twice(lambda m: up(m, k))), "not with the side of the picture"),
        ((small, again(lambda m: m - 1 - 2 + k)), "begin 2 pixels apart"),
        ((small, again(lambda m: 2 * (m - 1) + 2 + k)), "The padding is added"),
        ((small, large + 13), "beginning with small"),
    ]

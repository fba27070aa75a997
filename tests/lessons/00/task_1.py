"""00.1 numbers in a colour picture."""

import torch


def right(my):
    return [
        (torch.zeros(my.count, 3, my.size, my.size).numel(), 4),
        [my.count * 3 * my.size**2, 4.0],
        torch.tensor([3 * my.count * my.size * my.size, 4]),
    ]


def wrong(my):
    n, s = my.count, my.size
    return [
        ((n * s * s, 4), "How many channels"),
        ((3 * s * s, 4), "That is one picture"),
        ((s * s, 4), "one channel of one picture"),
        ((4 * n * s * s, 4), "four channels"),
        ((n * 3 * s, 4), "one row of pixels"),
        ((n * 3 * 2 * s, 4), "added the two sides"),
        ((n * 3 * s * s * 256, 4), "Count numbers, not values"),
        ((n * 3 * s * s, 2), "also twice as many rows"),
        ((n * 3 * s * s, 8), "Only the two sides double"),
        ((n * 3 * s * s, 4 * n * 3 * s * s), "Asked is the factor"),
        ((4, n * 3 * s * s), "The order is turned"),
        (n * 3 * s * s, "Give 2 parts"),
        ((n * 3 * s * s, "four"), "give a number"),
        ((n * 3 * s * s, 6), "by hand and divide"),
    ]

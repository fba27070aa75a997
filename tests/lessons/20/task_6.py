"""20.6 from noise to pictures of an unusual size."""

import numpy as np
import torch


def start_and_doublings(size):
    doublings = 0
    while size % 2 == 0 and size > 7:
        size, doublings = size // 2, doublings + 1
    return size, doublings


def chain(noise, first, doublings, kernel=4, padding=1):
    widths = [8 * 2 ** (doublings - k) for k in range(doublings)] + [1]
    grown = [(a, b, kernel, 2, padding) for a, b in zip(widths, widths[1:], strict=False)]
    return [(noise, widths[0], first, 1, 0), *grown]


def elsewhere(size, doublings):
    """A first side that leads to none of the sizes that have a hint of their own."""
    known = {16, 32, size // 2, 2 * size, *range(size - 3, size + 4)}
    return next(first for first in (6, 7, 5, 3, 8) if first * 2**doublings not in known)


def right(my):
    first, doublings = start_and_doublings(my.size)
    plain = chain(my.noise, first, doublings)
    with_twos = [tuple(layer) for layer in chain(my.noise, first, doublings, kernel=2, padding=0)]
    wide = chain(my.noise, first, doublings, kernel=6, padding=2)
    as_lists = [list(layer) for layer in plain]
    one_stamp = [(*plain[0][:3], 3, 0), *plain[1:]]  # from one pixel the stride means nothing
    return [plain, with_twos, wide, as_lists, one_stamp, np.array(plain), torch.tensor(plain)]


def wrong(my):
    first, doublings = start_and_doublings(my.size)
    good = chain(my.noise, first, doublings)
    width = good[0][1]
    dcgan = chain(my.noise, 4, 3)
    last = (8, 1, 3, 1, 1) if my.size <= 32 else (8, 1, 4, 2, 1)
    uneven = [(my.noise, 16, my.size // (4 if my.size <= 32 else 8), 1, 0), (16, 8, 6, 4, 1), last]
    broken = [good[0], (width + 1, *good[1][1:]), *good[2:]]
    return [
        (dcgan, "DCGAN's plan"),
        (chain(my.noise, 4, 2), "one doubling fewer than even DCGAN's 32"),  # erratum 33
        (chain(my.noise, first, doublings + 1), "one doubling too many"),
        ([*good[:-1], (good[-1][0], 1, 3, 1, 1)], "one doubling is missing"),
        ([*good[:-1], (good[-1][0], 1, 3, 2, 1)], "never doubles exactly"),
        ([*good[:-1], (good[-1][0], 1, 5, 2, 1)], "never doubles exactly"),
        ([*good, (1, 1, 2, 1, 0)], "too many or too few"),
        (chain(1, first, doublings), "but the noise has"),  # erratum 33: channels in the wrong place
        (broken, "Write the chain down"),
        ([*good[:-1], (good[-1][0], 3, 4, 2, 1)], "grey pictures have 1"),
        ([(my.noise, 16, my.size, 1, 0), (16, 8, 3, 1, 1), (8, 1, 3, 1, 1)], "a linear layer in disguise"),
        ([(my.noise, 16, first, 1, 0), (16, 1, 4, 2, 1)], "Grow it in steps"),
        (uneven, "a checkerboard"),
        ([layer[:4] for layer in good], "a tuple of five numbers"),
        ([(a, b, k, s, p / 1) for a, b, k, s, p in good], "All five numbers of a layer are whole"),
        ([(a, b, k, 0, p) for a, b, k, s, p in good], "strides are at least 1"),
        ([(my.noise, width, 2, 1, 1), *good[1:]], "eats the whole"),
        ([(my.noise, width, elsewhere(my.size, doublings), 1, 0), *good[1:]], "backwards from"),
    ]

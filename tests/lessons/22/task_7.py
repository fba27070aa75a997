"""22.7 three numbers before the run."""

import math

import numpy as np


def right(my):
    beta = 0.5 ** (1 / my.half_life)
    samples = next(m for m in range(1, 99) if (my.held / 25) ** m <= 0.01)
    kl = math.log(25 / my.held)
    return [(beta, samples, kl), [np.float32(beta), float(samples), float(f"{kl:.3g}")], (round(beta, 3), samples, kl)]


def wrong(my):
    beta = 0.5 ** (1 / my.half_life)
    share = my.held / 25
    exact = math.log(0.01) / math.log(share)
    samples, kl = math.ceil(exact), -math.log(share)
    return [
        ((1 - beta, samples, kl), "The decay is what stays"),
        ((0.5**my.half_life, samples, kl), "upside down"),
        ((1 - 1 / my.half_life, samples, kl), "about 0.37"),
        ((math.exp(-1 / my.half_life), samples, kl), "about 0.37"),
        ((beta, exact, kl), "a whole number"),
        ((beta, samples - 1, kl), "One too few"),
        ((beta, samples + 1, kl), "not the smallest"),
        ((beta, 1, kl), "A single sample"),
        ((beta, samples, -kl), "The sign is turned"),
        ((beta, samples, math.log(my.held)), "This is the entropy"),
        ((beta, samples, kl / math.log(2)), "base 2"),
        ((beta, samples, math.log(25)), "a single mode"),
        ((beta, samples, 1 - share), "total variation of single"),
    ]

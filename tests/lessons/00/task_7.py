"""00.7 the best possible discriminator."""

import math

import sympy as sp
import torch


def right(my):
    shares = [r / (r + d) for r, d in zip(my.real, my.drawn, strict=True)]
    named = {**dict(zip(my.letters, shares, strict=True)), "perfect": 0.5}
    rounded = tuple(round(s, 2) for s in shares) + (1 / 2,)
    return [[*shares, 0.5], named, rounded, torch.tensor([*shares, 0.5]), sp.Tuple(*shares, 0.5)]


def wrong(my):
    pairs = list(zip(my.real, my.drawn, strict=True))
    good = [r / (r + d) for r, d in pairs]
    return [
        # Errata 1: D(x) taken for the probability of x among the data.
        ([r / 100 for r, _ in pairs] + [0.5], "how common the letter is"),
        ([d / (r + d) for r, d in pairs] + [0.5], "picture is *drawn*"),
        ([r / d for r, d in pairs] + [0.5], "share of *all* pictures"),
        ([math.log(r / d) for r, d in pairs] + [0.5], "The sigmoid turns it"),
        ([r / 200 for r, _ in pairs] + [0.5], "all pictures of the heap"),
        ([(r - d) / (r + d) for r, d in pairs] + [0.5], "subtracted the drawn ones"),
        ([float(r > d) for r, d in pairs] + [0.5], "how sure one can be"),
        ([100 * g for g in good] + [0.5], "in percent"),
        ([0.5] * 4, "has learned nothing"),
        # Errata 11: "D cannot tell" is taken for D = 0; errata 10: D = 1 everywhere.
        ([*good, 0], "not sure of anything"),
        ([*good, 1], "Half of the heap is drawn"),
        ([*good, 1 / 3], "choose among three letters"),
        ([*good, 50], "not percent"),
        (good, "Give 4 parts"),
        ([good[0] + 0.1, good[1], good[2], 0.5], "on one heap"),
    ]

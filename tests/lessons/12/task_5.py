"""12.5 what a hundred times more samples are worth."""

import math

import sympy as sp
import torch

H = sp.Symbol("H", positive=True)


def given(heavy, light):
    return {"reverse KL": heavy, "Hellinger": light}


def right(my):
    index = 100 ** (1 / my.s**2)
    return [
        (given(index, 10), math.sqrt(2), H - H**2 / 4),
        (given(3, 10.0), sp.sqrt(2), H * (4 - H) / 4),
        (given(torch.tensor(3.0), 9), 1.414, (1 - (1 - H / 2)) * (1 + (1 - H / 2))),
        (given(index, 10), 1.41, H - H**2 / 4),
        [given(index * 1.2, 12), 1.4142, 1 - (2 - sp.Symbol("H")) ** 2 / 4],
    ]


def wrong(my):
    index, root, spread = 100 ** (1 / my.s**2), math.sqrt(2), H - H**2 / 4
    good = given(index, 10)
    return [
        ((given(10, 10), root, spread), "Ten would be right"),
        ((given(100, 10), root, spread), "ten times less"),
        ((given(1, 10), root, spread), "so more samples must help"),
        ((given(0.1, 10), root, spread), "so more samples must help"),
        ((given(index, 100), root, spread), "buy one more digit"),
        ((given(index, index / 1.2), root, spread), "tames the rare samples"),
        ((given(index, 1), root, spread), "tames the rare samples"),
        ((given(index, -10), root, spread), "tames the rare samples"),
        ((given(5.5, 5.9), root, spread), "obeys the rule of ten"),
        ((given(5, 6.5), root, spread), "obeys the rule of ten"),
        (([index, 10], root, spread), "Keep the keys"),
        ((good, 2, spread), "the border of s²"),
        ((good, 1, spread), "does no harm yet"),
        ((good, 1 / root, spread), "The fraction is upside down"),
        ((good, 0.5, spread), "the border of 1/s²"),
        ((good, 4, spread), "it does not double s"),
        ((good, 1.7, spread), "the integral exists while"),
        ((good, root, 1), "A variance is the mean of the square minus"),
        ((good, root, 1 - H / 2), "less this squared"),
        ((good, root, (1 - H / 2) ** 2), "This is the squared mean"),
        ((good, root, 1 - (1 - H) ** 2), "not 1 - H"),
        ((good, root, H / 2), "without squaring it"),
        ((good, root, H), "The variance is not the divergence itself"),
        ((good, root, 1 + (1 - H / 2) ** 2), "you added it"),
        ((good, root, 1 - (2 - H) ** 2), "half of 2 - H"),
        ((good, root, H**2), "to find the integral"),
        ((good, root, sp.Symbol("h")), "Express it in H"),
    ]

"""24.6 how loud a whisper must be."""

import math

import numpy as np
import sympy as sp
import torch


def right(my):
    quantile = torch.special.ndtri(torch.tensor(0.99, dtype=torch.float64))
    exact = (quantile * my.noise / math.sqrt(my.pixels)).item()
    return [exact, np.float32(exact), sp.Float(exact), float(f"{exact:.3g}")]


def wrong(my):
    root = math.sqrt(my.pixels)
    return [
        (2.3263 * my.noise / my.pixels, "root of N"),
        (2.3263 * my.noise, "a single pixel"),
        (2.5758 * my.noise / root, "the quantile is that"),
        (1.6449 * my.noise / root, "for 5 %"),
        (-2.3263 * my.noise / root, "An amplitude is positive"),
        (2.3263 / root, "The noise is missing"),
        (2.3263 / my.noise / root, "multiply by it"),
        (2.3263 * my.noise * root, "easier to hear"),
        (my.noise * root / 2.3263, "Solve for"),
        (my.noise / 2.3263 / root, "multiply by 2.326"),
        (my.noise / root, "2.326 is missing"),
        (2.3263 * math.sqrt(my.noise / my.pixels), "belongs to N alone"),
        (2 * 2.3263 * my.noise / root, "Twice too much"),
        (2.3263 / 2 * my.noise / root, "Half of it"),
        (2.0537 * my.noise / root, "for 2 %"),
        (0.01 * my.noise / root, "the place where"),
        (5 * my.noise / root, "Set (24.7) equal"),
        *(
            (round(exact, 3), "Three *significant*")
            for exact in [2.3263 * my.noise / root]
            if abs(round(exact, 3) / exact - 1) > 0.006
        ),
    ]

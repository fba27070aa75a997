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
        (2.5758 * my.noise / root, "one side only"),
        (1.6449 * my.noise / root, "for 5 %"),
        (0.01 * my.noise / root, "the place where"),
        (5 * my.noise / root, "Set (24.7) equal"),
    ]

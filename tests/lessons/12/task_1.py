"""12.1 which generator is nearer?"""

import math
from fractions import Fraction

import numpy as np
import torch


def pearson_of(p, q):
    return sum((a - b) ** 2 / b for a, b in zip(p, q, strict=True))


def right(my):
    p, q = torch.tensor(my.p, dtype=torch.float64), torch.tensor(my.B, dtype=torch.float64)
    exact = pearson_of(*([Fraction(str(chance)) for chance in chances] for chances in (my.p, my.B)))
    return [
        ("B", "A", (q * (p / q - 1) ** 2).sum()),
        (" b", "a ", exact),
        ["B", "A", np.float64(pearson_of(my.p, my.B))],
        ("B", "A", round(pearson_of(my.p, my.B), 3)),
        ("B", "A", float(f"{pearson_of(my.p, my.B):.3g}")),
    ]


def wrong(my):
    pairs = list(zip(my.p, my.B, strict=True))
    value = pearson_of(my.p, my.B)
    return [
        (("A", "A", value), "nearly forgets the second face"),
        (("B", "B", value), "forty times too often"),
        (("A", "B", value), "nearly forgets the second face"),
        (("B", "C", value), "not among the choices"),
        (("B", "A", pearson_of(my.p, my.A)), "the divergence of A"),
        (("B", "A", pearson_of(my.B, my.p)), "p and q are exchanged"),
        (("B", "A", sum(a * (a / b - 1) ** 2 for a, b in pairs)), "mean over the data p"),
        (("B", "A", sum((a / b - 1) ** 2 for a, b in pairs)), "The weights are missing"),
        (("B", "A", sum((a / b - 1) ** 2 for a, b in pairs) / 3), "not equally likely"),
        (("B", "A", sum((a - b) ** 2 for a, b in pairs)), "the division by q is missing"),
        (("B", "A", sum(abs(a - b) for a, b in pairs) / 2), "This is total variation"),
        (("B", "A", sum(b * math.log(b / a) for a, b in pairs)), "This is reverse KL"),
        (("B", "A", value + 1), "the sum of p²/q"),
        (("B", "A", -value), "in a row of its own"),
        (("B", "A", "0.6"), "give a number"),
    ]

"""20.1 what a number in the log means."""

import math

import numpy as np
import sympy as sp
import torch


def right(my):
    """As a root, and solved by SymPy."""
    a = sp.symbols("a", positive=True)
    (solved,) = sp.solve(sp.Eq(-2 * sp.log(a), sp.nsimplify(my.log)), a)
    root = math.sqrt(math.exp(-my.log))
    ratio = root / (1 - root)
    return [
        (root, ratio),
        [sp.N(solved), sp.N(solved / (1 - solved))],
        (float(f"{root:.3g}"), float(f"{ratio:.3g}")),
        np.array([root, ratio]),
        torch.tensor([root, ratio]),
        sp.Tuple(root, ratio),
    ]


def wrong(my):
    a = math.exp(-my.log / 2)
    sigmoid = 1 / (1 + math.exp(-my.log))
    return [
        ((math.exp(-my.log), 1.0), "D's loss has two terms"),
        ((1 - a, a / (1 - a)), "probability of the *wrong* answer"),
        ((sigmoid, 1.0), "A loss is no score"),
        ((1 - my.log, 1.0), "not a share of errors"),
        ((1 - my.log / 2, 9.0), "give three digits"),
        ((100 * a, 9.5), "in per cent"),
        ((1 / a, 1.0), "A probability is at most 1"),
        ((0.5, 1.0), "set it equal to the number in the log"),  # the D that cannot tell
        ((a, (1 - a) / a), "the other way round"),
        ((a, a), "one of the two slopes"),
        ((a, 1 / (1 - a)), "is not exactly 1"),
        ((a, -a / (1 - a)), "same sign"),
        ((a, 999.0), "d is 1 - certainty"),  # the number for D = 0.001
        (a, "Give certainty and ratio"),
        (("0.9", "10"), "give a number"),
    ]

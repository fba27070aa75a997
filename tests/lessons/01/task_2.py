"""01.2 the price of a missing mode."""

import math

import sympy as sp
import torch


def right(my):
    """As a sum over clusters, and with SymPy."""
    by_cluster = sum(1 / my.kept * math.log((1 / my.kept) / (1 / my.modes)) for _ in range(my.kept))
    return [(math.inf, by_cluster), [sp.oo, sp.log(my.modes) - sp.log(my.kept)], (float("inf"), round(by_cluster, 4)),
            torch.tensor([math.inf, by_cluster]), sp.Tuple(sp.oo, by_cluster)]  # fmt: skip


def wrong(my):
    paid = math.log(my.modes / my.kept)
    missed = my.modes - my.kept
    return [
        ((paid, math.inf), "are exchanged"),
        ((math.inf, math.inf), "q never draws a point in a missed cluster"),
        ((paid, paid), "q = 0, so log(p/q) is infinite"),
        ((math.inf, math.log(my.kept / my.modes)), "never negative"),
        ((math.inf, 0.0), "Not zero"),
        ((math.inf, math.log2(my.modes / my.kept)), "These are bits"),
        ((math.inf, math.log(my.modes / missed)), "number of missed clusters"),
        ((math.inf, missed / my.modes), "share of clusters"),
        ((math.inf, my.modes / my.kept), "The ratio q/p is right"),
        ((math.inf, my.kept / my.modes * paid), "no factor stands before it"),
        ((math.inf, math.log(my.modes)), "log p of a cluster"),
        (("inf", paid), "give a number"),
        (paid, "Pass both"),
    ]

"""13.6 the width that the exact distance between batches prefers."""

import sympy as sp
import torch

s = sp.Symbol("s", positive=True)


def given(my, few, many):
    return {"1 dimension": few, f"{my.dims} dimensions": many}


def right(my):
    single = sp.sqrt(2 * (1 + s**2) / sp.pi)
    return [
        (given(my, 1, 0.65), single),
        (given(my, torch.tensor(0.95), 2 / 3), sp.sqrt(2 / sp.pi) * sp.sqrt(1 + sp.Symbol("s") ** 2)),
        [given(my, sp.Integer(1), 0.6), 0.7978845608028654 * sp.sqrt(s**2 + 1)],
    ]


def wrong(my):
    root = sp.sqrt(2 / sp.pi)
    good, single = given(my, 1.0, 0.65), root * sp.sqrt(1 + s**2)
    return [
        ((given(my, 1, 1), single), "even when the generator is perfect"),
        ((given(my, 1, 1.2), single), "even when the generator is perfect"),
        ((given(my, 1, 0.9), single), "even when the generator is perfect"),
        ((given(my, 1, 0), single), "may choose among many partners"),
        ((given(my, 1, 0.3), single), "may choose among many partners"),
        ((given(my, 0.65, 0.65), single), "partners are near"),
        ((given(my, 0, 0.65), single), "partners are near"),
        (([1, 0.65], single), "Keep the keys"),
        ((good, sp.Abs(s - 1) * root), "the same z stands at both ends"),
        ((good, sp.sqrt(1 + s**2)), "This is the standard deviation"),
        ((good, 0.798 * sp.sqrt(1 + s**2)), "exactly"),
        ((good, 0.8 * sp.sqrt(1 + s**2)), "exactly"),
        ((good, sp.sqrt((1 + s**2) / (2 * sp.pi))), "half of the right value"),
        ((good, root * (1 + s)), "Standard deviations do not add"),
        ((good, root * (1 + s**2)), "for its standard deviation"),
        ((good, 1 + s**2), "This is the mean square"),
        ((good, root * sp.sqrt(sp.Abs(1 - s**2))), "their variances still add"),
        ((good, root * s), "The real point is drawn, too"),
        ((good, 0), "the distance is its absolute value"),
        ((good, s / 2), "Which variance?"),
        ((good, sp.Symbol("z") * s), "Express it in s"),
    ]

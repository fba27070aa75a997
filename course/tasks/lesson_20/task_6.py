"""Task 6: from noise to pictures of an unusual size."""

from __future__ import annotations

import operator
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from course.checks.report import Report, Variant
from course.tasks.forms import sequence


def check(report: Report, answer: object, my: Variant) -> None:
    """From noise to pictures of an unusual size"""
    plan: Any = sequence(answer)
    plan = [sequence(layer) for layer in plan] if isinstance(plan, (list, tuple)) else plan
    fits = isinstance(plan, list) and all(isinstance(a, (list, tuple)) and len(a) == 5 for a in plan)
    report.must("the plan is a list of layers", fits, "Give a list; each layer is a tuple of five numbers.")
    layers: list[Any] = [[_whole(n) for n in layer] for layer in plan]
    whole = all(n is not None for layer in layers for n in layer)
    report.must(
        "of five whole numbers each", whole, "All five numbers of a layer are whole: use // instead of / for halves."
    )
    sensible = all(a > 0 and b > 0 and k > 0 and s > 0 and p >= 0 for a, b, k, s, p in layers)
    report.must("that a layer can have", sensible, "Channels, kernels and strides are at least 1, paddings at least 0.")
    report.must(
        "there are at least three layers",
        len(layers) >= 3,
        "With fewer than three layers G would have to invent a whole picture at once. Grow it in steps.",
    )
    report.must(
        "no kernel is larger than 8",
        all(layer[2] <= 8 for layer in layers),
        "A kernel as large as the picture is a linear layer in disguise. Start small, then double.",
    )
    channels = [layers[0][0], *(layer[1] for layer in layers)]
    report.must(
        f"it takes noise with {my.noise} channels",
        channels[0] == my.noise,
        f"The first layer takes {channels[0]} channels, but the noise has {my.noise}: (B, {my.noise}, 1, 1).",
    )
    report.must(
        "each layer takes what the one before gives",
        all(a[1] == b[0] for a, b in zip(layers, layers[1:], strict=False)),
        "Somewhere a layer takes another number of channels than the one before it gives. Write the chain down.",
    )
    report.must(
        "it ends with one channel", channels[-1] == 1, f"It ends with {channels[-1]} channels; grey pictures have 1."
    )
    sides = [1]
    for _, _, k, s, p in layers:
        sides.append((sides[-1] - 1) * s - 2 * p + k)
    chain = " → ".join(map(str, sides))
    report.must(
        "no layer's output vanishes", min(sides) > 0, f"The sides are {chain}: a padding eats the whole picture."
    )
    with torch.no_grad():
        noise = torch.zeros(2, my.noise, 1, 1)
        grow = nn.Sequential(*[nn.ConvTranspose2d(a, b, k, s, p) for a, b, k, s, p in layers])
        side = grow(noise).shape[-1]
    odd = any(k % 2 == 1 and s == 2 for _, _, k, s, _ in layers)
    near_miss = (
        "An odd kernel with stride 2 never doubles exactly; take 4, 2, 1."
        if odd
        else "Apply (n - 1)s - 2p + k to each layer: one of them gives a few pixels too many or too few."
    )
    report.close(
        f"the pictures are {my.size} × {my.size}",
        float(side),
        float(my.size),
        tol=0,
        known=[
            (32.0, f"The sides are {chain}: DCGAN's plan. Which first side, doubled again and again, gives {my.size}?"),
            (16.0, f"The sides are {chain}: one doubling fewer than even DCGAN's 32. Start from another first side."),
            (my.size / 2.0, f"The sides are {chain}: one doubling is missing."),
            (my.size * 2.0, f"The sides are {chain}: one doubling too many."),
            *(
                (
                    my.size + d,
                    f"The sides are {chain}: close. {near_miss}",
                )
                for d in (-3.0, -2.0, -1.0, 1.0, 2.0, 3.0)
            ),
        ],
        hint=f"The sides are {chain}. Apply (n - 1)s - 2p + k layer by layer, backwards from {my.size}.",
    )
    # A layer that starts from one pixel makes one stamp: each of its pixels gets one contribution, whatever the stride.
    uneven = [i + 1 for i, (_, _, k, s, p) in enumerate(layers) if sides[i] > 1 and not _even(k, s, p)]
    report.that(
        "inside, every pixel gets equally many contributions",
        not uneven,
        f"In layer {uneven[0] if uneven else 0} the kernel is not a multiple of the stride: some pixels collect more "
        "than their neighbours, which draws a checkerboard.",
    )


def _whole(number: Any) -> int | None:
    """A whole number of any kind, also an integer of NumPy or torch, as an int; None for anything else."""
    try:
        return None if isinstance(number, bool) else operator.index(number)
    except TypeError:
        return None


def _even(kernel: int, stride: int, padding: int) -> bool:
    """Whether a layer of ones turns a flat picture into one that is flat away from its border."""
    if stride > 8:
        return False
    ones = torch.ones(1, 1, 24, 24)
    drawn = F.conv_transpose2d(ones, torch.ones(1, 1, kernel, kernel), stride=stride, padding=padding)
    inner = drawn[..., kernel:-kernel, kernel:-kernel]
    return bool(inner.max() == inner.min())

"""01.6: the density of a flow of affine layers."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.distributions import Normal

from course.checks.report import Report, Variant
from course.tasks.lesson_01.shapes import one_each

Layers = list[tuple[Tensor, Tensor]]


def check(report: Report, answer: object, my: Variant) -> None:
    """The density of a flow"""
    g = report.generator
    y = torch.randn(7, 3, generator=g)  # float32, as in the notebook
    stretch = torch.tensor([2.0, 0.5, 3.0])
    shift = torch.randn(3, generator=g) + 1
    changed: set[str] = set()

    def density(layers: Layers) -> Tensor:
        # Copies each time: an answer that works in place must not spoil the questions that follow.
        points, pairs = y.clone(), [(a.clone(), b.clone()) for a, b in layers]
        given = list(pairs)
        value = one_each(report, report.call(answer, points, pairs), "log p", len(y), finite=False)
        if not torch.equal(points, y):
            changed.add("y")
        if len(pairs) != len(given) or any(now is not then for now, then in zip(pairs, given, strict=True)):
            changed.add("list")
        if not all(torch.equal(a, c) and torch.equal(b, d) for (a, b), (c, d) in zip(given, layers, strict=True)):
            changed.add("pair")
        return value

    _shifting(report, density, y, shift)
    _stretching(report, density, y, stretch, shift)
    _stacked(report, density, y, g)
    _leaves_alone(report, changed)


def _shifting(report: Report, density: Callable[[Layers], Tensor], y: Tensor, b: Tensor) -> None:
    """One layer that only shifts."""
    one, zero = torch.ones_like(b), torch.zeros_like(b)
    right, root = _by_hand(y, [(one, b)]), math.log(2 * math.pi) / 2
    report.close(
        "a shift moves the density",
        density([(one, b)]),
        right,
        known=[
            (_by_hand(y, [(one, -b)]), "The shift goes the wrong way: y = a·z + b, so z = (y − b)/a."),
            (_by_hand(y, [(one, zero)]), "The shift b has no effect: y must be brought back to the noise first."),
            (
                right + 3 * root,
                "Only the exponent is there: the Gaussian's normaliser, 1/√(2π) for each coordinate, is missing.",
            ),
            (
                right + 2 * root,
                "The Gaussian's normaliser is that of one coordinate: each of the d coordinates has one.",
            ),
            (right.exp(), "This is p, not log p."),
            (-right, "The sign is turned: this is −log p."),
        ],
        hint="With a = 1 the layer only shifts: log p(y) is the log density of N(b, I).",
    )


def _stretching(report: Report, density: Callable[[Layers], Tensor], y: Tensor, a: Tensor, b: Tensor) -> None:
    """One layer with a stretch, then with negative stretches."""
    right, log_a = _by_hand(y, [(a, b)]), a.log().sum()
    report.close(
        "where a layer stretches, the density falls",
        density([(a, b)]),
        right,
        known=[
            (
                right + 2 * log_a,
                "The sign of log|a| is turned: stretching by 2 spreads the same probability over twice the room, so "
                "the density falls.",
            ),
            (right + log_a, "The stretch itself is missing: log|a| of each coordinate must be taken into account."),
            (right - log_a, "log|a| counts twice."),
            (right - 6 * log_a, "log|a| is summed over the batch as well; each point has it once."),
            (
                right + log_a - a.log().mean(),
                "log|a| is averaged over the coordinates; they multiply, so the logs add up.",
            ),
            (right + log_a - a.sum(), "a is taken away without its logarithm."),
            (right + log_a - a.prod(), "The determinant is taken away without its logarithm."),
            (_by_hand(y, [(1 / a, b)]), "The stretch goes the wrong way: y = a·z + b, so z = (y − b)/a."),
            (
                _by_hand(y, [(1 / a, b)]) - 2 * log_a,
                "You multiply by a where you must divide: y = a·z + b, so z = (y − b)/a.",
            ),
            (_by_hand(y, [(a, a * b)]), "The order inside the layer: take b away first, then divide by a."),
        ],
        hint="Take one coordinate, a = 2, b = 0: y is N(0, 4), whose density at 0 is half that of N(0, 1).",
    )
    mirrored = a * torch.tensor([-1.0, 1.0, -1.0], dtype=a.dtype)
    value = density([(mirrored, b)])
    report.must(
        "a negative stretch is allowed",
        torch.isfinite(value).all(),
        "With a negative a your log density is NaN: a logarithm of a negative number. Only the size of a stretches.",
    )
    report.close(
        "a mirrored layer has the right density",
        value,
        _by_hand(y, [(mirrored, b)]),
        hint="A negative a mirrors and stretches: z = (y − b)/a keeps the sign of a, the logarithm takes only its "
        "size.",
    )


def _stacked(report: Report, density: Callable[[Layers], Tensor], y: Tensor, g: torch.Generator) -> None:
    """Two layers, then three: the order in which they are undone."""
    sizes = [0.4 + torch.rand(3, generator=g) for _ in range(3)]
    shifts = [2 * torch.randn(3, generator=g) for _ in range(3)]
    layers = [(sizes[0], shifts[0]), (-sizes[1], shifts[1]), (sizes[2], shifts[2])]
    two, right = layers[:2], _by_hand(y, layers[:2])
    logs = [a.abs().log().sum() for a, _ in two]
    report.close(
        "two layers are undone in the right order",
        density(two),
        right,
        known=[
            (
                _by_hand(y, two[::-1]),
                "The layers are undone in the wrong order: what was done last must be undone first.",
            ),
            (right + logs[0], "Only one layer's log|a| is counted; add up those of all layers."),
            (right + logs[1], "Only one layer's log|a| is counted; add up those of all layers."),
            (_by_hand(y, two[:1]), "Only the first layer is undone."),
            (_by_hand(y, two[1:]), "Only the last layer is undone."),
        ],
        hint="Undo the layers one after the other, the last one first, and add up log|a| of each.",
    )
    report.close(
        "three layers work as well",
        density(layers),
        _by_hand(y, layers),
        hint="Two layers are right, three are not: does the loop run over all of them?",
    )
    report.close(
        "without a layer it is the noise itself",
        density([]),
        _by_hand(y, []),
        hint="With an empty list of layers y is the noise: log N(0, I), summed over the coordinates.",
    )


def _leaves_alone(report: Report, changed: set[str]) -> None:
    """What came in is as it was."""
    report.that(
        "y stays as it was",
        "y" not in changed,
        "The values are right, but your function changes y itself: `y -= b` and `y /= a` do that. `y = y - b` makes "
        "a new tensor.",
    )
    report.that(
        "the list of layers stays as it was",
        "list" not in changed,
        "The values are right, but your function changes the list itself: `reverse()` and `pop()` do that. "
        "`reversed(layers)` leaves it.",
    )
    report.that(
        "a and b stay as they were",
        "pair" not in changed,
        "The values are right, but your function changes a or b itself: methods that end in _, such as `abs_()`, do "
        "that.",
    )


def _by_hand(y: Tensor, layers: Layers) -> Tensor:
    """log p(y): affine layers one after the other are one Gaussian with a diagonal covariance."""
    y = y.double()
    mean, width = torch.zeros(y.shape[1]).double(), torch.ones(y.shape[1]).double()
    for a, b in layers:
        mean, width = a * mean + b, a * width
    return Normal(mean, width.abs()).log_prob(y).sum(dim=1)

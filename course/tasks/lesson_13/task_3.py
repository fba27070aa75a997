"""Task 3: the distance of two samples of unequal sizes, from their staircases."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Known, Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """A hundred fakes, seventy data"""
    _stairs(report, answer)
    for n, m in ((7, 4), (5, 5), (1, 6), (60, 91)):
        x, y = (torch.randn(k, generator=report.generator) * s for k, s in ((n, 1.0), (m, 2.0)))
        value = _value(report, answer, x, y)
        report.close(
            f"{n} points against {m}: the distance is exact",
            value,
            areas(x, y).item(),
            tol=1e-5,
            known=_known(x, y),
            hint=f"For {n} and {m} points it is {value:.4f} and should be {areas(x, y).item():.4f}. Between two "
            "neighbouring edges of the stairs both quantiles are constant: is the width of each piece right?",
        )
    _slopes(report, answer)


def areas(x: Tensor, y: Tensor) -> Tensor:
    """The area between the two distribution functions, in float64."""
    x, y = x.double(), y.double()
    both = torch.cat([x, y]).sort().values
    F, G = ((sample[None] <= both[:-1, None]).double().mean(dim=1) for sample in (x, y))
    return (both.diff() * (F - G).abs()).sum()


def _value(report: Report, answer: object, x: Tensor, y: Tensor) -> float:
    given = x.clone(), y.clone()
    value = report.number(report.call(answer, *given), "the distance")
    report.unchanged(given, (x, y), "Your function changes x or y. Work on a sorted copy.")
    return value


def _stairs(report: Report, answer: object) -> None:
    """Two points against one between them: a staircase, or a slope?"""
    report.if_error(
        "size of tensor",
        "Samples of unequal sizes cannot be paired one by one: split the grains, or look at the levels u. "
        "If you split them: x into as many crumbs as y has points, and the other way round.",
    )
    x, y = torch.tensor([3.0, 0.0]), torch.tensor([1.0])
    value = _value(report, answer, x, y)
    sloped = 0.8 < value < 0.87  # a straight line from 0 to 3 gives 5/6
    report.close(
        "half a grain goes from 3 to 1, half a grain from 0 to 1",
        value,
        1.5,
        tol=1e-5,
        known=_known(x, y),
        hint="You interpolated between the points, as if there were grains between 0 and 3. A sample's quantile "
        "function is a staircase."
        if sloped
        else f"For the points 3 and 0 against one point at 1 you get {value:.4f}. Half of the mass goes 2, half of it "
        "goes 1: 1.5 on average.",
    )
    x, y = torch.tensor([0.0, 6.0]), torch.tensor([7.0, 0.0, 0.0])
    value = _value(report, answer, x, y)
    near = abs(value - 4 / 3) < 0.05
    report.close(
        "0, 6 against 0, 0, 7: a third of the mass goes from 6 to 7, one sixth from 6 to 0",
        value,
        4 / 3,
        tol=1e-5,
        known=_known(x, y),
        hint=f"You get {value:.4f}, nearly right: levels on a grid of your own miss the edges of the stairs. The edges "
        "lie at i/n and j/m."
        if near
        else f"You get {value:.4f} for 0, 6 against 0, 0, 7. In x a half lies at 6, in y only a third lies at 7: the "
        "rest, one sixth, must go from 6 to 0.",
    )


def _known(x: Tensor, y: Tensor) -> Known:
    x, y = x.double(), y.double()
    up, other = x.sort().values, y.sort().values
    k, n, m = min(len(x), len(y)), len(x), len(y)
    unequal = "For samples of unequal sizes this forgets some points: "
    known = [
        ((up[:k] - other[:k]).abs().mean(), unequal + "the largest ones of the larger sample have no partner."),
        ((x[:k] - y[:k]).abs().mean(), "You paired them in the order in which they came. Sort both first."),
        ((x.repeat_interleave(m) - y.repeat_interleave(n)).abs().mean(), "You split the grains in the order in which "
         "the points came. Sort both first."),
        ((up[:k] - other.flip(0)[:k]).abs().mean(), "One is sorted upwards, the other downwards."),
        (torch.cdist(x[:, None], y[:, None]).mean(), "This is the mean over all pairs: partners drawn at random. Pair "
         "equal levels."),
        ((x.mean() - y.mean()).abs(), "This is the difference of the means: ways to the left and to the right cancel."),
        (_pieces(up, other, 2).sqrt(), "You squared the ways. W1 pays the distance itself."),
        (_pieces(up, other, 2), "You squared each way. W1 pays for the distance itself."),
        (areas(x, y) * n * m, "The widths of the pieces must add up to 1: divide by n m."),
        (areas(x, y) * max(n, m), "You added up, but each point weighs only one over the size of its sample."),
        (areas(x, y) * min(n, m), "You added up, but each point weighs only one over the size of its own sample."),
        (areas(x, y) / 2, "Half of the right value: count each piece with its full width."),
    ]  # fmt: skip
    return [(value.item(), hint) for value, hint in known]


def _pieces(up: Tensor, other: Tensor, power: int) -> Tensor:
    """The mean ``power`` of the ways."""
    n, m = len(up), len(other)
    return (up.repeat_interleave(m) - other.repeat_interleave(n)).abs().pow(power).mean()


def _slopes(report: Report, answer: object) -> None:
    x, y = (torch.randn(k, generator=report.generator).requires_grad_() for k in (6, 9))
    value = report.call(answer, x, y)
    report.must(
        "the distance is a tensor with slopes",
        isinstance(value, Tensor) and value.requires_grad,
        "Your distance has no slope in the points, so no generator can learn from it. Use torch only: no NumPy, no "
        ".item(), no detach.",
    )
    mine, right = (torch.autograd.grad(one, (x, y), allow_unused=True) for one in (value.sum(), areas(x, y)))
    report.must(
        "each point feels the slope of its own way",
        all(a is not None and torch.allclose(a.to(b), b, atol=1e-5) for a, b in zip(mine, right, strict=True)),
        "The value is right, but its slopes in the points are not. Does every point reach the result?",
    )

"""01.4: a rejection sampler with three mistakes."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken
from course.tasks.lesson_01.shapes import one_each

Density = Callable[[Tensor], Tensor]


def broken_reject(density, n, low, high, top, seed=0):  # type: ignore[no-untyped-def]
    """The program that 01.4 asks to repair."""
    kept = torch.empty(0)
    while len(kept) < n:
        g = torch.Generator().manual_seed(seed)
        u = torch.rand(n, generator=g)
        x = low + high * u
        kept = torch.cat([kept, x[u < density(x) / top]])
    return kept[:n]


def check(report: Report, answer: object, my: Variant) -> None:
    """A sampler with three mistakes"""
    report.untouched(answer, broken_reject)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, broken_reject, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    # Few points in all, so that a right sampler that throws one point at a time ends long before the time limit.
    n, low, middle, high = 2000, 1.0, 1.25, 1.5

    def rising(x: Tensor) -> Tensor:  # no zero outside, so that points which left the interval are seen
        return torch.where(x < middle, 1.6, 2.4)

    def step(x: Tensor) -> Tensor:  # twice as high on the left half; its largest value is 8/3
        inside = (x >= low) & (x <= high)
        return torch.where(x < middle, 8 / 3, 4 / 3) * inside

    # top a little above the largest value: a decision that is turned round then still ends, and gets its own hint below
    everywhere = _sample(report, answer, rising, n // 2, low, high, 3.0, report.seed + 1)
    report.that(
        "no point leaves [low, high]",
        everywhere.min() >= low and everywhere.max() <= high,
        f"With low = {low} and high = {high} your points lie between {everywhere.min():.2f} and "
        f"{everywhere.max():.2f}. How wide is the interval, and where does it begin?",
    )
    x = _sample(report, answer, step, n, low, high, 8 / 3, report.seed + 2)
    # Of 2,000 float32 numbers hardly two coincide by chance; a generator that is seeded anew repeats a third of them.
    goes_on = report.that(
        "no point comes twice",
        len(x.unique()) > 0.98 * n,
        f"Of {n:,} points only {len(x.unique()):,} are different: a later round brings the same points again. "
        "What happens to the generator in each round?",
    )
    # The correlation of neighbours has a standard deviation of 0.022; for sorted points it is 1.
    report.that(
        "a point does not depend on the one before it",
        not _neighbours(x) > 0.2,
        "Each of your points lies close to the one before it, as if they were sorted. Independent points come in no "
        "order.",
    )
    # The share on the right half is 1/3; its standard deviation is 0.0105.
    report.close(
        "where the density is half as high, half as many points are kept",
        (x > middle).double().mean(),
        1 / 3,
        tol=0.045,
        known=[
            (
                0.0,
                "Where the density is half as high, your sampler keeps nothing: throw and decision use the same "
                "random number, so one place is always kept and another never.",
            ),
            (
                0.5,
                "Your sampler keeps points without regard to the density. Is a fresh random number compared with "
                "density / top?",
            ),
            (1.0, "The decision is turned round: points where the density is high must be kept more often."),
            (0.2, "The density enters twice, so high places get too much."),
        ],
        hint="Each throw must be kept with probability density(x) / top, decided by a random number of its own.",
    )
    if goes_on:  # with a generator that is seeded anew, one point that is thrown away is thrown for ever
        _single(report, answer, low, middle, high)
    _heights(report, answer)
    _seeds(report, answer)


def _single(report: Report, answer: object, low: float, middle: float, high: float) -> None:
    """One point at a time: a round that holds one throw has no largest value but its own."""

    def steep(x: Tensor) -> Tensor:  # 39 times as high on the left half: one point of 40 lies on the right
        return torch.where(x < middle, 3.9, 0.1) * ((x >= low) & (x <= high))

    # A right sampler puts 1 of 40 on the right, one without a decision 20.
    firsts = [_sample(report, answer, steep, 1, low, high, 3.9, report.seed + 100 + i) for i in range(40)]
    report.that(
        "a single point follows the density, too",
        (torch.cat(firsts) > middle).sum() < 10,
        "Asked for one point at a time, your sampler keeps too many where the density is low. Is the density divided "
        "by `top`, or by the largest value that this round happened to meet?",
    )


def _sample(report: Report, answer: object, density: Density, n: int, *rest: float) -> Tensor:
    """What the learner's sampler returns: n points."""
    return one_each(report, report.call(answer, density, n, *rest), "the sample", n)


def _neighbours(x: Tensor) -> Tensor:
    """The correlation of each point with the one before it; NaN when all are the same."""
    return torch.corrcoef(torch.stack([x[:-1], x[1:]]).detach().double())[0, 1]


def _hills(x: Tensor) -> Tensor:
    """Two hills, for an interval that begins below zero: 0.7 N(-1, 0.4²) + 0.3 N(1, 0.3²), in a form that is fast."""
    first, second = 1.75 * (-((x + 1) ** 2) / 0.32).exp(), (-((x - 1) ** 2) / 0.18).exp()
    return (first + second) / math.sqrt(2 * math.pi)


def _heights(report: Report, answer: object) -> None:
    """The histogram follows two hills, bin by bin."""
    n, low, high, bins = 2000, -2.5, 2.0, 9
    x = _sample(report, answer, _hills, n, low, high, 0.7, report.seed + 3)
    found = torch.histc(x.detach().float(), bins, low, high) / n
    fine = torch.linspace(low, high, bins * 100 + 1)[:-1] + (high - low) / (bins * 200)
    wanted = _hills(fine).unflatten(0, (bins, 100)).sum(1) * (high - low) / (bins * 100)
    # Over 40 seeds the largest of nine deviations is at most 0.023 for a right sampler, and at least 0.13 for one with
    # a wrong interval or with one random number for throw and decision.
    report.that(
        "two hills come out with the right heights",
        (found - wanted).abs().max() < 0.05,
        "On [−2.5, 2] the histogram does not follow the density. Draw the picture again with this interval.",
    )


def _seeds(report: Report, answer: object) -> None:
    """The meaning of the seed."""
    x, again, other = (_sample(report, answer, _hills, 100, -2.5, 2.0, 0.7, report.seed + seed) for seed in (3, 3, 4))
    report.that(
        "the same seed gives the same points",
        torch.equal(x, again),
        "The same seed gives other points on a second call: each random number must come from the generator g.",
    )
    report.that(
        "another seed gives other points",
        not torch.equal(x, other),
        "Every seed gives the same points: the generator must be made from the argument seed.",
    )

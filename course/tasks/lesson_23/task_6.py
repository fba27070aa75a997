"""Task 6: noise with a bound."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def truncated(n: int, d: int, bound: float) -> Tensor:
    """Normal noise (n, d), each number drawn again while it lies outside [-bound, bound]."""
    z = torch.randn(n, d)
    while (outside := z.abs() > bound).any():
        z[outside] = torch.randn(int(outside.sum()))
    return z


def variance(bound: float) -> float:
    """Of a standard normal variable given that it lies in [-bound, bound]."""
    density = math.exp(-(bound**2) / 2) / math.sqrt(2 * math.pi)
    return 1 - 2 * bound * density / math.erf(bound / math.sqrt(2))


def check(report: Report, answer: object, my: Variant) -> None:
    """Noise with a bound"""
    n, d, bound = 2000, 30, my.bound
    for n_small, d_small, wide in ((3, 5, 0.5), (1, 1, 2.0)):
        report.tensor(report.call(answer, n_small, d_small, wide), "the noise", shape=(n_small, d_small))
    z = report.tensor(report.call(answer, n, d, bound), "the noise", shape=(n, d)).double()
    above, below = (z > bound + 1e-6).double().mean().item(), (z < -bound - 1e-6).double().mean().item()
    hint = f"{above + below:.1%} of the numbers lie outside."
    if above == 0 or below == 0:
        side, edge = ("below", f"-{bound}") if above == 0 else ("above", f"{bound}")
        hint += f" All of them lie {side} {edge}, one side of two: look at the absolute value."
    else:
        hint += " Drawn again, a number can lie outside again: repeat until none does."
    report.must("all numbers lie within the bound", above + below == 0, hint)
    edge = (z.abs() >= bound - 1e-6).double().mean().item()
    report.must(
        "nothing piles up at the bound",
        edge < 1e-3,
        f"{edge:.0%} of the numbers stand exactly at the bound: clamping moves them there. Draw them again instead.",
    )
    report.that(
        "fresh numbers at each call",
        not torch.equal(z, report.tensor(report.call(answer, n, d, bound), "the noise").double()),
        "Two calls give the same noise. Is a seed set inside?",
    )
    most = int(z.unique(return_counts=True)[1].max())  # n where the columns are alike: that is looked at below
    report.that(
        "each place gets a number of its own",
        most < 1.1 * n,
        f"One and the same number stands in {most} places. Draw as many numbers as there are places to fill.",
    )
    same_row = (z[:, :1] == z).all() or (z[:1] == z).all()
    report.that("the numbers differ within rows and columns", not same_row, "All rows or columns are alike.")
    error = math.sqrt(2 / (n * d))  # at least four standard errors of the variance are allowed for
    middle, spread = z.mean().item(), z.var().item()
    report.that(
        "its mean is 0",
        abs(middle) < 4 * math.sqrt(variance(bound) / (n * d)),
        f"The mean is {middle:.3f}, but both sides must be equally probable.",
    )
    uniform, scaled = bound**2 / 3, bound**2 * variance(1.0)
    hint = f"The variance is {spread:.3f}, but that of the truncated normal is {variance(bound):.3f}."
    if abs(spread - uniform) < 4 * error:
        hint += " All numbers within the bound are equally probable: that is a uniform distribution."
    elif abs(spread - scaled) < 4 * error:
        hint += " Is noise that was truncated at 1 multiplied by the bound?"
    else:
        hint += " Keep what lies inside as it is, and draw only the rest again."
    report.that("its variance is that of the truncated normal", abs(spread - variance(bound)) < 4 * error, hint)
    norms = z.square().sum(1)
    report.that(
        "each number is drawn alone",
        abs(norms.var().item() / d - z.square().var().item()) < 0.2 * z.square().var().item(),
        "The numbers of one row depend on each other: is a whole row scaled or drawn again at once?",
    )

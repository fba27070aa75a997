"""Task 5: a penalty on both sides in need of repair."""

from __future__ import annotations

import copy

import torch
from torch import nn

from course import losses, models
from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken
from course.tasks.networks import slopes


def both_sides(D, real, fake, gamma):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 5."""
    total = 0.0
    for x in (real, fake):
        x = x.detach().requires_grad_(True)
        slope = torch.autograd.grad(D(x).mean(), x)[0]
        total = total + gamma / 2 * slope.norm(dim=1).mean()
    return total


def check(report: Report, answer: object, my: Variant) -> None:
    """Friction on both sides"""
    report.untouched(answer, both_sides)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, both_sides, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    report.if_error("implicitly created only for scalar", "grad needs one number. Which one has all slopes in it?")
    report.if_error("not have been used in the graph", "The slope is taken in an x that D has not seen. Score that x.")
    torch.manual_seed(report.seed)
    # Three coordinates, since a mean over two would be the mean of R1 and R2 in another guise.
    D = models.mlp(3, 1, (16,), nn.Tanh)
    real, fake = torch.randn(12, 3) + 1, torch.randn(12, 3) - 1
    gamma = 2.5 + torch.rand((), generator=report.generator).item()
    told = report.tensor(report.call(answer, D, real.clone(), fake.clone(), gamma), "the penalty", ())
    exact = copy.deepcopy(D).double()
    r1 = losses.r1_penalty(exact, real.double(), gamma)
    r2 = losses.r2_penalty(exact, fake.double(), gamma)
    value = (r1 + r2).item()
    norms = []
    for x in (real.double(), fake.double()):
        inner = x.clone().requires_grad_()
        norms.append(torch.autograd.grad(exact(inner).sum(), inner)[0].norm(dim=1))
    n = len(real)
    mean_norms = gamma / 2 * (norms[0].mean() + norms[1].mean()).item()
    slope_one = gamma / 2 * sum((one - 1).square().mean().item() for one in norms)
    right = report.close(
        "its value is R1 + R2",
        told.detach().double(),
        value,
        tol=1e-5,
        scale=0.0,
        known=[
            (mean_norms, "This is the mean length of the slopes. R1 and R2 have its square."),
            (mean_norms / n, "The slope of a *mean* of scores is B times too small; and the length is not squared."),
            (value / n**2, "Twice the batch would quarter it: the slope of a *mean* of scores is B times too small."),
            (r1.item(), "R2 is missing: this is the penalty at the real points alone."),
            (r2.item(), "R1 is missing: this is the penalty at the fakes alone."),
            (value / 3, "This is the mean over the coordinates, too: a slope's square is their *sum*, so that it does "
             "not depend on how many numbers a point has."),
            (value / 2, "This is the mean of R1 and R2, or half their sum. The sum is wanted."),
            (value * 2, "Each penalty has the factor γ/2."),
            (value * n, "This is the sum over the points. The penalty is their mean."),
            (slope_one, "This wants slope one, as WGAN-GP. R1 and R2 want slope zero."),
            (value / gamma, "The factor γ is missing."),
            (-value, "The sign is turned: D is to be punished for being steep."),
        ],
        hint="γ/2 times the mean squared slope at real points, plus the same at fakes; each slope is a point's own.",
    )  # fmt: skip
    if not right:  # the slope of another penalty earns nothing
        return
    felt = report.that(
        "D can feel it",
        told.requires_grad,
        "The penalty depends on no weight of D: no graph of the slope is made. Which argument of grad makes one?",
    )
    if not felt:
        return
    report.close(
        "its slope in D's weights is right",
        slopes(D, told).double(),
        slopes(exact, losses.r1_penalty(exact, real.double(), gamma) + losses.r2_penalty(exact, fake.double(), gamma)),
        tol=1e-4,
        hint="The value is right, but not all of its slope reaches D's weights. Keep the graph of both slopes.",
    )

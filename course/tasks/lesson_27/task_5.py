"""Task 5: a step that helps the wrong player."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def generator_step(G: Any, D: Any, opt_g: Any, z: Tensor) -> float:
    """The broken program of task 5."""
    fake = G(z).detach()
    scores = D(fake)
    loss = F.binary_cross_entropy_with_logits(scores, torch.zeros_like(scores))
    opt_g.zero_grad()
    loss.requires_grad_(True).backward()
    opt_g.step()
    return loss.item()


RATE = 0.5


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the step."""
    generator = report.generator
    G, D = nn.Linear(3, 2), nn.Linear(2, 1)
    with torch.no_grad():
        for p in (*G.parameters(), *D.parameters()):
            p.copy_(torch.randn(p.shape, generator=generator))
        D.weight.div_(D.weight.norm())  # D is not sure of anything: each step changes the loss
        D.bias.zero_()
    z = torch.randn(16, 3, generator=generator)
    opt = torch.optim.SGD(G.parameters(), lr=RATE)
    twin, kept = nn.Linear(3, 2), [p.detach().clone() for p in D.parameters()]
    twin.load_state_dict(G.state_dict())
    wanted = F.softplus(-D(twin(z))).mean()
    slopes = torch.autograd.grad(wanted, list(twin.parameters()))
    G.weight.grad = torch.ones_like(G.weight)  # left over from D's step
    loss = report.number(report.call(answer, G, D, opt, z), "the loss")
    steps = [(a - b) / -RATE for a, b in zip(G.parameters(), twin.parameters(), strict=True)]
    report.must(
        "G moves",
        any(step.abs().max() > 1e-7 for step in steps),
        "G's weights are as before. A detach between G and the loss cuts its slope.",
    )
    up = all(torch.allclose(step, -slope, atol=1e-4) for step, slope in zip(steps, slopes, strict=True))
    saturating = torch.autograd.grad(-F.softplus(D(twin(z))).mean(), list(twin.parameters()))
    fooled = all(torch.allclose(step, slope, atol=1e-4) for step, slope in zip(steps, saturating, strict=True))
    against = all(torch.allclose(step, -slope, atol=1e-4) for step, slope in zip(steps, saturating, strict=True))
    left = torch.allclose(steps[0], slopes[0] + 1, atol=1e-4)
    hint = "The step is not that of the mean of softplus(-D(G(z))): the target of G is 1, the label of real samples."
    if against or up:
        hint = "G steps the wrong way, it helps D: which label shall D believe of what G draws?"
    elif fooled:
        hint = "This is the minimax loss, log(1 - D). The task asks for the non-saturating one."
    elif left:
        hint = "The slopes that D's step left in G are added. Clear them before backward."
    right = all(torch.allclose(step, slope, atol=1e-4) for step, slope in zip(steps, slopes, strict=True))
    report.that("G takes the step of the non-saturating loss", right, hint)
    report.close("the returned loss is that of the step", loss, wanted, tol=1e-4,
                 hint="Return the loss of this step, before it changed G: the mean of softplus(-D(G(z))).")  # fmt: skip
    same = all(torch.equal(a, b) for a, b in zip(D.parameters(), kept, strict=True))
    # What a step leaves alone by itself earns nothing; what it spoils costs.
    if not same:
        report.that("D stays as it is", False, "The step changes D's weights.")
    for name, net in (("D", D), ("G", G)):
        if not all(p.requires_grad for p in net.parameters()):
            hint = (
                f"{name} is left frozen: its own step would then find no slope. Who freezes it for this step must thaw "
            )
            report.that(f"{name} can still learn", False, f"{hint}it, or leave it: opt_g holds no weight of D.")
    if not (G.training and D.training):
        hint = "A network is left in evaluation mode, and the rest of the run would train it so. Leave its mode alone."
        report.that("both stay in training mode", False, hint)


def check(report: Report, answer: object, my: Variant) -> None:
    """A step that helps the wrong player"""
    report.untouched(answer, generator_step)
    try:
        judge(report, answer, my)
    finally:
        no_marks_for_the_broken(report, judge, generator_step, my)

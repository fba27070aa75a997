"""Task 4: a search that trains the generator and returns the wrong codes."""

from __future__ import annotations

import torch
from torch import nn

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken
from course.tasks.networks import weights


def invert(G, x, starts, steps=200):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 4."""
    z = starts.requires_grad_(True)
    opt = torch.optim.Adam([z, *G.parameters()], lr=0.05)
    for _ in range(steps):
        errors = (G(z) - x).mean(dim=2) ** 2
        opt.zero_grad()
        errors.sum().backward()
        opt.step()
    best = errors.mean(dim=1).argmin()
    return z[best].detach()


def check(report: Report, answer: object, my: Variant) -> None:
    """Search for the code"""
    report.untouched(answer, invert)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, invert, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    report.if_error("a leaf Variable that requires grad", "Change a copy of the starts, not the starts.")
    report.if_error("can't optimize a non-leaf", "The copy must be cut off (detach) before it asks for slopes.")
    report.if_error("does not require grad", "Nothing asks for a slope: the codes need requires_grad_(True).")
    torch.manual_seed(report.seed)
    count, n, d = 3, 6, 3
    G = nn.Sequential(nn.Linear(d, 9), nn.Tanh())
    nn.init.orthogonal_(G[0].weight)  # type: ignore[arg-type]
    true = 0.6 * torch.randn(n, d)
    with torch.no_grad():
        x = G(true)  # (N, 9)
    starts = 200 * torch.where(torch.randn(count, n, d) > 0, 1.0, -1.0)  # so far away that nothing moves
    for i in range(n):
        starts[i % count, i] = true[i] + 0.3 * torch.randn(d)
    before, given = weights(G).clone(), starts.clone()
    told = report.tensor(report.call(answer, G, x.clone(), starts), "the codes", (n, d))
    found = told.detach().float()
    report.that(
        "G is not trained",
        torch.equal(weights(G), before),
        "G has other weights than before: the optimiser may hold the codes only. Otherwise G learns to draw x, from "
        "any code.",
    )
    same = torch.equal(starts.detach(), given) and not starts.requires_grad
    report.that("the starts are as they were", same, "The given starts were changed. Search from a copy: clone.")
    with torch.no_grad():
        nn.utils.vector_to_parameters(before, G.parameters())
        off = G(found) - x
    left, mean = off.square().mean(1), off.mean(1)
    far = (found.abs() > 20).any(1)
    if bool(far.all()):
        hint = "Every picture got its *worst* start: the smallest error is wanted."
    elif bool(far.any()):
        hint = "Some pictures got a start that never came near, while another start of theirs did: each picture has "
        hint += "its own best start."
    elif bool((left > 1e-3).any() and mean.abs().max() < 0.02):
        hint = "The errors of the pixels cancel: their mean is near 0, the pictures differ. First square, then mean."
    elif torch.allclose(found, torch.stack([given[i % count, i] for i in range(n)]), atol=1e-4):
        hint = "The codes are the starts: no step was taken."
    else:
        hint = "The codes do not draw their pictures. Old slopes cleared before each step? The square, not the value?"
    report.that("each code draws its picture", bool((left < 1e-3).all()), hint)
    report.that(
        "the codes are plain numbers", not told.requires_grad, "What is returned still asks for slopes: detach."
    )

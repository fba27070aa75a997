"""Task 4: a generator that never moves."""

from __future__ import annotations

import copy
from typing import Any

import torch
from torch import nn

from course import models
from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken, parts


def prepared(G: nn.Module, D: nn.Module) -> tuple[Any, Any]:
    """The broken program of task 4."""
    opt_g = torch.optim.Adam(models.mlp(8, 2).parameters(), lr=1e-3, betas=(0.5, 0.99))
    opt_d = torch.optim.Adam([*D.parameters(), *G.parameters()], lr=1e-3, betas=(0.5, 0.99))
    return opt_g, opt_d


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the two optimisers."""
    G, D = models.mlp(8, 2, (16,)), models.mlp(2, 1, (16, 4))
    opts = parts(report, report.call(answer, G, D), "opt_g", "opt_d")
    made = all(isinstance(one, torch.optim.Optimizer) for one in opts)
    report.need("two optimisers come back", made, "Return the two optimisers, opt_g and opt_d.")
    held = [{id(p) for group in one.param_groups for p in group["params"]} for one in opts]
    own = [{id(p) for p in net.parameters()} for net in (G, D)]
    for k, (name, other) in enumerate((("G", "D"), ("D", "G"))):
        opt = f"opt_{name.lower()}"
        hint = f"{opt} does not hold all weights of {name}: make it from the weights of the network that was passed."
        if not held[k] & own[k]:
            hint = f"{opt} holds no weight of {name}, so {name} never moves. Whose weights does it hold?"
        report.that(f"{opt} moves {name}", own[k] <= held[k], hint)
        hint = f"{opt} also holds weights of {other}: then the step that helps {name} changes {other}, too."
        report.that(f"{opt} leaves {other} alone", not held[k] & own[1 - k], hint)
    for name, net, one in zip("GD", (G, D), opts, strict=True):
        frozen = [p for p in net.parameters() if not p.requires_grad]
        hint = f"requires_grad_(False) has frozen weights of {name}: no optimiser moves them. Both networks learn."
        report.that(f"{name} can learn", not frozen, hint)
        opt = f"opt_{name.lower()}"
        report.that(f"{opt} steps as it did", not (wrong := _otherwise(one, opt)), wrong)
    if not all(one.holds for one in report.properties):
        return
    for name, net, one in zip("GD", (G, D), opts, strict=True):
        hint = f"opt_{name.lower()} does not step as Adam does with the rate and the betas of the program."
        report.that(f"opt_{name.lower()} steps as it did", _steps_as_adam(net, one), hint)


def _otherwise(opt: torch.optim.Optimizer, name: str) -> str:
    """What differs from the program's Adam in the settings that an optimiser tells."""
    for group in opt.param_groups:
        if group.get("maximize"):
            return f"{name} has maximize=True: it climbs, and its network would get worse at what it is asked for."
        if group["lr"] == 0:
            return f"The rate of {name} is 0: nothing moves."
        if abs(group["lr"] - 1e-3) > 1e-6:
            return f"The rate of {name} is {group['lr']:g}. The program's 1e-3 was no mistake: leave it."
        if "betas" not in group:
            return f"{name} is no Adam. The kind of optimiser was no mistake: leave it."
        if tuple(map(float, group["betas"])) != (0.5, 0.99):
            return f"The betas of {name} are {tuple(group['betas'])}. The program's (0.5, 0.99) were no mistake."
        if group.get("weight_decay", 0) > 0.01:  # what AdamW takes by itself is too little to see
            return f"{name} has a weight decay of {group['weight_decay']:g}, which pulls all weights to 0. Drop it."
    return ""


def _steps_as_adam(net: nn.Module, opt: torch.optim.Optimizer) -> bool:
    """Whether three steps along given slopes are those of the program's Adam."""
    twin = copy.deepcopy(net)
    other = torch.optim.Adam(twin.parameters(), lr=1e-3, betas=(0.5, 0.99))
    for k in range(3):
        for one, same in zip(net.parameters(), twin.parameters(), strict=True):
            one.grad = torch.cos(torch.arange(one.numel(), dtype=one.dtype) + k).view(one.shape)
            same.grad = one.grad.clone()
        opt.step()
        other.step()
    return all(torch.allclose(a, b, atol=5e-5) for a, b in zip(net.parameters(), twin.parameters(), strict=True))


def check(report: Report, answer: object, my: Variant) -> None:
    """A generator that never moves"""
    report.untouched(answer, prepared)
    try:
        judge(report, answer, my)
    finally:
        no_marks_for_the_broken(report, judge, prepared, my)

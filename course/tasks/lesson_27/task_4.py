"""Task 4: a generator that never moves."""

from __future__ import annotations

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
    for name, one in zip(("opt_g", "opt_d"), opts, strict=True):
        report.that(f"the rate of {name} is above 0", all(g["lr"] > 0 for g in one.param_groups), "A rate of 0 stands.")


def check(report: Report, answer: object, my: Variant) -> None:
    """A generator that never moves"""
    report.untouched(answer, prepared)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, prepared, my)

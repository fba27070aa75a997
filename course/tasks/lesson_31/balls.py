"""Balls around samples, for the checks of tasks 2 and 3, and what their functions give for several pairs of sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from course.checks.report import Report
from course.tasks.forms import parts

Shares = Callable[[Tensor, Tensor, int], Sequence[object]]
Case = tuple[Tensor, Tensor, int]


def gaps(a: Tensor, b: Tensor) -> Tensor:
    """Exact distances (A, B): a neighbour lies just on its ball."""
    return torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist")


def radius(x: Tensor, k: int) -> Tensor:
    """The distance to the k-th nearest other one, (N,)."""
    return gaps(x, x).sort(dim=1).values[:, k]


def inside(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """Which of the points (A, d) lie in which ball of the centres (B, d): (A, B)."""
    return gaps(points, centres) <= radius(centres, k)


def share(found: Tensor) -> float:
    """How many are True, as a share."""
    return found.double().mean().item()


def clouds(generator: torch.Generator, *sizes: tuple[int, int, int]) -> list[Case]:
    """Pairs of overlapping sets, of n and m samples, with k."""

    def one(n: int, m: int, k: int) -> Case:
        real = torch.randn(n, 2, generator=generator).double()
        return real, 0.6 * torch.randn(m, 2, generator=generator).double() + 0.8, k

    return [one(*size) for size in sizes]


def column(*places: float) -> Tensor:
    """Samples on a line, (N, 1)."""
    return torch.tensor(places).double()[:, None]


def table(function: Shares, cases: Sequence[Case]) -> Tensor:
    """What one of our functions gives for each case, (cases, 2)."""
    return torch.tensor([[float(value) for value in function(*case)] for case in cases]).double()  # type: ignore[arg-type]


def answers(report: Report, answer: object, cases: Sequence[Case], *names: str) -> Tensor:
    """What the learner's function gives for each case, (cases, 2)."""
    rows = []
    for real, fake, k in cases:
        kept = real.clone(), fake.clone()
        found = parts(report, report.call(answer, real, fake, k), *names)
        rows.append([report.number(value, name) for value, name in zip(found, names, strict=True)])
        same = torch.equal(real, kept[0]) and torch.equal(fake, kept[1])
        hint = "Your function changes the samples that it was given."
        report.that("what came in is unchanged", same, hint, condition=True)
    return torch.tensor(rows).double()

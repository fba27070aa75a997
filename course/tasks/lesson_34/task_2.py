"""Task 2: the way on the sphere."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from course.checks.report import Report, Variant


def angles(a: Tensor, b: Tensor) -> Tensor:
    """Between the rows of a and b, (N, 1)."""
    return torch.acos(F.cosine_similarity(a, b, dim=1).clamp(-1, 1))[:, None]


def slerp(a: Tensor, b: Tensor, t: float) -> Tensor:
    """(N, d) and (N, d) -> (N, d), by equal angles; straight where the rows point the same way."""
    angle = angles(a, b)
    same = angle < 1e-4
    safe = torch.where(same, torch.ones_like(angle), angle)
    turned = (torch.sin((1 - t) * safe) * a + torch.sin(t * safe) * b) / torch.sin(safe)
    return torch.where(same, torch.lerp(a, b, t), turned)


def slips(a: Tensor, b: Tensor, t: float) -> list[tuple[Tensor, str]]:
    """What people really get, each with its hint."""
    angle = angles(a, b)
    straight = torch.lerp(a, b, t)
    upper = torch.sin((1 - t) * angle) * a + torch.sin(t * angle) * b
    whole = torch.acos(F.cosine_similarity(a.flatten(), b.flatten(), dim=0).clamp(-1, 1))
    together = (torch.sin((1 - t) * whole) * a + torch.sin(t * whole) * b) / torch.sin(whole)
    length = (1 - t) * a.norm(dim=1, keepdim=True) + t * b.norm(dim=1, keepdim=True)
    unit = slerp(F.normalize(a, dim=1), F.normalize(b, dim=1), t)
    loose = torch.acos((a * b).sum(1, keepdim=True).clamp(-1, 1))
    careless = (torch.sin((1 - t) * loose) * a + torch.sin(t * loose) * b) / torch.sin(loose)
    cosines = (torch.cos((1 - t) * angle) * a + torch.cos(t * angle) * b) / torch.cos(angle)
    return [
        (straight, "This is the straight way. The weights of (34.2) are sines of parts of the angle."),
        (slerp(b, a, t), "It begins at b. At t = 0 the first code is wanted."),
        (upper, "The division by the sine of the whole angle is missing."),
        (together, "You took one angle for the whole batch. Each pair of rows has its own."),
        (F.normalize(straight, dim=1) * length, "The length is mended, the angle is not: equal steps of t must turn by "
         "equal angles."),
        (unit, "All results have length 1. (34.2) takes the codes as they are."),
        (careless, "The angle comes from a product of codes that are not of length 1. Divide by both lengths first."),
        (cosines, "Sines, not cosines."),
        (torch.cos(torch.tensor(t) * torch.pi / 2) * a + torch.sin(torch.tensor(t) * torch.pi / 2) * b,
         "This is right for a right angle. Measure the angle of each pair."),
    ]  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """On the sphere"""
    n, d = 7, 5
    g = report.generator
    a, b = (2.5 * F.normalize(torch.randn(n, d, generator=g).double(), dim=1) for _ in range(2))
    kept = [a.clone(), b.clone()]
    hint = "(34.2), row by row: the angle from the cosine of the two rows, (N, 1); then the two sines over the third."
    for t in (0.0, 0.3, 1.0):
        found = report.tensor(report.call(answer, a, b, t), "the result", (n, d)).double()
        known = slips(*kept, t) if t == 0.3 else slips(*kept, t)[1:2]
        wanted = slerp(*kept, t)
        report.close("between codes of equal length it is (34.2)", found, wanted, tol=1e-4, known=known, hint=hint)
    report.unchanged([a, b], kept, "Your function changes the codes that it was given.")
    a, b = 3 * a, b / 2
    found = report.tensor(report.call(answer, a, b, 0.3), "the result", (n, d)).double()
    wanted = slerp(a, b, 0.3)
    report.close(
        "codes of different lengths: the same formula", found, wanted, tol=1e-4, known=slips(a, b, 0.3), hint=hint
    )
    b = b.clone()
    b[2] = a[2]  # the same code twice, within a batch
    found = report.call(answer, a.clone(), b, 0.5)
    row = torch.as_tensor(found)[2]
    report.that(
        "the same code twice: that code, and no NaN",
        bool(torch.isfinite(row).all()) and bool((row.double() - a[2]).abs().max() < 1e-3 * a[2].norm()),
        "Where both rows point the same way the sine is 0, and 0/0 is NaN. Take the straight mix in such rows only: "
        "torch.where, and no division by 0 in what is not taken.",
    )
    rest = torch.arange(n) != 2
    report.close(
        "and the other rows of that batch are as before",
        torch.as_tensor(found).double()[rest],
        slerp(a, b, 0.5)[rest],
        tol=1e-4,
        hint="One pair of equal rows changed the whole batch. Decide row by row.",
    )

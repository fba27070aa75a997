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
    cosines = (torch.cos((1 - t) * angle) * a + torch.cos(t * angle) * b) / torch.cos(angle)
    return [
        (straight, "This is the straight way. The weights of (34.2) are sines of parts of the angle."),
        (slerp(b, a, t), "It begins at b. At t = 0 the first code is wanted."),
        (upper, "The division by the sine of the whole angle is missing."),
        (together, "You took one angle for the whole batch. Each pair of rows has its own."),
        (F.normalize(straight, dim=1) * length, "The length is mended, the angle is not: equal steps of t must turn by "
         "equal angles."),
        (unit, "All results have length 1. (34.2) takes the codes as they are."),
        (cosines, "Sines, not cosines."),
        (torch.cos(torch.tensor(t) * torch.pi / 2) * a + torch.sin(torch.tensor(t) * torch.pi / 2) * b,
         "This is right for a right angle. Measure the angle of each pair."),
    ]  # fmt: skip


def _finite(report: Report, found: object, n: int, d: int) -> Tensor:
    """The result for different codes; the check ends when it holds NaN."""
    value = report.tensor(found, "the result", (n, d), finite=False)
    report.must(
        "codes that differ give numbers",
        torch.isfinite(value).all(),
        "There is NaN or infinity between codes that differ: the cosine left [-1, 1], or was cut off there. It is the "
        "product of two rows, divided by both lengths.",
    )
    return value.double()


def check(report: Report, answer: object, my: Variant) -> None:
    """On the sphere"""
    n, d = 7, 5
    g = report.generator
    a, b = (2.5 * F.normalize(torch.randn(n, d, generator=g).double(), dim=1) for _ in range(2))
    kept = [a.clone(), b.clone()]
    hint = "(34.2), row by row: the angle from the cosine of the two rows, (N, 1); then the two sines over the third."
    for t in (0.3, 0.0, 1.0):
        wanted, known = slerp(kept[0], kept[1], t), slips(kept[0], kept[1], t)
        found = _finite(report, report.call(answer, a, b, t), n, d)
        report.close("between codes of equal length it is (34.2)", found, wanted, tol=1e-4, known=known, hint=hint)
        if t == 0.3:
            report.unchanged([a, b], kept, "Your function changes the codes that it was given.")
        a, b = kept[0].clone(), kept[1].clone()
    a, b = 3 * a, b / 2
    wanted, known = slerp(a, b, 0.3), slips(a, b, 0.3)
    found = _finite(report, report.call(answer, a.clone(), b.clone(), 0.3), n, d)
    report.close("codes of different lengths: the same formula", found, wanted, tol=1e-4, known=known, hint=hint)
    b[2] = a[2]  # the same code twice, within a batch
    found = report.tensor(report.call(answer, a.clone(), b.clone(), 0.5), "the result", (n, d), finite=False)
    row = found[2]
    report.that(
        "the same code twice: that code, and no NaN",
        bool(torch.isfinite(row).all()) and bool((row.double() - a[2]).abs().max() < 1e-3 * a[2].norm()),
        "Where both rows point the same way the sine is 0, and 0/0 is NaN. Take the straight mix in such rows only: "
        "torch.where, and no division by 0 in what is not taken.",
    )
    twins = 2 * torch.randn(200, d, generator=g).double()  # some of their cosines are a little above 1
    found_twins = report.tensor(
        report.call(answer, twins.clone(), twins.clone(), 0.3), "the result", (200, d), finite=False
    )
    report.that(
        "200 codes, each with itself: no NaN in any row",
        bool(torch.isfinite(found_twins).all()) and bool((found_twins.double() - twins).abs().max() < 0.01),
        "In floating point the cosine of equal rows can be a little above 1, and its acos is NaN: clamp it to [-1, 1].",
    )
    rest = torch.arange(n) != 2
    report.close(
        "and the other rows of that batch are as before",
        found.double()[rest],
        slerp(a, b, 0.5)[rest],
        tol=1e-4,
        hint="One pair of equal rows changed the whole batch. Decide row by row.",
    )

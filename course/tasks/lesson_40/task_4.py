"""Task 4: an attention with two mistakes."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """The broken program of task 4."""
    T, d = q.shape
    ahead = torch.ones(T, T, dtype=torch.bool).triu(1)
    share = (q @ k.T / d).softmax(-1)
    return share.masked_fill(ahead, 0.0) @ v


def right_one(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """PyTorch's own."""
    return scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True)[0]


def slip(q: Tensor, k: Tensor, v: Tensor, *, scale: float = 0.5, dim: int = 1, mask: str = "before") -> Tensor:
    """By hand; the arguments say what goes wrong."""
    T, d = q.shape
    scores = q @ k.T / d**scale
    ahead = torch.ones(T, T, dtype=torch.bool).triu(1)
    if mask == "before":
        scores = scores.masked_fill(ahead, -torch.inf)
    if mask == "past":
        scores = scores.masked_fill(ahead.T, -torch.inf)
    if mask == "zero":
        scores = scores.masked_fill(ahead, 0.0)
    share = scores.softmax(dim)
    if mask == "after":
        share = share.masked_fill(ahead, 0.0)
    return share @ v


KNOWN = [
    ({"mask": "none"}, "A position sees what comes after it: where is the mask?"),
    ({"mask": "past"}, "The mask hides the past and shows the future."),
    ({"mask": "zero"}, "A score of 0 is a score like others. What is hidden needs -infinity before the softmax."),
    ({"mask": "after"}, "The mask came after the softmax: the shares of a row do not sum to 1."),
    ({"scale": 0.0}, "The scores are not divided by the root of d."),
    ({"scale": 1.0}, "The scores are divided by d. (40.4) has its root."),
    ({"dim": 0}, "The softmax runs over the queries. Each query shares its attention among the keys: over each row."),
]


def check(report: Report, answer: object, my: Variant) -> None:
    """An attention with two mistakes"""
    report.untouched(answer, attend)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, attend, my)


def judge(report: Report, answer: object, my: Variant) -> None:
    """What the task asks of a program."""
    for T, d, wide in ((5, 4, 4), (3, 8, 2), (1, 4, 4)):
        chance = torch.Generator().manual_seed(report.seed + T)
        q, k = torch.randn(2, T, d, generator=chance).double()
        v = torch.randn(T, wide, generator=chance).double()
        given = [x.clone() for x in (q, k, v)]
        value = report.tensor(report.call(answer, *given), "attend", (T, wide))
        slips = [(slip(q, k, v, **named), its) for named, its in KNOWN]  # type: ignore[arg-type]
        report.close(f"{T} positions of {d} numbers", value.double(), right_one(q, k, v), tol=1e-4, known=slips,
                     hint="(40.4): scores over the root of d, the mask, the softmax of each row, times v.")  # fmt: skip
        report.unchanged(given, [q, k, v], "Your function writes into q, k or v. Work on copies.")

"""Task 5: one step with a cache."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def step(q: Tensor, k: Tensor, v: Tensor, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Attention of one new position to all before it and to itself."""
    keys, values = torch.cat([keys, k[None]]), torch.cat([values, v[None]])
    return (keys @ q / len(q) ** 0.5).softmax(0) @ values, keys, values


def _over(q: Tensor, keys: Tensor, values: Tensor, scale: float) -> Tensor:
    return (keys @ q / len(q) ** scale).softmax(0) @ values


def check(report: Report, answer: object, my: Variant) -> None:
    """One step with a cache"""
    chance = torch.Generator().manual_seed(report.seed)
    keys, values = (torch.randn(0, 4, generator=chance).double() for _ in range(2))
    for at in range(4):
        q, k, v = torch.randn(3, 4, generator=chance).double()
        out, new_keys, new_values = parts(report, report.call(answer, q, k, v, keys, values), "out", "keys", "values")
        wanted = step(q, k, v, keys, values)
        short = "The new key and value belong into the cache: one row more, at its end."
        found = report.tensor(new_keys, "keys", tuple(wanted[1].shape))
        flipped = torch.cat([k[None], keys])
        front = [(flipped, "The new key stands in front. The last position comes last.")]
        says = f"step {at}: the new key stands at the end of the cache"
        report.close(says, found.double(), wanted[1], tol=1e-6, known=front, hint=short)
        found = report.tensor(new_values, "values", tuple(wanted[2].shape))
        keys_again = [(wanted[1], "These are the keys once more.")]
        says = f"step {at}: the new value stands at the end of the cache"
        report.close(says, found.double(), wanted[2], tol=1e-6, known=keys_again, hint=short)
        slips = [
            (_over(q, wanted[1], wanted[2], 0.0), "The scores are not divided by the root of d."),
            (_over(q, wanted[1], wanted[2], 1.0), "The scores are divided by d, not by its root."),
            (wanted[2].mean(0), "This is the plain mean of the values: where are the scores?"),
            (v, "The position sees itself alone. It may see the whole cache."),
        ]
        if at:
            slips.append((_over(q, keys, values, 0.5), "The position does not see itself: extend the cache first."))
        found = report.tensor(out, "out", (4,))
        report.close(f"step {at}: what the position gathers", found.double(), wanted[0], tol=1e-4, known=slips,
                     hint="The softmax of all keys times q over the root of d, times all values.")  # fmt: skip
        keys, values = wanted[1:]

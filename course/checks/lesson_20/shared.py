"""What several checks of exercise 20 need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from course.checks.report import Report


def parts(report: Report, answer: object, names: str) -> tuple[Any, Any]:
    """The two parts of an answer that consists of two."""
    fits = isinstance(answer, (tuple, list)) and len(answer) == 2
    report.must(f"there are two answers, {names}", fits, f"Give both, {names}, as the check's cell does.")
    return answer[0], answer[1]  # type: ignore[index]


def flat(tensors: Iterator[Tensor]) -> Tensor:
    """All numbers of some tensors in a row; a zero when there is none."""
    parts = [t.detach().flatten() for t in tensors]
    return torch.cat(parts) if parts else torch.zeros(1, dtype=torch.float64)


def weights(net: nn.Module) -> Tensor:
    """All weights of a network in a row."""
    return flat(iter(net.parameters()))

"""What several checks of exercise 03 need."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from course.checks.report import Report


def given_draws(report: Report, first: Any, second: Any) -> None:
    """Two calls with the same draws give the same: else the function makes draws of its own."""
    report.must(
        "the same draws give the same answer",
        torch.equal(torch.as_tensor(first), torch.as_tensor(second)),
        "Two calls with the same eps gave different answers: use the given eps, and draw nothing yourself.",
    )


def same_slope(found: Tensor | None, wanted: Tensor) -> bool:
    """Whether a slope is the wanted one; it is computed in float32, and terms may cancel."""
    if found is None:
        return False
    return torch.allclose(found.double(), wanted.double(), rtol=1e-4, atol=2e-5 * wanted.abs().max().item())

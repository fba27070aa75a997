"""What several checks of exercise 20 need."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn


def flat(tensors: Iterator[Tensor]) -> Tensor:
    """All numbers of some tensors in a row; a zero when there is none."""
    parts = [t.detach().flatten() for t in tensors]
    return torch.cat(parts) if parts else torch.zeros(1, dtype=torch.float64)


def weights(net: nn.Module) -> Tensor:
    """All weights of a network in a row."""
    return flat(iter(net.parameters()))

"""All numbers of a network in a row, as the checks of training steps compare them."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor, nn


def flat(tensors: Iterable[Tensor]) -> Tensor:
    """All numbers of some tensors in a row; a zero when there is none."""
    parts = [t.detach().flatten() for t in tensors]
    return torch.cat(parts) if parts else torch.zeros(1, dtype=torch.float64)


def weights(net: nn.Module) -> Tensor:
    """All weights of a network in a row."""
    return flat(net.parameters())


def held_slopes(net: nn.Module) -> Tensor:
    """The gradients that a network still holds, in a row; 0 where there is none."""
    return flat(torch.zeros_like(w) if w.grad is None else w.grad for w in net.parameters())


def slopes(net: nn.Module, value: Tensor) -> Tensor:
    """The gradient of a number in all weights of a network, in a row; 0 where there is none."""
    return flat(torch.autograd.grad(value, list(net.parameters()), allow_unused=True, materialize_grads=True))

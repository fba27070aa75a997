"""Task 5's instruments: watched optimisers, and a step of the pair with its known mistakes."""

from __future__ import annotations

import copy
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.tasks.networks import flat, weights

RATE = 0.05  # learning rate of the plain gradient descent that this task watches


class Watched(torch.optim.SGD):
    """Plain gradient descent that notes, at each of its steps, the gradients in the networks it is shown."""

    def __init__(self, net: nn.Module, watched: nn.Module, name: str, order: list[str]) -> None:
        super().__init__(net.parameters(), lr=RATE)
        self.watched, self.seen = watched, []  # type: ignore[var-annotated]
        self.name, self.order = name, order  # the order is shared by the two optimisers

    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """Note, then step."""
        self.order.append(self.name)
        self.seen.append(flat(w.grad for w in self.watched.parameters() if w.grad is not None))
        super().step(closure)


class Round:
    """One step of the pair as it should be, and as it often is, with explicit gradients, in float64."""

    def __init__(self, G: nn.Module, D: nn.Module, x: Tensor, z: Tensor) -> None:
        self.G, self.D = copy.deepcopy(G).double(), copy.deepcopy(D).double()
        x, z = x.double(), z.double()
        of_d, of_g = list(self.D.parameters()), list(self.G.parameters())
        fake = self.G(z)
        self.loss_d = F.softplus(-self.D(x)).mean() + F.softplus(self.D(fake)).mean()
        self.grad_d = torch.autograd.grad(self.loss_d, of_d, retain_graph=True)
        self.leaked = torch.autograd.grad(self.loss_d, of_g, retain_graph=True)
        early_loss = F.softplus(-self.D(fake)).mean()  # of G, before D has stepped
        early = torch.autograd.grad(early_loss, of_g, retain_graph=True)
        early_in_d = torch.autograd.grad(early_loss, of_d)
        start_d = weights(self.D)
        self.crowded_d = start_d - RATE * flat(a + b for a, b in zip(self.grad_d, early_in_d, strict=True))
        self.halved_d, self.upward_d = (start_d - share * RATE * flat(self.grad_d) for share in (0.5, -1.0))
        _descend(self.D, self.grad_d)
        score = self.D(self.G(z))
        self.loss_g = F.softplus(-score).mean()
        self.grad_g = torch.autograd.grad(self.loss_g, of_g, retain_graph=True)
        self.left_in_d = torch.autograd.grad(self.loss_g, of_d, retain_graph=True)
        helpful = torch.autograd.grad(F.softplus(score).mean(), of_g)
        self.before = weights(self.G)
        _descend(self.G, self.grad_g)
        self.wrong = {
            "helpful": self.moved(helpful),
            "saturating": self.moved([-g for g in helpful]),
            "early": self.moved(early),
            "leaked": self.moved([a + b for a, b in zip(self.grad_g, self.leaked, strict=True)]),
        }

    def moved(self, grads: Any) -> Tensor:
        """G's weights after a step down these gradients."""
        return self.before - RATE * flat(grads)


def _descend(net: nn.Module, grads: Any) -> None:
    with torch.no_grad():
        for w, g in zip(net.parameters(), grads, strict=True):
            w.sub_(RATE * g)

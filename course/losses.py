"""Adversarial losses as functions of scores, and gradient penalties.

A score is what the discriminator (or critic) says before any sigmoid: a real number, large for "real". Losses
take scores and never models, so they can be plotted, differentiated and tested on plain numbers. Every loss is
minimised: the critic by the critic's optimiser, the generator's by the generator's.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Adversarial:
    """A pair of losses.

    critic(real_scores, fake_scores) -> scalar, what the discriminator minimises
    generator(fake_scores) -> scalar, what the generator minimises
    paired: the generator's loss compares with real scores too, and is called generator(fake_scores, real_scores),
    both of one shape (relativistic pairing: Jolicoeur-Martineau 2018, arXiv 1807.00734; R3GAN, Huang et al.,
    NeurIPS 2024, arXiv 2501.05441 of January 2025).
    Scores have any shape, usually (B, 1).
    """

    name: str
    critic: Callable[[Tensor, Tensor], Tensor]
    generator: Callable[..., Tensor]
    paired: bool = False

    def __repr__(self) -> str:
        return f"Adversarial({self.name})"


def _cross_entropy(real: Tensor, fake: Tensor) -> Tensor:
    # -log D(x) - log(1 - D(G(z))) with D = sigmoid(score); softplus keeps it finite where log would not.
    return F.softplus(-real).mean() + F.softplus(fake).mean()


minimax = Adversarial("minimax", _cross_entropy, lambda fake: -F.softplus(fake).mean())
"""Goodfellow et al. 2014, arXiv 1406.2661: the generator minimises E log(1 - D(G(z))). Flat where D is sure."""

nonsaturating = Adversarial("non-saturating", _cross_entropy, lambda fake: F.softplus(-fake).mean())
"""Goodfellow et al. 2014: the generator minimises -E log D(G(z)). A slope where D is sure.
Like minimax it leaves G in place where G draws the data and D says 1/2; other resting places may exist for both,
and they need not be the same."""

least_squares = Adversarial(
    "least squares",
    lambda real, fake: 0.5 * (real - 1).square().mean() + 0.5 * fake.square().mean(),
    lambda fake: 0.5 * (fake - 1).square().mean(),
)
"""Mao et al. 2017, arXiv 1611.04076, with labels 0 (fake), 1 (real) and 1 (what the generator aims at)."""

hinge = Adversarial(
    "hinge", lambda real, fake: F.relu(1 - real).mean() + F.relu(1 + fake).mean(), lambda fake: -fake.mean()
)
"""Lim and Ye 2017, arXiv 1705.02894: the critic stops pushing scores that lie beyond the margin 1."""

wasserstein = Adversarial("Wasserstein", lambda real, fake: fake.mean() - real.mean(), lambda fake: -fake.mean())
"""Arjovsky et al. 2017, arXiv 1701.07875. Means a distance only for a 1-Lipschitz critic: add a penalty."""


def _beats(upper: Tensor, lower: Tensor) -> Tensor:
    if upper.shape != lower.shape:  # (B,) and (B, 1) would become (B, B), and nothing would be said
        raise ValueError(f"scores of shape {tuple(upper.shape)} and {tuple(lower.shape)} cannot be paired; give one.")
    return F.softplus(lower - upper).mean()


relativistic = Adversarial("relativistic", _beats, _beats, paired=True)
"""Jolicoeur-Martineau 2018, arXiv 1807.00734: is this real sample more real than that fake one? Scores are paired row
by row, and a constant added to all of them changes nothing. Huang et al. 2024 (R3GAN, arXiv 2501.05441) join it to
R1 and R2."""


def gradient_penalty(
    D: nn.Module | Callable[[Tensor], Tensor],
    real: Tensor,
    fake: Tensor,
    weight: float = 10.0,
    generator: torch.Generator | None = None,
) -> Tensor:
    """``weight * E (||grad D(mix)|| - 1)^2`` at random mixes of real and fake (Gulrajani et al. 2017, 1704.00028).

    real, fake: (B, …) of one shape. Each sample draws one mixing weight, uniform in [0, 1], for all its numbers;
    the norm is taken over all dimensions but the first. Differentiable in D's parameters. Returns a scalar.
    Under autocast fakes come in half precision: they are mixed in the type of ``real``.
    """
    _check_samples(real, fake)
    if real.shape != fake.shape:
        raise ValueError(f"real has shape {tuple(real.shape)}, fake {tuple(fake.shape)}; they must agree.")
    share = torch.rand(len(real), *[1] * (real.ndim - 1), generator=generator).to(real)  # (B, 1, …)
    mix = torch.lerp(fake.detach().to(real), real.detach(), share)
    norm = _input_gradient(D, mix).flatten(1).norm(dim=1)  # (B,)
    return weight * (norm - 1).square().mean()


def r1_penalty(D: nn.Module | Callable[[Tensor], Tensor], real: Tensor, weight: float) -> Tensor:
    """``weight / 2 * E ||grad D(real)||^2``: flat around real data (Mescheder et al. 2018, arXiv 1801.04406).

    real: (B, …). Differentiable in D's parameters. Returns a scalar.
    """
    return _zero_centred(D, real, weight)


def r2_penalty(D: nn.Module | Callable[[Tensor], Tensor], fake: Tensor, weight: float) -> Tensor:
    """``weight / 2 * E ||grad D(fake)||^2``: R1's twin, flat around what the generator draws (arXiv 1801.04406).

    fake: (B, …); it is cut off from the generator. Differentiable in D's parameters. Returns a scalar.
    """
    return _zero_centred(D, fake, weight)


def _zero_centred(D: Callable[[Tensor], Tensor], x: Tensor, weight: float) -> Tensor:
    _check_samples(x)
    return weight / 2 * _input_gradient(D, x).flatten(1).square().sum(1).mean()


def _input_gradient(D: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """The gradient of D's score in its input, for each sample, kept in the graph so that it can be penalised."""
    x = x.detach().requires_grad_(True)
    score = D(x)
    if not score.requires_grad:
        raise ValueError("D's score does not depend on its input; look in D for a detach, or for no_grad.")
    (slope,) = torch.autograd.grad(score.sum(), x, create_graph=True)
    return slope


def _check_samples(*samples: Tensor) -> None:
    good = all(isinstance(x, Tensor) and x.is_floating_point() and x.numel() > 0 for x in samples)
    if not good or not torch.is_grad_enabled():
        raise ValueError(
            "a gradient penalty needs tensors of floats, at least one sample, and must not stand in torch.no_grad()."
        )

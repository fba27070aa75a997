"""Two-dimensional distributions whose truth is known, so that a model can be measured against it.

Points are float32 whatever torch's default type is, so that a seed means the same points everywhere.
"""

import math

import torch
from torch import Tensor

from course import _guards


def ring_centres(modes: int = 8, radius: float = 1.0) -> Tensor:
    """The centres of the ring's modes: ``(modes, 2)``, evenly spaced, the first one at angle 0.

    The angles are ``2 pi k / modes`` for k = 0 … modes - 1. Code that takes ``linspace(0, 2 pi, modes)``
    places the last centre on the first one and has one mode fewer than it says.

    >>> ring_centres(8)[0].tolist(), len(ring_centres(8).unique(dim=0))
    ([1.0, 0.0], 8)
    """
    _guards.whole(modes=modes)
    _guards.finite(radius=radius)
    angle = torch.arange(modes, dtype=torch.float32) * (2 * math.pi / modes)  # (modes,)
    return radius * torch.stack([angle.cos(), angle.sin()], dim=1)  # (modes, 2)


def ring(n: int, modes: int = 8, std: float = 0.01, radius: float = 1.0, seed: int = 0) -> Tensor:
    """``n`` points from an equal mixture of ``modes`` Gaussians on a circle: ``(n, 2)``.

    The defaults are the ring of VEEGAN and PacGAN (Srivastava et al. 2017, arXiv 1705.07761; Lin et al.
    2018, arXiv 1712.04086). The same seed gives the same points.

    >>> ring(3, seed=1).shape
    torch.Size([3, 2])
    """
    return _mixture(n, ring_centres(modes, radius), std, seed)


def grid_centres(side: int = 5, spacing: float = 2.0) -> Tensor:
    """The centres of a ``side`` x ``side`` grid around the origin: ``(side * side, 2)``.

    >>> grid_centres(3, spacing=1.0)[0].tolist()
    [-1.0, -1.0]
    """
    _guards.whole(side=side)
    _guards.finite(spacing=spacing)
    line = (torch.arange(side, dtype=torch.float32) - (side - 1) / 2) * spacing  # (side,)
    return torch.cartesian_prod(line, line)  # (side * side, 2)


def grid(n: int, side: int = 5, spacing: float = 2.0, std: float = 0.05, seed: int = 0) -> Tensor:
    """``n`` points from an equal mixture of Gaussians on a square grid: ``(n, 2)``.

    The defaults are the 25-mode grid {-4, -2, 0, 2, 4}^2 of PacGAN (Lin et al. 2018, arXiv 1712.04086).

    >>> grid(1000).abs().max() < 4.5
    tensor(True)
    """
    return _mixture(n, grid_centres(side, spacing), std, seed)


def swiss_roll(n: int, noise: float = 0.25, seed: int = 0) -> Tensor:
    """``n`` points from a flat Swiss roll, scaled to lie within about [-2, 2]: ``(n, 2)``.

    The curve is ``t (cos t, sin t)`` with t uniform in [1.5 pi, 4.5 pi], blurred by Gaussian ``noise`` and
    divided by 7.5, as in the toy experiments of WGAN-GP (Gulrajani et al. 2017, arXiv 1704.00028).

    >>> swiss_roll(5).dtype
    torch.float32
    """
    _guards.whole(n=n)
    _guards.finite(0, noise=noise)
    g = _guards.seeded(seed)
    t = 1.5 * math.pi * (1 + 2 * torch.rand(n, generator=g, dtype=torch.float32))  # (n,)
    curve = torch.stack([t * t.cos(), t * t.sin()], dim=1)  # (n, 2)
    return (curve + noise * torch.randn(n, 2, generator=g, dtype=torch.float32)) / 7.5


def _mixture(n: int, centres: Tensor, std: float, seed: int) -> Tensor:
    _guards.whole(n=n)
    _guards.finite(0, std=std)
    g = _guards.seeded(seed)
    chosen = torch.randint(len(centres), (n,), generator=g)
    return centres[chosen] + std * torch.randn(n, 2, generator=g, dtype=torch.float32)  # (n, 2)

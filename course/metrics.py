"""Features in, number out, computed in float64. Samples are rows: (N, d)."""

import math

import torch
from torch import Tensor


def modes_captured(points: Tensor, centres: Tensor, std: float) -> tuple[int, float]:
    """How many modes of a Gaussian mixture the points reach, and which share of the points is close to one.

    points (N, d), centres (K, d), std: the mixture's standard deviation. A point is of high quality when it lies
    within 3 std of its nearest centre (Euclidean); a mode is captured when at least one such point is nearest to it.
    Returns (modes, high_quality) with modes in 0 … K and high_quality in [0, 1]. In two dimensions points drawn from
    the true mixture score 1 - exp(-9/2) = 0.9889. Protocol of VEEGAN (Srivastava et al. 2017, arXiv 1705.07761).

    >>> modes_captured(torch.tensor([[0.0, 0.0], [0.1, 0.0], [9.0, 9.0]]), torch.tensor([[0.0, 0.0], [1.0, 0.0]]), 0.1)
    (1, 0.6666666666666666)
    """
    points, centres = _samples(points, "points"), _samples(centres, "centres")
    if points.shape[1] != centres.shape[1]:
        raise ValueError(f"points have {points.shape[1]} coordinates but centres {centres.shape[1]}; use the same.")
    if not 0 < std < math.inf:
        raise ValueError(f"std is {std}; give the mixture's standard deviation, above zero and finite.")
    distance, nearest = torch.cdist(points, centres).min(dim=1)  # (N,), (N,)
    good = distance <= 3 * std
    return int(nearest[good].unique().numel()), good.double().mean().item()


def frechet_distance(a: Tensor, b: Tensor) -> float:
    """The squared 2-Wasserstein distance between Gaussians fitted to two sets of features, (N, d) and (M, d).

    ||mu_a - mu_b||^2 + tr(S_a + S_b - 2 (S_a S_b)^(1/2)) with unbiased covariances (Dowson and Landau 1982; used
    on Inception features as FID by Heusel et al. 2017, arXiv 1706.08500). At least 0; it shrinks as samples grow
    (Chong and Forsyth 2020, arXiv 1911.07023), so compare equal sample sizes only. Needs N, M >= 2, and may have
    N < d: the trace of the root is the sum of the singular values of A B^T, where A^T A = S_a and B^T B = S_b, so
    no matrix root is taken and nothing becomes complex.

    >>> frechet_distance(torch.tensor([[0.0], [2.0]]), torch.tensor([[3.0], [5.0]]))
    9.0
    """
    a, b = _samples(a, "a"), _samples(b, "b")
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"a has {a.shape[1]} features but b has {b.shape[1]}; use the same network for both.")
    if min(len(a), len(b)) < 2:
        raise ValueError(f"a has {len(a)} rows and b has {len(b)}; a covariance needs at least 2.")
    root_a, root_b = _covariance_factor(a), _covariance_factor(b)
    fidelity = torch.linalg.svdvals(root_a @ root_b.T).sum()
    squared = (a.mean(0) - b.mean(0)).square().sum() + root_a.square().sum() + root_b.square().sum() - 2 * fidelity
    return max(0.0, squared.item())  # rounding can leave -1e-15 for equal sets


def _covariance_factor(x: Tensor) -> Tensor:
    """R with R^T R = cov(x), at most (d, d): by QR, so that the covariance is never squared into existence."""
    centred = (x - x.mean(0)) / (len(x) - 1) ** 0.5
    return torch.linalg.qr(centred, mode="r").R if len(x) > x.shape[1] else centred


def _samples(x: Tensor, name: str) -> Tensor:
    if not isinstance(x, Tensor):
        raise TypeError(f"{name} is {type(x).__name__}; give a tensor, for example torch.as_tensor(x).")
    if x.ndim != 2:
        raise ValueError(f"{name} has shape {tuple(x.shape)}; expected (N, d), one row a sample (use .flatten(1)).")
    if len(x) == 0:
        raise ValueError(f"{name} is empty; give at least one row.")
    x = x.detach().to("cpu", torch.float64)
    if not torch.isfinite(x).all():
        raise ValueError(f"{name} contains NaN or infinity; look in the data, then for a training that blew up.")
    return x

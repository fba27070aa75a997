"""How many modes of a known mixture a cloud of points reaches."""

import math

import torch
from torch import Tensor

from course.metrics._rows import pair


def modes_captured(points: Tensor, centres: Tensor, std: float) -> tuple[int, float]:
    """How many modes of a Gaussian mixture the points reach, and which share of the points is close to one.

    points (N, d), centres (K, d), std: the mixture's standard deviation. A point is of high quality when it lies
    within 3 std of its nearest centre (Euclidean); a mode is captured when at least one such point is nearest to it.
    Returns (modes, high_quality) with modes in 0 … K and high_quality in [0, 1]. In two dimensions points drawn from
    the true mixture score 1 - exp(-9/2) = 0.9889. Protocol of VEEGAN (Srivastava et al. 2017, arXiv 1705.07761).

    >>> modes_captured(torch.tensor([[0.0, 0.0], [0.1, 0.0], [9.0, 9.0]]), torch.tensor([[0.0, 0.0], [1.0, 0.0]]), 0.1)
    (1, 0.6666666666666666)
    """
    points, centres = pair(points, centres, "points", "centres")
    if not 0 < std < math.inf:
        raise ValueError(f"std is {std}; give the mixture's standard deviation, above zero and finite.")
    distance, nearest = torch.cdist(points, centres).min(dim=1)  # (N,), (N,)
    good = distance <= 3 * std
    return int(nearest[good].unique().numel()), good.double().mean().item()

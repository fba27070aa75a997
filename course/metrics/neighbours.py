"""Which samples lie among the others: precision and recall, density and coverage, and a test for copies."""

from typing import NamedTuple

import numpy as np
from scipy.stats import rankdata
from torch import Tensor

from course import _guards
from course.metrics._distances import Points, kth_nearest, within
from course.metrics._rows import pair, rows, same_width


class Neighbourhoods(NamedTuple):
    """How much of the fake lies among the real, and how much of the real is reached."""

    precision: float
    recall: float
    density: float
    coverage: float


def precision_recall(real: Tensor, fake: Tensor, k: int = 3) -> tuple[float, float]:
    """Improved precision and recall (Kynkäänniemi et al. 2019, arXiv 1904.06991), each in [0, 1].

    A sample's ball reaches to its k-th nearest neighbour in its own set, itself not counted. Precision is the share of
    ``fake`` (M, d) within any ball of ``real`` (N, d), recall the share of ``real`` within any ball of ``fake``. Balls
    are closed. Needs N, M > k. An outlier among the real has a huge ball: see ``density_coverage``.

    >>> import torch
    >>> precision_recall(torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([[0.5], [9.0], [9.5]]), k=1)
    (0.3333333333333333, 1.0)
    """
    found = neighbourhoods(real, fake, k, k)
    return found.precision, found.recall


def density_coverage(real: Tensor, fake: Tensor, k: int = 5) -> tuple[float, float]:
    """Density, at least 0, and coverage in [0, 1] (Naeem et al. 2020, arXiv 2002.09797).

    Density is the mean number of real balls around a fake sample, over k: 1 on average for equal distributions, and it
    may exceed 1. Coverage is the share of real balls that hold a fake sample; for equal distributions
    1 - (N-1)…(N-k) / ((N+M-1)…(N+M-k)) on average, near 1 - 2^-k where N = M. Balls as in ``precision_recall``.
    """
    found = neighbourhoods(real, fake, k, k)
    return found.density, found.coverage


def neighbourhoods(real: Tensor, fake: Tensor, k: int = 3, k_density: int = 5) -> Neighbourhoods:
    """Precision and recall with ``k``, density and coverage with ``k_density``, from one pass over the pairs.

    real (N, d) and fake (M, d) of one space, N and M above both. Memory grows with N + M, and not with N M.
    """
    _guards.whole(k=k, k_density=k_density)
    real, fake = pair(real, fake, "real", "fake", max(k, k_density) + 1)
    centre = real.mean(0)
    there, here = Points(real, centre), Points(fake, centre)
    radii = kth_nearest(there, there, [k, k_density])  # squared, (N, 2)
    reach = kth_nearest(here, here, [k])  # (M, 1)
    held, reached, covered = (np.zeros(n, bool) for n in (len(fake), len(real), len(real)))
    counted = 0
    for i, j, squared in within(there, here, radii, reach):
        in_wide = squared <= radii[i, 1]
        held[j[squared <= radii[i, 0]]] = True
        reached[i[squared <= reach[j, 0]]] = True
        covered[i[in_wide]] = True
        counted += int(in_wide.sum())
    precision, recall, coverage = (float(x.mean()) for x in (held, reached, covered))
    return Neighbourhoods(precision, recall, counted / (k_density * len(fake)), coverage)


def copying_score(train: Tensor, test: Tensor, fake: Tensor) -> float:
    """Does a generator copy? A z-score: far below 0, it does; near 0, ``fake`` lies as far from ``train`` as new data.

    The distances of ``fake`` (M, d) to the nearest of ``train`` (N, d) are ranked among those of ``test`` (L, d), data
    of the same source that was not trained on: the Mann-Whitney U statistic, centred and scaled (Meehan, Chaudhuri and
    Dasgupta 2020, arXiv 2004.05675, without their cells). Far above 0: what is drawn is not like the data. A mean over
    all samples: a few copies among many others hide. Needs L, M >= 2.
    """
    train = rows(train, "train")
    test, fake = pair(test, fake, "test", "fake", 2)
    same_width(train.shape[1], test.shape[1], "train", "test")
    known = Points(train, train.mean(0))
    away = [kth_nearest(Points(x, train.mean(0)), known, [1])[:, 0] for x in (fake, test)]
    ranks = rankdata(np.concatenate(away))
    m, n = len(fake), len(test)
    above = ranks[:m].sum() - m * (m + 1) / 2  # pairs in which the fake sample is the further one
    spread = m * n / (m + n) * ranks.var(ddof=1)  # m n (m + n + 1) / 12, and less with ties
    return float((above - m * n / 2) / spread**0.5) if spread else 0.0

"""The Fréchet distance: two sets of features, compared by their means and covariances alone."""

import numpy as np
import scipy.linalg
import torch
from torch import Tensor

from course import _guards
from course.metrics._rows import pair, rows, same_width


class Moments:
    """Count, mean and covariance of features that arrive in parts; parts may be gathered by several processes.

        so_far = Moments()
        for images in loader:
            so_far.add(network(images))          # (B, d), any B: the result depends on it by rounding alone
        frechet_distance(so_far.merge(others), real)

    ``n``: samples so far; ``mean`` (d,); ``scatter`` (d, d): the sum of the outer products of the deviations from the
    mean. All float64. Sums are merged about the joint mean (Chan, Golub and LeVeque 1983): means far from zero cost
    no digits, which sums of squares would lose.
    """

    def __init__(self) -> None:
        self.n, self.mean, self.scatter = 0, np.zeros(0), np.zeros((0, 0))

    def add(self, features: Tensor) -> "Moments":
        """Take in more samples, (B, d). Returns itself."""
        x = rows(features, "features")
        mean = x.mean(0)
        centred = (x - mean).numpy()
        return self._join(len(x), mean.numpy(), centred.T @ centred)  # NumPy knows the product to be symmetric

    def merge(self, other: "Moments") -> "Moments":
        """Take in what another accumulator has seen. Returns itself."""
        if not isinstance(other, Moments):
            raise TypeError(f"other is {type(other).__name__}; give Moments, or add(features).")
        return self._join(other.n, other.mean, other.scatter) if other.n else self

    def _join(self, n: int, mean: np.ndarray, scatter: np.ndarray) -> "Moments":
        if not self.n:
            self.n, self.mean, self.scatter = n, mean.copy(), scatter.copy()
            return self
        same_width(len(self.mean), len(mean), "what came before", "the new part")
        gap, total = mean - self.mean, self.n + n
        self.scatter = self.scatter + scatter + np.outer(gap, gap) * (self.n * n / total)
        self.mean, self.n = self.mean + gap * (n / total), total
        return self

    def covariance(self) -> np.ndarray:
        """(d, d), unbiased. Raises ``ValueError`` for fewer than two samples."""
        if self.n < 2:
            raise ValueError(f"there are {self.n} samples; a covariance needs at least 2.")
        return self.scatter / (self.n - 1)


def frechet_distance(a: Tensor | Moments, b: Tensor | Moments) -> float:
    """The squared 2-Wasserstein distance between Gaussians fitted to two sets of features, (N, d) and (M, d).

    ||mu_a - mu_b||^2 + tr(S_a + S_b - 2 (S_a S_b)^(1/2)) with unbiased covariances (Dowson and Landau 1982; used
    on Inception features as FID by Heusel et al. 2017, arXiv 1706.08500). At least 0; it shrinks as samples grow
    (Chong and Forsyth 2020, arXiv 1911.07023), so compare equal sample sizes only, or extrapolate. Needs N, M >= 2, and
    may have N < d. No matrix root is taken and nothing becomes complex: the trace of the root is the sum of the roots
    of the eigenvalues of S_a S_b, a symmetric problem, or, where that would lose digits, the sum of the singular values
    of A B^T, where A^T A = S_a and B^T B = S_b.

    >>> frechet_distance(torch.tensor([[0.0], [2.0]]), torch.tensor([[3.0], [5.0]]))
    9.0
    """
    a = a if isinstance(a, Moments) else rows(a, "a", 2)
    b = b if isinstance(b, Moments) else rows(b, "b", 2)
    one, other = (x if isinstance(x, Moments) else Moments().add(x) for x in (a, b))
    cov_a, cov_b = one.covariance(), other.covariance()
    same_width(len(one.mean), len(other.mean), "a", "b")
    spread = np.trace(cov_a) + np.trace(cov_b)
    fidelity = _by_eigenvalues(cov_a, cov_b, spread) if min(one.n, other.n) > len(one.mean) else None
    if fidelity is None:
        fidelity = scipy.linalg.svdvals(_factor(a, cov_a) @ _factor(b, cov_b).T).sum()
    squared = np.square(one.mean - other.mean).sum() + spread - 2 * fidelity
    return max(0.0, float(squared))  # rounding can leave -1e-15 for equal sets


def frechet_extrapolated(a: Tensor, b: Tensor, parts: int = 4, seed: int = 0) -> float:
    """The Fréchet distance of infinitely many samples, estimated from (N, d) and (M, d) with N, M >= 2 d parts.

    The bias falls as 1/N (Chong and Forsyth 2020, arXiv 1911.07023). Both sets are shuffled and cut into 1, 2, …
    ``parts`` equal parts; the mean distances of the pieces lie on a straight line over the number of parts, and its
    value at zero parts is returned. It is noisier than a distance, and may be below 0 by chance. Unlike in the paper,
    both sets are thinned alike: neither is taken for the truth.
    """
    _guards.whole(2, parts=parts)
    a, b = pair(a, b, "a", "b")
    if min(len(a), len(b)) < 2 * parts * a.shape[1]:
        need = 2 * parts * a.shape[1]
        raise ValueError(
            f"{min(len(a), len(b))} samples are too few: {parts} parts of {a.shape[1]} features ask {need}."
        )
    generator = _guards.seeded(seed)
    a, b = (x[torch.randperm(len(x), generator=generator)] for x in (a, b))
    counts, distances = range(1, parts + 1), []
    for count in counts:
        pieces = [x[: len(x) // count * count].chunk(count) for x in (a, b)]
        distances.append(np.mean([frechet_distance(*both) for both in zip(*pieces, strict=True)]))
    return float(np.polyfit(counts, distances, 1)[1])


def _by_eigenvalues(cov_a: np.ndarray, cov_b: np.ndarray, spread: float) -> float | None:
    """tr (S_a S_b)^(1/2); None where a root of a small eigenvalue would cost more than 1e-10 of the spread.

    A feature that never moves in one set takes no part in the product, and is left out.
    """
    moving = (np.diag(cov_a) > 0) & (np.diag(cov_b) > 0)
    if not moving.any():
        return 0.0
    if not moving.all():
        cov_a, cov_b = cov_a[np.ix_(moving, moving)], cov_b[np.ix_(moving, moving)]
    try:  # S_b S_a v = l v, as L^T S_b L with S_a = L L^T
        values = scipy.linalg.eigh(cov_b, cov_a, type=2, eigvals_only=True, driver="gv", check_finite=False)
    except np.linalg.LinAlgError:  # S_a is singular
        return None
    least = len(values) * np.finfo(float).eps * values[-1]  # what an eigenvalue may be off by
    if values[0] <= 0 or (least / np.sqrt(values)).sum() > 1e-10 * spread:
        return None
    return float(np.sqrt(values).sum())


def _factor(x: Tensor | Moments, covariance: np.ndarray) -> np.ndarray:
    """R with R^T R = cov(x): from the samples where they are at hand, so that nothing is squared and rooted."""
    if isinstance(x, Moments):
        values, vectors = np.linalg.eigh(covariance)
        return np.sqrt(values.clip(0))[:, None] * vectors.T
    centred = ((x - x.mean(0)) / (len(x) - 1) ** 0.5).numpy()
    return np.asarray(np.linalg.qr(centred, mode="r")) if len(centred) > centred.shape[1] else centred

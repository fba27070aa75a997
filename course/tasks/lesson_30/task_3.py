"""Task 3: the Fréchet distance."""

from __future__ import annotations

import torch
from torch import Tensor

from course import metrics
from course.checks.report import Report, Variant
from course.tasks.forms import is_nan
from course.tasks.lesson_30.shared import unchanged


def features(n: int, d: int, seed: int) -> Tensor:
    """Correlated, and not about zero, (n, d), float64."""
    generator = torch.Generator().manual_seed(seed)
    mixing = torch.randn(d, d, generator=generator).double()
    return torch.randn(n, d, generator=generator).double() @ mixing + torch.randn(d, generator=generator).double()


def slips(a: Tensor, b: Tensor) -> list[tuple[float, str]]:
    """What people really get, each with its hint."""
    gap = (a.mean(0) - b.mean(0)).square().sum().item()
    sa, sb = torch.cov(a.T), torch.cov(b.T)
    traces = (sa.trace() + sb.trace()).item()
    root = torch.linalg.eigvals(sa @ sb).real.clamp(min=0).sqrt().sum().item()

    def rooted(s: Tensor) -> Tensor:
        values, vectors = torch.linalg.eigh(s)
        return (vectors * values.clamp(min=0).sqrt()) @ vectors.T

    apart = (rooted(sa) @ rooted(sb)).trace().item()
    diagonal = (sa.diag() * sb.diag()).sqrt().sum().item()
    entries = (sa @ sb).clamp(min=0).sqrt().trace().item()
    shares = [(len(x) - 1) / len(x) for x in (a, b)]
    biased = gap + sa.trace().item() * shares[0] + sb.trace().item() * shares[1]
    biased -= 2 * root * (shares[0] * shares[1]) ** 0.5
    stretched = torch.linalg.svdvals(sa @ sb).sqrt().sum().item()
    lower = torch.linalg.eigvalsh(sa @ sb).clamp(min=0).sqrt().sum().item()  # it reads the lower triangle only
    about_zero = [x.T @ x / (len(x) - 1) for x in (a, b)]
    uncentred = sum(s.trace().item() for s in about_zero)
    uncentred -= 2 * torch.linalg.eigvals(about_zero[0] @ about_zero[1]).real.clamp(min=0).sqrt().sum().item()
    one_mean = (a.mean() - b.mean()).square().item()
    return [
        (gap, "This is the distance of the means only. The covariances' part is missing."),
        (traces - 2 * root, "This is the covariances' part only. Add the squared distance of the means."),
        (gap**0.5 + traces - 2 * root, "The distance of the means is squared in (30.5)."),
        (gap + traces - root, "The root counts twice in (30.5)."),
        (gap + traces - 2 * diagonal, "You used the variances only. A covariance matrix has entries beside its "
         "diagonal."),
        (gap + traces - 2 * entries, "`sqrt` of each entry is not the root of a matrix. The eigenvalues have roots."),
        (gap + traces - 2 * stretched, "Singular values are not eigenvalues, since the product is not symmetric. Take "
         "`torch.linalg.eigvals`."),
        (gap + traces - 2 * lower, "`eigvalsh` is for symmetric matrices and reads one triangle only. The product is "
         "not symmetric: take `eigvals`, or half @ sb @ half with the root of sa."),
        (gap / a.shape[1] + traces - 2 * root, "The distance of the means is a sum over the features, not a mean."),
        (gap + traces - 2 * apart, "The roots of the two matrices, multiplied, are not the root of the product, unless "
         "both have the same axes."),
        (gap + traces - 2 * (sa @ sb).trace().item(), "The root is missing: this is the trace of the product."),
        (biased, "The covariances are divided by N. Divide by N - 1, as torch.cov and np.cov do."),
        (one_mean + traces - 2 * root, "A mean over all entries is one number; `mean(0)`, over the samples, has d."),
        (gap + uncentred, "For a covariance the mean is subtracted from the features first, as torch.cov does."),
        (gap + (sa - sb).square().sum().item(), "The covariances' part is not the sum of their squared differences: "
         "see the trace in (30.5)."),
        ((gap + traces - 2 * root) ** 0.5, "This is the root of (30.5). The course, as FID, gives the square."),
    ]  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """Two Gaussians"""
    axis = "torch.cov and np.cov take one feature a row, and here each row is a sample: give them a.T and b.T."
    for said in ("cannot be multiplied", "mismatch in its core dimension", "not aligned"):
        report.if_error(said, axis)
    for n, m, d in ((60, 40, 5), (80, 80, 3)):
        a, b = features(n, d, report.seed + d), features(m, d, report.seed + d + 1)
        kept = [a.clone(), b.clone()]
        value = report.number(report.call(answer, a, b), "the distance")
        report.close(
            "for more samples than features it is (30.5)",
            value,
            metrics.frechet_distance(*kept),
            tol=1e-4,
            scale=0,
            known=slips(*kept),
            hint="Squared distance of the means, plus both traces, minus twice the sum of the roots of the eigenvalues "
            "of the product of the covariances.",
        )
        unchanged(report, [a, b], kept, "Your function changes the features that it was given.")
    a, b = features(12, 30, report.seed), features(15, 30, report.seed + 1)
    few = "for fewer samples than features, too"
    roots = "With few samples most eigenvalues are zero, and rounding makes some of them negative or complex: take "
    roots += (
        "the real part, and clamp below zero, before the root. A Cholesky factor or an inverse does not exist here."
    )
    for said in ("positive-definite", "positive definite", "singular", "Singular"):
        report.if_error(said, roots)
    found = report.call(answer, a, b)
    if is_nan(found) or isinstance(found, complex) or (isinstance(found, Tensor) and found.is_complex()):
        report.must(few, False, roots)
    report.close(
        few,
        report.number(found, "the distance for few samples"),
        metrics.frechet_distance(a, b),
        tol=1e-3,
        scale=0,
        known=[],
        hint=roots,
    )
    far = 1000 + 0.1 * features(60, 4, report.seed)
    moved = report.number(report.call(answer, far, far + 0.3), "the distance of a moved set")
    report.close(
        "a set and the same set, moved by 0.3 in four features: 4 times 0.09",
        moved,
        0.36,
        tol=1e-3,
        known=[(0.6, "The distance of the means enters as a square."), (0.0, "The means are left out.")],
        hint="The covariances are equal here, so only the means count. Features far from zero lose digits when you "
        "subtract large squares: subtract the mean first.",
    )

"""30.3 the Fréchet distance."""

import numpy as np
import scipy.linalg
import torch

from course import metrics


def eigen(a, b):
    sa, sb = torch.cov(a.T), torch.cov(b.T)
    values = torch.linalg.eigvals(sa @ sb).real.clamp(min=0)
    return (a.mean(0) - b.mean(0)).square().sum() + sa.trace() + sb.trace() - 2 * values.sqrt().sum()


def symmetric(a, b):
    sa, sb = torch.cov(a.T), torch.cov(b.T)
    values, vectors = torch.linalg.eigh(sa)
    half = (vectors * values.clamp(min=0).sqrt()) @ vectors.T
    middle = torch.linalg.eigvalsh(half @ sb @ half).clamp(min=0).sqrt().sum()
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + torch.trace(sa) + torch.trace(sb) - 2 * middle


def scipys(a, b):
    a, b = a.numpy(), b.numpy()
    sa, sb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(sa @ sb)
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(sa) + np.trace(sb) - 2 * np.trace(root).real


def complex_roots(a, b):
    sa, sb = torch.cov(a.T), torch.cov(b.T)
    roots = torch.linalg.eigvals(sa @ sb).sqrt().sum().real
    return torch.dist(a.mean(0), b.mean(0)) ** 2 + sa.trace() + sb.trace() - 2 * roots


def singular(a, b):
    return metrics.frechet_distance(a, b)


def as_a_matrix(a, b):
    gap = (a.mean(0, keepdim=True) - b.mean(0, keepdim=True)).numpy()
    return gap @ gap.T + (eigen(a, b) - (a.mean(0) - b.mean(0)).square().sum()).numpy()  # (1, 1)


def right(my):
    return [eigen, symmetric, scipys, complex_roots, singular, as_a_matrix, nuclear]


def parts(a, b):
    sa, sb = torch.cov(a.T), torch.cov(b.T)
    gap = (a.mean(0) - b.mean(0)).square().sum()
    root = torch.linalg.eigvals(sa @ sb).real.clamp(min=0).sqrt().sum()
    return gap, sa, sb, root


def means_only(a, b):
    return parts(a, b)[0]


def no_means(a, b):
    return eigen(a, b) - parts(a, b)[0]


def not_squared(a, b):
    gap = parts(a, b)[0]
    return eigen(a, b) - gap + gap.sqrt()


def root_once(a, b):
    return eigen(a, b) + parts(a, b)[3]


def variances(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + (sa.diag().sqrt() - sb.diag().sqrt()).square().sum()


def entrywise(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + sa.trace() + sb.trace() - 2 * (sa @ sb).clamp(min=0).sqrt().trace()


def separate(a, b):
    gap, sa, sb, _ = parts(a, b)
    roots = []
    for s in (sa, sb):
        values, vectors = torch.linalg.eigh(s)
        roots.append((vectors * values.clamp(min=0).sqrt()) @ vectors.T)
    return gap + sa.trace() + sb.trace() - 2 * (roots[0] @ roots[1]).trace()


def no_root(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + sa.trace() + sb.trace() - 2 * (sa @ sb).trace()


def by_n(a, b):
    sa, sb = torch.cov(a.T, correction=0), torch.cov(b.T, correction=0)
    values = torch.linalg.eigvals(sa @ sb).real.clamp(min=0)
    return (a.mean(0) - b.mean(0)).square().sum() + sa.trace() + sb.trace() - 2 * values.sqrt().sum()


def rooted(a, b):
    return eigen(a, b).clamp(min=0).sqrt()


def singular_values(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + sa.trace() + sb.trace() - 2 * torch.linalg.svdvals(sa @ sb).sqrt().sum()


def lower_triangle(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + sa.trace() + sb.trace() - 2 * torch.linalg.eigvalsh(sa @ sb).clamp(min=0).sqrt().sum()


def mean_of_means(a, b):
    gap, _, _, _ = parts(a, b)
    return eigen(a, b) - gap + gap / a.shape[1]


def cholesky(a, b):
    gap, sa, sb, _ = parts(a, b)
    factor = torch.linalg.cholesky(sa)
    return gap + sa.trace() + sb.trace() - 2 * torch.linalg.eigvalsh(factor.T @ sb @ factor).clamp(min=0).sqrt().sum()


def one(a, b):
    return 1.0


def no_clamp(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + sa.trace() + sb.trace() - 2 * torch.linalg.eigvals(sa @ sb).real.sqrt().sum()


def big_squares(a, b):
    a, b = a.float(), b.float()
    sa, sb = ((x.T @ x - len(x) * x.mean(0).outer(x.mean(0))) / (len(x) - 1) for x in (a, b))
    values = torch.linalg.eigvals(sa @ sb).real.clamp(min=0)
    return (a.mean(0) - b.mean(0)).square().sum() + sa.trace() + sb.trace() - 2 * values.sqrt().sum()


def of_features_in_rows(a, b):
    sa, sb = torch.cov(a), torch.cov(b)
    return sa.trace() + sb.trace() - 2 * torch.linalg.eigvals(sa @ sb).real.clamp(min=0).sqrt().sum()


def numpys_rows(a, b):
    return np.trace(np.cov(a) @ np.cov(b))


def still_complex(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + sa.trace() + sb.trace() - 2 * torch.linalg.eigvals(sa @ sb).sqrt().sum()


def one_mean(a, b):
    return eigen(a, b) - parts(a, b)[0] + (a.mean() - b.mean()) ** 2


def about_zero(a, b):
    sa, sb = a.T @ a / (len(a) - 1), b.T @ b / (len(b) - 1)
    values = torch.linalg.eigvals(sa @ sb).real.clamp(min=0)
    return parts(a, b)[0] + sa.trace() + sb.trace() - 2 * values.sqrt().sum()


def of_differences(a, b):
    gap, sa, sb, _ = parts(a, b)
    return gap + (sa - sb).square().sum()


def nuclear(a, b):
    centred = [(x - x.mean(0)) / (len(x) - 1) ** 0.5 for x in (a, b)]
    spread = sum(x.square().sum() for x in centred)
    return (a.mean(0) - b.mean(0)).square().sum() + spread - 2 * torch.linalg.svdvals(centred[0] @ centred[1].T).sum()


def wrong(my):
    return [
        (means_only, "means only"),
        (no_means, "Add the squared distance"),
        (not_squared, "is squared in (30.5)"),
        (root_once, "counts twice"),
        (variances, "variances only"),
        (entrywise, "root of a matrix"),
        (separate, "same axes"),
        (no_root, "root is missing"),
        (by_n, "Divide by N - 1"),
        (rooted, "gives the square"),
        (singular_values, "Singular values are not eigenvalues"),
        (lower_triangle, "reads one triangle only"),
        (mean_of_means, "a sum over the features, not a mean"),
        (one, "plus both traces"),
        (no_clamp, "clamp below zero"),
        (cholesky, "A Cholesky factor or an inverse does not exist here"),
        (big_squares, "subtract the mean first"),
        (of_features_in_rows, "one feature a row"),
        (numpys_rows, "one feature a row"),
        (still_complex, "negative or complex"),
        (one_mean, "is one number"),
        (about_zero, "subtracted from the features first"),
        (of_differences, "see the trace"),
    ]

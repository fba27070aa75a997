"""The Inception Score: a classifier's answers, and no real data at all."""

import torch
from torch import Tensor

from course.metrics._rows import rows


def inception_score(probabilities: Tensor, splits: int = 1) -> float:
    """exp(E KL(p(y|x) || p(y))) of a classifier's answers (N, K), each row a distribution; in [1, K].

    p(y) is the mean of the rows (Salimans et al. 2016, arXiv 1606.03498). High when each answer is sure and the answers
    differ; blind to all that the classifier does not ask. ``splits`` > 1 gives the mean over so many equal parts, in
    the order of the rows, as in the paper's code, which used 10: parts of few samples score lower. Shuffle them before.

    >>> inception_score(torch.eye(4))
    4.0
    """
    p = rows(probabilities, "probabilities")
    if not isinstance(splits, int) or not 1 <= splits <= len(p):
        raise ValueError(f"splits is {splits!r}; give a whole number from 1 to the number of samples, {len(p)}.")
    off = (p.sum(1) - 1).abs().max().item()
    if p.min() < 0 or off > 1e-3:
        what = "are below zero" if p.min() < 0 else f"sum to {1 + off:.3g} or {1 - off:.3g} in a row"
        raise ValueError(f"some probabilities {what}; give those of a softmax, (N, K), and not logits.")
    p = p / p.sum(1, keepdim=True)
    scores = []
    for i in range(splits):
        part = p[i * len(p) // splits : (i + 1) * len(p) // splits]
        divergence = torch.special.xlogy(part, part) - torch.special.xlogy(part, part.mean(0))
        scores.append(divergence.sum(1).mean().exp().item())
    return min(float(p.shape[1]), max(1.0, sum(scores) / splits))

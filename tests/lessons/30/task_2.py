"""30.2 the Inception Score."""

import numpy as np
import torch
from torch.nn import functional as F

from course.tasks.lesson_30.task_2 import inception_score


def loops(p):
    mean = p.mean(0)
    total = 0.0
    for row in p:
        for q, m in zip(row, mean, strict=True):
            if q > 0:
                total += (q * (q / m).log()).item()
    return np.exp(total / len(p))


def entropies(p):
    mean, each = (torch.special.entr(q).sum(-1) for q in (p.mean(0), p))
    return (mean - each.mean()).exp()


def numpys(p):
    p = p.numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(p > 0, p * np.log(p / p.mean(0)), 0)
    return float(np.exp(terms.sum(1).mean()))


def with_epsilon(p):
    p = p + 1e-12
    return ((p * (p / p.mean(0)).log()).sum(1)).mean().exp()


def torchs(p):
    mean = p.mean(0, keepdim=True).clamp(min=1e-30).expand_as(p)
    return F.kl_div(mean.log(), p, reduction="batchmean").exp()


def right(my):
    return [inception_score, loops, entropies, numpys, with_epsilon, torchs]


def divergences(p):
    return (torch.xlogy(p, p) - torch.xlogy(p, p.mean(0))).sum(1)


def no_exp(p):
    return divergences(p).mean()


def mean_of_exp(p):
    return divergences(p).exp().mean()


def summed(p):
    return divergences(p).sum().exp()


def turned(p):
    mean = p.mean(0)
    return (mean * (mean / (p + 1e-12)).log()).sum(1).mean().exp()


def uniform(p):
    return p.shape[1] * torch.xlogy(p, p).sum(1).mean().exp()


def only_sure(p):
    return torch.xlogy(p, p).sum(1).mean().exp()


def zeros(p):
    return (p * (p / p.mean(0)).log()).sum(1).mean().exp()


def mean_along_classes(p):
    return (p * (p / p.mean(1, keepdim=True)).log()).sum(1).mean().exp()


def number_of_classes(p):
    return p.shape[1]


def of_the_surest(p):
    return np.exp(torch.special.entr(F.one_hot(p.argmax(1), p.shape[1]).double().mean(0)).sum().item())


def over_all(p):
    return (torch.xlogy(p, p) - torch.xlogy(p, p.mean(0))).mean().exp()


def base_two(p):
    return 2 ** divergences(p).mean()


def changes(p):
    score = inception_score(p)
    p += 1e-3
    return score


def softened(p):
    return inception_score(p.softmax(1))


def wrong(my):
    return [
        (no_exp, "exp is missing"),
        (mean_of_exp, "The mean comes first"),
        (summed, "not the sum"),
        (turned, "other way round"),
        (uniform, "You compare with equal shares"),
        (only_sure, "Only how sure"),
        (zeros, "0 log 0 counts as 0"),
        (mean_along_classes, "took the mean along the classes"),
        (number_of_classes, "For each row the sum over classes"),
        (of_the_surest, "then the mean over rows"),
        (over_all, "Sum over the classes"),
        (base_two, "same base"),
        (changes, "changes the answers"),
        (softened, "no softmax"),
    ]


def marks(my):
    return [(lambda p: 4.0, 0), (lambda p: 1.0, 0), (zeros, 1 / 2)]

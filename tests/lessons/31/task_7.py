"""31.7 the best denoiser."""

import numpy as np
import torch
from scipy.special import logsumexp
from torch.nn import functional as F


def plain(y, pictures, sigma):
    return (-torch.cdist(y, pictures).square() / (2 * sigma**2)).softmax(dim=1) @ pictures


def squares(y, pictures, sigma):
    squared = (y[:, None] - pictures[None]).pow(2).sum(-1)
    weights = torch.exp(-(squared - squared.min(dim=1, keepdim=True).values) / (2 * sigma**2))
    return weights @ pictures / weights.sum(dim=1, keepdim=True)


def numpys(y, pictures, sigma):
    y, pictures = y.numpy(), pictures.numpy()
    exponents = -((y[:, None] - pictures) ** 2).sum(-1) / (2 * sigma**2)
    weights = np.exp(exponents - exponents.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True) @ pictures


def logs(y, pictures, sigma):
    exponents = -((y[:, None] - pictures) ** 2).sum(-1).numpy() / (2 * sigma**2)
    return torch.tensor(np.exp(exponents - logsumexp(exponents, axis=1, keepdims=True))).to(pictures) @ pictures


def loops(y, pictures, sigma):
    rows = []
    for one in y:
        squared = torch.stack([(one - picture).square().sum() for picture in pictures])
        weights = F.softmax(-squared / (2 * sigma**2), dim=0)
        rows.append(sum(w * picture for w, picture in zip(weights, pictures, strict=True)))
    return torch.stack(rows)


def likelihoods(y, pictures, sigma):
    logs = torch.distributions.Normal(pictures, torch.tensor(sigma)).log_prob(y[:, None]).sum(2)
    return logs.softmax(1) @ pictures


def narrow(y, pictures, sigma):
    return plain(y.float(), pictures.float(), sigma)


def right(my):
    return [plain, squares, numpys, logs, loops, likelihoods, narrow]


def made(exponents, dim=1):
    def denoise(y, pictures, sigma):
        return exponents(torch.cdist(y, pictures), sigma).softmax(dim) @ pictures

    return denoise


def underflow(y, pictures, sigma):
    weights = (-torch.cdist(y, pictures).square() / (2 * sigma**2)).exp()
    return weights @ pictures / weights.sum(dim=1, keepdim=True)


def epsilon(y, pictures, sigma):
    weights = (-torch.cdist(y, pictures).square() / (2 * sigma**2)).exp()
    return weights @ pictures / (weights.sum(dim=1, keepdim=True) + 1e-12)


def not_normed(y, pictures, sigma):
    return (-torch.cdist(y, pictures).square() / (2 * sigma**2)).exp() @ pictures


def means(y, pictures, sigma):
    return (-(y[:, None] - pictures).square().mean(2) / (2 * sigma**2)).softmax(1) @ pictures


def clamped(y, pictures, sigma):
    return plain(y, pictures, max(sigma, 0.5))


def only_double(y, pictures, sigma):
    if y.dtype == torch.float32:
        return plain(y, pictures, sigma).half().round()
    return plain(y, pictures, sigma)


def weights_only(y, pictures, sigma):
    return (-torch.cdist(y, pictures).square() / (2 * sigma**2)).softmax(1)


def changes(y, pictures, sigma):
    made = plain(y, pictures, sigma)
    y -= 0.01
    return made


def wrong(my):
    return [
        (made(lambda d, s: -d.square() / (2 * s)), "sigma is squared"),
        (made(lambda d, s: -d.square() / s**2), "The 2 before sigma squared"),
        (made(lambda d, s: -d.square() / s**2 * 2), "below the line, with sigma squared"),
        (made(lambda d, s: -d.square() / (2 * s**2), dim=0), "the other axis"),
        (made(lambda d, s: -d / (2 * s**2)), "The distance is squared"),
        (made(lambda d, s: d.square() / (2 * s**2)), "near pictures have the large weights"),
        (means, "sum over the pixels"),
        (not_normed, "not divided by their sum"),
        (lambda y, p, s: p[torch.cdist(y, p).argmin(1)], "With so much noise"),
        (lambda y, p, s: p.mean(0).expand(len(y), -1), "Near ones count more"),
        (lambda y, p, s: y - plain(y, p, s), "the noise that is left"),
        (lambda y, p, s: y + s**2 * (plain(y, p, s) - y), "as if the mean were a slope"),
        (lambda y, p, s: y, "y itself"),
        (lambda y, p, s: torch.ones_like(y), "softmax over the pictures; times"),
        (weights_only, "is wanted"),
        (underflow, "0/0 is NaN"),
        (epsilon, "all weights are 0"),
        (clamped, "Is sigma clamped"),
        (only_double, "otherwise than for float64"),
        (changes, "changes the pictures"),
    ]

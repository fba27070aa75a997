"""Task 5: the importance-weighted bound."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.distributions import Normal

from course.checks.report import Known, Report, Variant
from course.tasks.lesson_03.shared import given_draws, same_slope

# |bound| is 18,000 to 64,000 in _far. Right programs in float32 were measured within 3e-7 of it, relatively. The wrong
# ones there are off by log 2 or more: 1e-5.
FAR = 3e-6


class Case(NamedTuple):
    """What goes into the learner's function."""

    x: Tensor
    mean: Tensor
    log_std: Tensor
    eps: Tensor
    decode: Callable[[Tensor], Tensor]
    s: float


def check(report: Report, answer: object, my: Variant) -> None:
    """A closer bound, from several draws"""
    for s, sizes in ((my.s, (6, 4, 5, 3)), (1.7, (1, 7, 3, 2))):
        _value(report, answer, case(report.generator, s, *sizes), my.s)
    _far(report, answer, my.s)


def case(generator: torch.Generator, s: float, draws: int, batch: int, pixels: int, codes: int) -> Case:
    """Random inputs of these sizes."""
    matrix, x, mean, log_std, eps = (
        torch.randn(*shape, generator=generator)  # float32, as in the notebook
        for shape in ((codes, pixels), (batch, pixels), (batch, codes), (batch, codes), (draws, batch, codes))
    )
    widths = (log_std / 2 - 0.5).requires_grad_()
    return Case(x, mean.requires_grad_(), widths, eps, lambda z: torch.tanh(z @ matrix.to(z)), s)


def log_parts(c: Case, std: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
    """log p(x | z) by pixel, log p(z) and log q(z | x) by code number, for all draws."""
    q = Normal(c.mean, c.log_std.exp() if std is None else std)
    z = q.mean + q.stddev * c.eps
    return Normal(c.decode(z), c.s).log_prob(c.x), Normal(0.0, 1.0).log_prob(z), q.log_prob(z)


def right(c: Case) -> Tensor:
    """The bound of each image, in float64."""
    c = c._replace(**{name: getattr(c, name).double() for name in ("x", "mean", "log_std", "eps")})
    fit, prior, guess = log_parts(c)
    return _log_mean(fit.sum(-1) + prior.sum(-1) - guess.sum(-1))


def _log_mean(ratio: Tensor) -> Tensor:
    return ratio.logsumexp(dim=0) - math.log(len(ratio))


def _value(report: Report, answer: object, c: Case, own: float) -> None:
    """The number for each image, and its slopes."""
    draws, batch = c.eps.shape[:2]
    given = report.call(answer, *c)
    size = tuple(given.shape) if isinstance(given, Tensor) else None
    if draws > 1:
        for wrong, hint in (
            ((draws,), f"You have one number for each of the {draws} draws. The draws are averaged, along the first "
             f"axis; one number for each of the {batch} images stays."),
            ((), "You have one number in all. Each image has its own bound: average over its draws only."),
            ((draws, batch), "You have a number for each draw of each image. The mean over the draws is missing."),
        ):  # fmt: skip
            report.need("there is one bound for each image", size != wrong, hint)
    value = report.tensor(given, "the answer", (batch,))
    given_draws(report, value, report.call(answer, *c))
    report.close(
        f"with K = {draws} it is the logarithm of the mean ratio",
        value,
        right(c),
        tol=1e-5,
        known=_wrong(c, own),
        hint="Take one image, one draw and one code number, and write down the three log densities with their signs "
        "and constants.",
    )
    report.must(
        "it has slopes",
        value.requires_grad,
        "Your bound has no slope, so no encoder could learn from it. Detach nothing, and leave no_grad away.",
    )
    inputs = (c.mean, c.log_std)
    found = torch.autograd.grad(value.sum(), inputs, allow_unused=True)
    wanted = torch.autograd.grad(right(c).sum(), inputs)
    report.must(
        "in the means and in the widths of the guess",
        all(same_slope(f, w) for f, w in zip(found, wanted, strict=True)),
        "The number is right, but its slopes in mean and log_std are not: part of the way is detached. Write "
        "mean + std * eps, and detach nothing.",
    )


def _wrong(c: Case, own: float) -> Known:
    fit, prior, guess = log_parts(c)
    f, p, g = fit.sum(-1), prior.sum(-1), guess.sum(-1)
    ratio, draws = f + p - g, len(c.eps)
    closed = ((c.mean**2 + (2 * c.log_std).exp() - 1) / 2 - c.log_std).sum(-1)
    half, log_as_std = (log_parts(c, std) for std in ((c.log_std / 2).exp(), c.log_std.abs() + 1e-9))
    size = c.s * math.sqrt(2 * math.pi)

    def of(parts: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        return _log_mean(parts[0].sum(-1) + parts[1].sum(-1) - parts[2].sum(-1))

    return [
        (-right(c), "The sign is turned: this is a loss. The bound itself is asked for."),
        (ratio.logsumexp(dim=0), "The sum is no mean yet: your value is too high by log K, and no bound."),
        (ratio.mean(dim=0), "This is the mean of the logarithms, the ELBO with K draws. The logarithm comes last."),
        (f.mean(dim=0) - closed, "This is the ELBO with the KL in closed form. Average the ratios, then take the "
         "logarithm."),
        (_log_mean(f) - closed, "A closed KL inside makes no bound of this kind: every draw has its own ratio of "
         "p(z) and q(z)."),
        (_log_mean(f), "p(z)/q(z) is missing: the draws come from q, not from the prior."),
        (_log_mean(f + p), "The ratio is divided by q(z | x): its log density goes off."),
        (_log_mean(f - g), "The prior p(z) is missing in the ratio."),
        (_log_mean(f + p + g), "The ratio is divided by q: its log density has a minus."),
        (_log_mean(f - p + g), "p(z) and q(z | x) are exchanged."),
        (_log_mean(fit.mean(-1) + p - g), "The log density of an image is the sum over its pixels, not their mean."),
        (_log_mean(f + prior.mean(-1) - guess.mean(-1)), "The log density of a code is the sum over its code numbers, "
         "not their mean."),
        (_log_mean(ratio + fit.shape[-1] * math.log(size)), "The constant of p(x | z) is missing: log s + log(2π)/2 "
         "for each pixel."),
        (_log_mean(ratio + fit.shape[-1] * math.log(size / c.s)), "The constant of p(x | z) is not whole: "
         "log(2π)/2 for each pixel is missing."),
        (_log_mean(ratio + fit.shape[-1] * math.log(c.s)), "The constant of p(x | z) is not whole: log s for each "
         "pixel is missing."),
        (of(log_parts(c._replace(s=own))), "The noise of the pixels is not the s that came in: use the s that "
         "is passed in."),
        (of(half), "log_std is the logarithm of the standard deviation, not of the variance: no half."),
        (of(log_as_std), "log_std is a logarithm. The width is its exponential."),
        (ratio.exp().mean(dim=0), "The logarithm of the mean is missing."),
        (ratio.logsumexp(dim=0) / draws, "1/K stands inside the logarithm: it becomes minus log K outside."),
    ]  # fmt: skip


def _far(report: Report, answer: object, s: float) -> None:
    """Images so far from what is decoded that their densities are no float32."""

    def decode(z: Tensor) -> Tensor:
        return torch.tanh(z.sum(-1, keepdim=True)) * z.new_ones(2000)

    big = case(report.generator, s, 20, 3, 2000, 2)
    big = big._replace(eps=big.eps.repeat(2, 1, 1))  # each draw twice: the largest ratio alone is not the sum
    x, mean, log_std, eps = (part.detach().float() for part in (3 * big.x, big.mean, big.log_std, big.eps))
    c = Case(x.double(), mean.double(), log_std.double(), eps.double(), decode, s)
    lean = Case(x, mean, log_std, eps, decode, s)
    value = report.tensor(report.call(answer, *lean), "the answer", (3,), finite=False)
    report.must(
        "it is finite for images of 2,000 pixels",
        torch.isfinite(value).all(),
        "With 2,000 pixels your bound is infinite or NaN: the exponential of -20,000 is 0 on any machine. Let "
        "logsumexp take the exponential.",
    )
    report.close(
        "and right there",
        value,
        right(c),
        tol=FAR,
        hint="With 2,000 pixels your bound is finite, but wrong: something small was added, or something was cut off.",
    )

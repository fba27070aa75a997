"""Task 3: a VAE's loss in need of repair."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

from course.checks.report import Known, Report, Variant
from course.tasks.lesson_03.shared import given_draws, same_slope


def vae_loss(encoder, decoder, x, eps, s):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 3."""
    mean, log_var = encoder(x).chunk(2, dim=1)
    z = mean + log_var.exp() * eps
    error = (x - decoder(z.detach())).square().mean(dim=1)
    kl = (mean.square() + log_var.exp() - 1 - log_var).sum(dim=1) / 2
    return (error / (2 * s**2) + kl).mean()


def check(report: Report, answer: object, my: Variant) -> None:
    """A VAE that learns nothing"""
    report.untouched(answer, vae_loss)
    for s, (batch, pixels, codes) in ((my.noise, (7, 10, 3)), (1.3, (5, 6, 2))):
        _number(report, answer, s, my.noise, batch, pixels, codes)


def _number(report: Report, answer: object, s: float, own: float, batch: int, pixels: int, codes: int) -> None:
    encoder, decoder = _layer(report, pixels, 2 * codes), _layer(report, codes, pixels)
    x, eps = (torch.randn(batch, n, generator=report.generator) for n in (pixels, codes))
    loss = report.call(answer, encoder, decoder, x, eps, s)
    value = report.number(loss, "the loss")
    given_draws(report, value, report.number(report.call(answer, encoder, decoder, x, eps, s), "the loss"))
    report.close(
        f"with {pixels} pixels and the noise {s:g} the number is minus the ELBO",
        value,
        right(encoder, decoder, x, eps, s).item(),
        tol=1e-5,
        known=_wrong(encoder, decoder, x, eps, s, own),
        hint="Take one image of two pixels, one code number and eps = 1, and compute the code, the squared error and "
        "the KL by hand.",
    )
    report.must(
        "the loss has slopes",
        isinstance(loss, Tensor) and loss.requires_grad,
        "The loss has no slope: return the tensor itself, and compute nothing under no_grad.",
    )
    weights = [encoder.weight, decoder.weight]
    wanted = torch.autograd.grad(right(encoder, decoder, x, eps, s), weights)
    found = torch.autograd.grad(loss, weights, allow_unused=True)
    report.must(
        "the decoder learns from the error",
        same_slope(found[1], wanted[1]),
        "The decoder's slope is not that of the loss. Detach nothing that the decoder returns.",
    )
    report.must(
        "the encoder learns from the error and from the KL",
        same_slope(found[0], wanted[0]),
        "The number is right, but the encoder's slope is not: somewhere a detach or a no_grad cuts the way from the "
        "loss through z to the encoder.",
    )


def _layer(report: Report, d_in: int, d_out: int) -> nn.Linear:
    layer = nn.Linear(d_in, d_out)  # float32, as in the notebook
    with torch.no_grad():
        for part in layer.parameters():
            part.copy_(0.4 * torch.randn(part.shape, generator=report.generator))
    return layer


def right(encoder: nn.Module, decoder: nn.Module, x: Tensor, eps: Tensor, s: float) -> Tensor:
    """Minus the ELBO, but for a constant."""
    return loss_with(encoder, decoder, x, eps, s)


def loss_with(
    encoder: nn.Module,
    decoder: nn.Module,
    x: Tensor,
    eps: Tensor,
    s: float,
    *,
    std: Any = lambda v: (v / 2).exp(),
    pixels: Any = lambda e: e.sum(dim=1),
    kl: Any = lambda m, v: (m.square() + v.exp() - 1 - v).sum(dim=1) / 2,
    scale: Any = lambda s: 1 / (2 * s**2),
    whole: Any = lambda error, kl: (error + kl).mean(),
) -> Tensor:
    """The loss, with one part or several done in another way."""
    mean, log_var = encoder(x).chunk(2, dim=1)
    error = pixels((x - decoder(mean + std(log_var) * eps)).square())
    return whole(error * scale(s), kl(mean, log_var))


def _wrong(encoder: nn.Module, decoder: nn.Module, x: Tensor, eps: Tensor, s: float, own: float) -> Known:
    def number(**parts: Any) -> float:
        return loss_with(encoder, decoder, x, eps, s, **parts).item()

    variance: dict[str, Any] = {"std": lambda v: v.exp()}
    by_pixel: dict[str, Any] = {"pixels": lambda e: e.mean(dim=1)}
    hidden = (
        f"You average over the pixels, and the KL is a sum: here it weighs {x.shape[1]} times too much, as with a β of "
        f"{x.shape[1]}. The log-likelihood of an image is a sum over its pixels."
    )
    return [
        (number(**variance, **by_pixel), "Two mistakes are left in the number: what is multiplied by eps, and what is "
         "averaged?"),
        (number(**variance), "eps is multiplied by the variance. A draw is mean + standard deviation times eps."),
        (number(std=lambda v: v), "eps is multiplied by the log variance itself. It must become a standard deviation."),
        (number(std=lambda v: (v / 2)), "Half of the log variance is log t. t itself is its exponential."),
        (number(std=lambda v: (2 * v).exp()), "exp(2 v) is the square of the variance. The root of exp(v) is asked "
         "for."),
        (number(std=lambda v: 0 * v), "The draw is gone: you decode the mean. Then this is no bound (see 03.4)."),
        (number(**by_pixel), hidden),
        (
            number(**by_pixel, kl=lambda m, v: (m.square() + v.exp() - 1 - v).mean(dim=1) / 2),
            "Now both are means, over pixels and over code numbers, but of different counts. Both are sums.",
        ),
        (
            number(kl=lambda m, v: (m.square() + v.exp() - 1 - v).mean(dim=1) / 2),
            "The KL of a code is the sum over its code numbers, not their mean.",
        ),
        (
            number(kl=lambda m, v: (m.square() + (2 * v).exp() - 1 - 2 * v).sum(dim=1) / 2),
            "In the KL you read the second half as log t. Here it is the log variance: the KL was right.",
        ),
        (
            number(kl=lambda m, v: (m.square() + v.exp() - 1 + v).sum(dim=1) / 2),
            "The KL falls without end as the variance goes to 0: the sign of log_var was right.",
        ),
        (number(whole=lambda e, k: (e - k).mean()), "The KL is a price: minus the ELBO contains it with a plus."),
        (number(whole=lambda e, k: (e + k).sum()), "You summed over the batch. Take the mean over the images."),
        (number(whole=lambda e, k: e.sum() + k.mean()), "You summed the squared error over the batch, too. It is a "
         "sum over the pixels, and a mean over the images."),
        (number() + x.shape[1] * math.log(2 * math.pi * s**2) / 2, "The constant log(2πs²)/2 of each pixel is still "
         "in: leave it out, as the task says."),
        (number(scale=lambda s: 1 / (2 * own**2)), "The error is not divided by the s that came in: use the s that is "
         "passed in."),
        (number(whole=lambda e, k: (-e - k).mean()), "This is the ELBO. The loss is minus the ELBO."),
        (number(whole=lambda e, k: e.mean()), "The KL is missing: this is an autoencoder with noise."),
        (number(scale=lambda s: 1.0), "The division by the noise is missing: so that s² is 1/2 whatever you give."),
        (number(scale=lambda s: 1 / s**2), "The factor 1/2 of the Gaussian's exponent is missing."),
        (number(scale=lambda s: 1 / (2 * s)), "The error is divided by 2s². s is a standard deviation."),
    ]  # fmt: skip

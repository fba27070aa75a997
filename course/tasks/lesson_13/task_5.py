"""Task 5: a gradient penalty for images, in need of repair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from course.checks.report import Known, Report, Variant


def penalty(D, real, fake, weight):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 5."""
    share = torch.rand_like(real)
    mix = (share * real + (1 - share) * fake).detach().requires_grad_(True)
    slope = torch.autograd.grad(D(mix).sum(), mix)[0]
    return weight * (slope.norm(dim=1) - 1).square().mean()


class Critic(nn.Module):
    """A critic whose slope is known, ``strength * a * (mix + 2)``; it remembers what it has been shown.

    Images may come as one batch, one by one, or under ``torch.func.vmap``.
    """

    def __init__(self, a: Tensor, strength: float) -> None:
        super().__init__()
        self.a, self.strength = a, nn.Parameter(torch.tensor(strength, dtype=a.dtype))
        self.seen: list[Tensor] = []

    def forward(self, images: Tensor) -> Tensor:
        """Images (B, C, H, W) -> scores (B, 1)."""
        images = _Look.apply(images, self)
        return self.strength * (self.a * (images + 2) ** 2 / 2).flatten(1).sum(dim=1, keepdim=True)

    def shown(self, count: int) -> Tensor:
        """The last ``count`` images that it has been shown, (count, C, H, W), or fewer."""
        images = [part.reshape(-1, *self.a.shape) for part in self.seen]
        return torch.cat(images)[-count:] if images else torch.zeros(0)

    def slope(self, count: int) -> Tensor:
        """The slope at what was shown last, with the way back to strength."""
        return self.strength * self.a * (self.shown(count) + 2)


class _Look(torch.autograd.Function):
    """The images as they are, and a note of them: a vmapped call would else leave a tensor that nobody can read."""

    @staticmethod
    def forward(images: Tensor, critic: Critic) -> Tensor:
        """Note, and pass on."""
        critic.seen.append(images.detach().clone())
        return images.clone()

    @staticmethod
    def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
        """Nothing has to be kept."""

    @staticmethod
    def backward(ctx: Any, *slopes: Any) -> Any:
        """The slope as it is."""
        return slopes[0], None

    @staticmethod
    def vmap(info: Any, in_dims: Any, images: Tensor, critic: Critic) -> Any:
        """All images at once, the vmapped axis first."""
        return _Look.apply(images.movedim(in_dims[0], 0), critic), 0


def check(report: Report, answer: object, my: Variant) -> None:
    """A fine for the wrong offence"""
    report.untouched(answer, penalty)
    _mixes(report, answer)
    for strength, weight in ((0.02, 10.0), (0.6, 3.0)):  # slopes below one, and above
        D, real, fake = _game(report, (6, 3, 4, 5), strength)
        value = report.call(answer, D, real, fake, weight)
        wanted = weight * (D.slope(len(real)).flatten(1).norm(dim=1) - 1).square().mean()
        report.close(
            f"with the weight {weight:g} the fine is right",
            report.number(value, "the fine"),
            wanted.item(),
            tol=1e-4,  # float32, as in the notebook
            known=_wrong_fines(D.slope(len(real)).detach(), weight),
            hint="Give the critic one image and compute by hand: the norm over all its numbers, minus 1, squared. Then "
            "the mean over the images, times the weight.",
        )
        _slope(report, value, wanted, D)


def _game(report: Report, shape: tuple[int, ...], strength: float) -> tuple[Critic, Tensor, Tensor]:
    real, fake = (torch.rand(shape, generator=report.generator) + at for at in (1.0, -1.0))
    a = torch.rand(shape[1:], generator=report.generator) + 0.5
    return Critic(a, strength), real, fake


def _mixes(report: Report, answer: object) -> None:
    """Where the critic is asked for its slope."""
    D, real, fake = _game(report, (500, 2, 3, 3), 0.1)
    share, again = (_shares(report, answer, D, real, fake, report.seed + call) for call in (0, 1))
    middle = share.mean(dim=1)
    by_channel = share.view(500, 2, 9)
    whole = (by_channel - by_channel.mean(dim=2, keepdim=True)).abs().max() < 1e-5
    report.must(
        "the mix lies on the straight line between the two images",
        (share - middle[:, None]).abs().max() < 1e-5,
        "Each channel has a mixing weight of its own: the mix does not lie between the two images."
        if whole
        else "Each pixel has a mixing weight of its own. Such a picture lies somewhere in a box around the two, not on "
        "the line between them.",
    )
    report.must(
        "each pair of images draws its own mix",
        middle.std() > 1e-4,
        "All images have the same mixing weight. Each pair must draw its own, anew each time.",
    )
    report.must(
        "no mix lies beyond its two images",
        middle.min() >= -1e-6 and middle.max() <= 1 + 1e-6,
        f"The mixing weights reach from {middle.min().item():.2f} to {middle.max().item():.2f}: some mixes lie beyond "
        "their two images. Draw them uniformly between 0 and 1.",
    )
    report.must(
        "the mixes are spread evenly from one end to the other",  # of 500: mean within 0.05, spread 0.27 to 0.31
        abs(middle.mean() - 0.5) < 0.08 and 0.25 < middle.std() < 0.33,
        f"The mixing weights have the mean {middle.mean().item():.2f} and the spread {middle.std().item():.2f}. "
        "Uniform ones have 0.50 and 0.29.",
    )
    report.must(
        "each call draws other mixes",
        (share - again).abs().max() > 1e-4,
        "The mixing weights are the same in every call. Draw them, and set no seed inside the function.",
    )


def _shares(report: Report, answer: object, D: Critic, real: Tensor, fake: Tensor, seed: int) -> Tensor:
    """Each pixel's mixing weight in one call, (B, C H W)."""
    torch.manual_seed(seed)
    D.seen.clear()
    report.call(answer, D, real, fake, 10.0)
    says = "it asks at mixes of a real and a generated image"
    hint = "Show the critic as many mixes as there are pairs, each of the shape of an image."
    mixes = D.shown(len(real))
    report.must(says, mixes.shape == real.shape, hint)
    return ((mixes - fake) / (real - fake)).flatten(1)


def _wrong_fines(slope: Tensor, weight: float) -> Known:
    """What other norms and other means would give; slope (B, C, H, W)."""
    norm = slope.flatten(1).norm(dim=1)

    def fine(norms: Tensor, of: Callable[[Tensor], Tensor] = torch.square) -> float:
        return weight * of(norms - 1).mean().item()

    per_pixel = "so you ask each pixel, row or channel for a slope of one. An image has one slope, of all its numbers."
    return [
        (fine(slope.norm(dim=1)), "The norm is taken over the channels only, " + per_pixel),
        (fine(slope.norm(dim=(2, 3))), "The norm is taken over the pixels of one channel, " + per_pixel),
        (fine(slope.norm(dim=-1)), "The norm is taken along one row of pixels only, " + per_pixel),
        (fine(slope.flatten(1).norm(dim=0)), "This norm runs over the batch: dimension 0 holds different images."),
        (fine(slope.norm()), "This is one norm for the whole batch. Each image has its own."),
        (fine(norm / len(slope)), "Your slopes are too small by the factor B: take the slope of the sum of the scores, "
         "not of their mean."),
        (fine(norm.mean()), "You took the mean of the norms first. Each image pays for its own slope: square first."),
        (fine(norm.square()), "You squared the norm before you subtracted 1: the root is missing."),
        (fine(slope.abs().flatten(1).sum(dim=1)), "You added up absolute values. The norm is the root of the sum of "
         "squares."),
        (fine(norm, torch.abs), "The fine is squared: (norm - 1)²."),
        (weight * (norm - 1).relu().square().mean().item(), "This is the one-sided fine, for slopes above one only. "
         "Here slopes below one pay, too."),
        (fine(norm + 1), "The 1 is missing: slopes are wanted to be one, not zero."),
        (weight * (norm - 1).square().sum().item(), "You summed over the batch. Take the mean over the images."),
        ((norm - 1).square().mean().item(), "The weight is missing."),
        (10 * (norm - 1).square().mean().item(), "The weight is written into your function as 10. Use the argument."),
        (-fine(norm), "A fine is added to the critic's loss: it must not be negative."),
    ]  # fmt: skip


def _slope(report: Report, value: object, wanted: Tensor, D: Critic) -> None:
    report.must(
        "the critic feels the fine",
        isinstance(value, Tensor) and value.requires_grad,
        "The fine has no slope in the critic's weights: the critic pays, and never learns why. autograd.grad throws "
        "the way back away unless you ask it to keep it.",
    )
    assert isinstance(value, Tensor)
    mine, right = (torch.autograd.grad(one, D.strength, allow_unused=True)[0] for one in (value, wanted))
    report.must(
        "its slope in the critic's weights is right",
        mine is not None and torch.allclose(mine, right, rtol=1e-4, atol=1e-5),
        "The fine's value is right, its slope in the critic's weights is not. Is a part of it detached?",
    )

"""Task 3: standardising by the training images."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def standardise(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    """The broken program of 02.3: (N, P), (M, P) -> the same shapes."""
    mean = (train.sum(dim=0) + test.sum(dim=0)) / (len(train) + len(test))
    train = (train - mean) / train.std(dim=1, keepdim=True)
    test = (test - test.mean(dim=0)) / test.std(dim=1, keepdim=True)
    return train, test


def check(report: Report, answer: object, my: Variant) -> None:
    """Three mistakes and a trap"""
    report.untouched(answer, standardise)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, standardise, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    g = report.generator
    scale = torch.tensor([0.2, 1.0, 3.0, 0.5, 1.5, 0.1], dtype=torch.float64)
    train = scale * torch.randn(40, 6, generator=g, dtype=torch.float64) + torch.arange(6)
    test = scale * torch.randn(15, 6, generator=g, dtype=torch.float64) + torch.arange(6) + 0.5
    given = train.clone(), test.clone()
    a, b = _two(report, answer, *given)
    a, b = a.clone(), b.clone()
    other, _ = _two(report, answer, train.clone(), test * 3 + 1)
    report.that(
        "the training result does not depend on the test set",
        torch.allclose(a, other),
        "Other test images changed the training result: a statistic is still computed from both sets.",
    )
    _, few = _two(report, answer, train.clone(), test[:4].clone())
    report.that(
        "a test image's result does not depend on the other test images",
        torch.allclose(b[:4], few, equal_nan=True),
        "Four test images alone came out otherwise than among fifteen: the test set still brings its own statistics.",
    )
    mean, std = train.mean(dim=0), train.std(dim=0)
    by_image = (
        "You divide each image by its own spread: dim=1 runs along one image. "
        "A faint image then looks as strong as a bold one."
    )
    centred = report.close(
        "each pixel has mean 0 over the training images",
        a.mean(dim=0),
        torch.zeros(6),
        tol=1e-4,
        known=[(((train - mean) / train.std(dim=1, keepdim=True)).mean(dim=0), by_image)],
        hint="In training a pixel's mean is not 0. Which images belong into the mean, and over which axis does it run?",
    )
    own = std / a.std(dim=0)  # what the answer divides by, pixel by pixel
    besides = "Something besides the spread is in the divisor: a pixel that varies little comes out too faint."
    # 3 % leaves room for both conventions, n and n - 1 in the divisor: with 40 images they differ by 1.3 %.
    spread = report.close(
        "each pixel has spread 1 over the training images",
        a.std(dim=0),
        torch.ones(6),
        tol=0.03,
        known=[
            (std / train.std(), "One number divides all pixels: a pixel that varies little stays small."),
            (std / (train - mean).std(), "One number divides all pixels: a pixel that varies little stays small."),
            (1 / std, "You divided by the variance; the spread is its square root."),
            (std, "The mean is taken off, but nothing is divided."),
            (std / (std + (own - std).median()), besides),
            (std / std.clamp(min=own.min().item()), besides),
        ],
        hint="Over the training images a pixel's spread is not 1. Over which axis must the standard deviation run?",
    )
    upright = report.that(
        "bright stays bright: no sign is turned",
        ((a * (train - mean)).sum(dim=0) > 0).all(),
        "Bright pixels came out negative: the sign of the difference is turned.",
    )
    if centred and spread and upright:
        report.close(
            "each training image gets its own values",
            a,
            (train - mean) / std,
            tol=0.1,
            hint="Mean and spread are right, but not the single values. Follow one training image's value by hand.",
        )
    scaled = "When the test images' turn came, train was already scaled: keep its mean and its std first."
    report.close(
        "the test images go through the same map",
        b,
        (test - mean) / std,
        tol=0.1,
        known=[(test - mean, scaled), (test, scaled)],
        hint="The same map means: for the test images, too, subtract the training mean and divide by the training std.",
    )
    _constant(report, answer, train, test)
    report.unchanged(
        given,
        (train, test),
        "Your function changed the images it was given (`-=` and `/=` work in place): a second call would go wrong.",
    )


def _two(report: Report, answer: object, train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    result = report.call(answer, train, test)
    fits = isinstance(result, (tuple, list)) and len(result) == 2
    if not fits:
        report.must("it returns two tensors", False, "Return both parts: `return train, test`.")
    parts = []
    for part, given, name in ((result[0], train, "the training part"), (result[1], test, "the test part")):
        x = report.tensor(part, name, finite=False)
        lost = x.ndim == 2 and len(x) == len(given) and x.shape[1] < given.shape[1]
        why = "Keep every pixel, also those that never change." if lost else "Are the parts exchanged?"
        shapes = f"{name.capitalize()} has shape {tuple(x.shape)}; {tuple(given.shape)} went in. "
        report.need(f"{name} keeps its shape", x.shape == given.shape, shapes + why)
        parts.append(x)
    return parts[0], parts[1]


def _constant(report: Report, answer: object, train: Tensor, test: Tensor) -> None:
    """A pixel that never changes in training, as the corners of handwritten digits."""
    corner = torch.full((len(train), 1), -1.0, dtype=torch.float64)
    seen = torch.full((len(test), 1), -1.0, dtype=torch.float64)
    seen[0] = 0.5  # one test image has ink there
    a, b = _two(report, answer, torch.cat([train, corner], dim=1), torch.cat([test, seen], dim=1))
    report.that(
        "a pixel that never changes gives no NaN and no infinity",
        torch.isfinite(a).all() and torch.isfinite(b).all(),
        "A pixel that is the same in every training image has spread 0, and 0 / 0 is NaN. Digits have such corners.",
    )
    at = b[0, 6].item()
    report.that(
        "in the training images such a pixel becomes 0",
        a[:, 6].abs().max() < 1e-6,
        "A pixel that never changes should still lose its mean.",
    )
    report.that(
        "in a test image such a pixel is only shifted: ink 1.5 above the ground gives 1.5",
        abs(at - 1.5) < 1e-6,
        f"Ink on an always dark pixel became {at:.4g} instead of 1.5: a tiny divisor blows up what training never saw."
        if abs(at) > 2 or not math.isfinite(at)
        else f"Ink on an always dark pixel became {at:.4g} instead of 1.5: such a pixel is to be divided by 1.",
    )

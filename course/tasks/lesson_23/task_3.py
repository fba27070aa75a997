"""Task 3: the projection."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def score(phi: Tensor, y: Tensor, V: Tensor, w: Tensor, b: Tensor) -> Tensor:
    """v_y . phi + w . phi + b: features (B, d), labels (B,), V (k, d), w (d,), b a number; (B, 1)."""
    return (V[y] * phi).sum(1, keepdim=True) + (phi @ w)[:, None] + b  # (B, 1)


def check(report: Report, answer: object, my: Variant) -> None:
    """The projection"""
    report.if_error("must match the size", "Pick the row of V for each picture first: V[y] has the shape of phi.")
    for n, d, k in ((6, 5, 4), (3, 3, 3), (1, 8, 2)):
        phi, V, w = (torch.randn(*s, generator=report.generator) for s in ((n, d), (k, d), (d,)))
        b = torch.randn((), generator=report.generator) + 2
        y = torch.randint(k, (n,), generator=report.generator)
        kept = [one.clone() for one in (phi, y, V, w, b)]
        made = report.tensor(report.call(answer, phi, y, V, w, b), "the score")
        hint = f"For {n} pictures the shape is {tuple(made.shape)}, but ({n}, 1) is wanted."
        if tuple(made.shape) == (n, n):
            hint += f" ({n}, 1) plus ({n},) becomes ({n}, {n}): give phi @ w a second axis, [:, None]."
        elif tuple(made.shape) == (n, d):
            hint += " An inner product is a sum: add up the d products of each picture."
        elif tuple(made.shape) == (n, k):
            hint += " A matrix product of all pictures with all labels? Each picture has one label."
        report.must("one score a picture, (B, 1)", tuple(made.shape) == (n, 1), hint)
        inner, rest = (kept[2][kept[1]] * kept[0]).sum(1, keepdim=True), (kept[0] @ kept[3])[:, None]
        report.close(
            "the score is v_y . phi + w . phi + b",
            made,
            score(*kept),
            tol=1e-4,
            known=[
                (inner, "The part without the label is missing: w . phi + b."),
                (inner + b, "w . phi is missing: a score that sees the features and no label."),
                (inner + rest, "b is missing."),
                (rest + b, "The part with the label is missing: v_y . phi."),
                (inner / d + rest + b, "An inner product is a sum over the features, not a mean."),
            ],
            hint="Row y of V times phi, summed over the d features; plus w . phi; plus b.",
        )
        report.unchanged([phi, y, V, w, b], kept, "Your function changes what it was given. Make new tensors.")

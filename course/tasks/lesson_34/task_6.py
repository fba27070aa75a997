"""Task 6: a direction that changes one thing and leaves another."""

from __future__ import annotations

from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

from course import trained
from course.checks.report import Report, Variant

STILL = 0.1  # how far the other quantity may move at most, in standard deviations


@cache
def generator() -> torch.nn.Module:
    """The course's letters."""
    return trained.load("letters_16")


def draw(z: Tensor, labels: Tensor) -> Tensor:
    """Codes (N, 32) and letters (N,) -> pictures (N, 1, 16, 16)."""
    return generator()(torch.cat([z, F.one_hot(labels, 26).float()], 1))


def quantity(name: str, x: Tensor) -> Tensor:
    """One number a picture, (N,): "ink", the mean brightness; "width" and "height", how far the ink spreads."""
    ink = (x[:, 0] + 1) / 2  # (N, 16, 16)
    if name == "ink":
        return ink.mean((1, 2))
    line = torch.arange(16.0)
    share = ink.sum(1 if name == "width" else 2) / ink.sum((1, 2))[:, None]  # (N, 16)
    centre = (share * line).sum(1, keepdim=True)
    return (share * (line - centre) ** 2).sum(1).sqrt()


def change(name: str, w: Tensor, z: Tensor, labels: Tensor) -> float:
    """By how many standard deviations (of fresh codes of one letter) the quantity changes for a step along w."""
    with torch.no_grad():
        at = quantity(name, draw(z, labels))
        spread = torch.stack([at[labels == k].var() for k in range(26)]).mean().sqrt()
        up, down = quantity(name, draw(z + w, labels)), quantity(name, draw(z - w, labels))
    return ((up - down).mean() / (2 * spread)).item()


def solution(my: Variant, n: int = 5200, seed: int = 0) -> Tensor:
    """A fit of both quantities on random codes, and the one without the other, (32,)."""
    g = torch.Generator().manual_seed(seed)
    z, labels = torch.randn(n, 32, generator=g), torch.arange(n) % 26
    with torch.no_grad():
        x = draw(z, labels)
    y = torch.stack([quantity(name, x) for name in (my.up, my.still)], 1)
    w, other = torch.linalg.lstsq(z - z.mean(0), y - y.mean(0)).solution.T
    return F.normalize(w - (w @ other) / (other @ other) * other, dim=0)


def check(report: Report, answer: object, my: Variant) -> None:
    """A direction of your own"""
    shape = tuple(getattr(answer, "shape", ()))
    report.need(
        "it is a direction of codes",
        shape != (58,),
        "This has 58 numbers, those of the letter among them. The code is the first 32.",
    )
    w = report.tensor(answer, "the direction", (32,)).detach().float()
    length = w.norm().item()
    report.must("it is one long", abs(length - 1) < 1e-3,
                f"Its length is {length:.3g}: divide by it, so that steps can be compared.")  # fmt: skip
    g = torch.Generator().manual_seed(1000 + report.seed)
    z, labels = torch.randn(1300, 32, generator=g), torch.arange(1300) % 26
    up, still = (change(name, w, z, labels) for name in (my.up, my.still))
    if up < -0.2:
        hint = f"Along it {my.up} *falls* ({up:.2f} for a step). Turn it around."
    elif abs(up) < 0.25:
        hint = f"A step changes {my.up} by {up:.2f} only, about what a random direction does. Fit {my.up} on many "
        hint += "random codes."
    else:
        hint = f"A step changes {my.up} by {up:.2f}; {my.least} is wanted. More codes for the fit? Only what "
        hint += f"points along {my.still} is to be taken away."
    report.that(f"{my.up} grows by {my.least} or more", up >= my.least, hint)
    hint = f"A step also changes {my.still}, by {still:.2f}; {STILL} is the most. "
    if abs(still) > 0.3:
        hint += f"Nothing, or far too little, was taken away. Fit {my.still}, too, and remove its direction v as in "
        hint += "(34.5): (u @ v) / (v @ v) times v; without the division hardly anything goes."
    else:
        hint += "Is the direction that you take away divided by its square length, and fitted on many codes?"
    report.that(f"{my.still} stays within {STILL}", abs(still) <= STILL, hint)

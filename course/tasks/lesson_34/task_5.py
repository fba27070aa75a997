"""Task 5: integrated gradients, whose parts add up."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from course.checks.report import Report, Variant


def integrated(D: nn.Module, x: Tensor, base: Tensor, parts: int = 100) -> Tensor:
    """The way from base to x times the mean slope along it, in the shape of x."""
    total = torch.zeros_like(x)
    for k in range(parts):
        point = (base + (k + 0.5) / parts * (x - base)).detach().requires_grad_(True)
        total = total + torch.autograd.grad(D(point).sum(), point)[0]
    return (x - base) * total / parts


class Cubic(nn.Module):
    """Scores (B, 1) of pictures (B, 1, H, W): the sum of w x³, for which the integral is known: w (x³ - b³)."""

    def __init__(self, w: Tensor) -> None:
        super().__init__()
        self.w = nn.Parameter(w)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 1, H, W) -> (B, 1)."""
        return (self.w.to(x.dtype) * x**3).sum((1, 2, 3))[:, None]


def slips(w: Tensor, x: Tensor, b: Tensor, parts: int) -> list[tuple[Tensor, str]]:
    """What people really get for the cubic score, each with its hint."""
    mean = w * (x * x + x * b + b * b)  # of the slope 3 w x² along the way
    right = (x - b) * mean
    return [
        (3 * w * x**2 * (x - b), "This takes the slope at the end of the way only. Take its mean along the way."),
        (3 * w * x**2 * x, "This is slope times input, at x alone. Where is the way from the base?"),
        (3 * w * b**2 * (x - b), "This takes the slope at the base only. Take its mean along the way."),
        (3 * w * ((x + b) / 2) ** 2 * (x - b), "One point in the middle of the way is not its mean."),
        (mean, "This is the mean slope. Times the way, x - base, it becomes a part of the score."),
        (mean * x, "Times x: but the way begins at the base. Times x - base."),
        (right.abs(), "The signs are lost: some pixels lower the score, and the parts must add up."),
        (-right, "The sign is turned: from the base to x."),
        (right * parts, "This is the sum over the points of the way. Divide by their number."),
        (right / len(x), "Each picture's slope is too small by the size of the batch: sum the scores, no mean."),
        (w * x**3, "The way began at 0, not at the base."),
    ]


def check(report: Report, answer: object, my: Variant) -> None:
    """Parts that add up"""
    report.if_error("implicitly created only for scalar", "grad needs one number: the sum of all scores of the batch.")
    report.if_error("not have been used in the graph", "The slope is taken in a picture that D has not seen.")
    report.if_error("does not require grad", "The point on the way must ask for a slope: requires_grad_(True).")
    n, parts = 4, 200
    g = report.generator
    w, x, b = (torch.randn(n, 1, 3, 4, generator=g) for _ in range(3))
    w, b = w[:1], 0.5 * b
    kept = [x.clone(), b.clone()]
    D = Cubic(w)
    found = report.tensor(report.call(answer, D, x, b, parts), "the map", (n, 1, 3, 4)).detach()
    wanted = w * (kept[0] ** 3 - kept[1] ** 3)
    hint = "For each k: the slope at base + (k + ½)/parts · (x - base). Their mean, times x - base."
    report.close("for a cubic score each pixel's part is known", found, wanted, tol=0.03,
                 known=slips(w, kept[0], kept[1], parts), hint=hint)  # fmt: skip
    end, base = (one.clone() for one in kept)
    way = end - base
    two = [way * 3 * w * ((base + i * way) ** 2 + (base + k * way) ** 2) / 2
           for i, k in ((0.25, 0.75), (0, 0.5), (0.5, 1), (0, 1))]  # fmt: skip
    report.close(
        "with two parts: the slopes at a quarter and at three quarters",
        report.tensor(report.call(answer, D, end, base, 2), "the map", (n, 1, 3, 4)).detach(),
        two[0],
        tol=1e-4,
        known=[
            (two[1], "These are the left ends of the pieces. Take their middles: (k + ½)/parts."),
            (two[2], "These are the right ends of the pieces. Take their middles: (k + ½)/parts."),
            (two[3], "These are the two ends of the way. Take the middles of equal pieces: (k + ½)/parts."),
        ],
        hint="Take exactly `parts` points, each in the middle of its piece: the shares of the way are (k + ½)/parts.",
    )
    report.unchanged([x, b], kept, "Your function changes the pictures that it was given.")
    report.that(
        "D's weights hold no slopes afterwards",
        D.w.grad is None or not D.w.grad.any(),
        "backward() leaves slopes in D's weights, where the next training step would find them. torch.autograd.grad "
        "takes the slope in x alone.",
    )
    report.that(
        "D can still be trained afterwards",
        D.w.requires_grad,
        "Your function froze D's weights for good: the next training step would find nothing to change. "
        "torch.autograd.grad takes the slope in x alone, and D may stay as it is.",
    )
    torch.manual_seed(report.seed)
    net = nn.Sequential(nn.Flatten(), nn.Linear(12, 8), nn.Tanh(), nn.Linear(8, 1))
    found = report.tensor(report.call(answer, net, x, b, parts), "the map", (n, 1, 3, 4)).detach()
    with torch.no_grad():
        gap = (net(x) - net(b))[:, 0]
    report.close(
        "for a network the parts add up to D(x) - D(base)",
        found.sum((1, 2, 3)),
        gap,
        tol=0.02,
        hint="(Completeness.) " + hint,
    )
    report.close(
        "from a picture to itself: nothing",
        report.tensor(report.call(answer, net, x, x.clone(), parts), "the map", (n, 1, 3, 4)).detach(),
        torch.zeros_like(x),
        tol=1e-5,
        hint="With x as its own base there is no way, so no part.",
    )

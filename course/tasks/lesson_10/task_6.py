"""Task 6: a divergence between a bag and itself."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from course import models, training
from course.checks.report import Report, Variant

APART = 0.3370  # the Jensen-Shannon divergence of two Gaussians of standard deviation 1 whose means differ by 2
FAR = 20.0  # where the distant bag lies


def divergence(draw_p, draw_q, n, seed=0):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 6."""
    torch.manual_seed(seed)
    real, fake = draw_p(n), draw_q(n)  # (n, 1), (n, 1)
    D = models.mlp(1, 1, (32, 32))
    opt = torch.optim.Adam(D.parameters(), lr=0.01)
    for _ in range(300):
        training.update(opt, F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean())
    with torch.no_grad():
        V = -F.softplus(-D(real)).mean() - F.softplus(D(fake)).mean()
    return abs(V.item() + math.log(4))


class Bag:
    """Gaussian numbers around ``mean``, after the first ``change`` of them around ``later``. It notes the draws."""

    def __init__(self, mean: float, change: int = 0, later: float | None = None) -> None:
        self.mean, self.change, self.later = mean, change, mean if later is None else later
        self.sizes: list[int] = []

    def __call__(self, k: int) -> Tensor:
        """(k, 1) new numbers."""
        place = torch.arange(k)[:, None] + sum(self.sizes)  # (k, 1)
        self.sizes.append(k)
        return torch.where(place < self.change, self.mean, self.later) + torch.randn(k, 1)


def check(report: Report, answer: object, my: Variant) -> None:
    """Two bags that are one"""
    report.untouched(answer, divergence)

    def told(p: Bag, q: Bag, n: int) -> float:
        return report.number(report.call(answer, p, q, n, report.seed + 1), "the report")

    p, q, n = Bag(0.0), Bag(FAR), 3 * my.numbers
    distant = told(p, q, n)
    _draws(report, p.sizes, q.sizes, n)
    most = math.log(2)
    report.close(
        "two distant bags report log 2",
        distant,
        most,
        tol=0.02,  # measured: 0.693 for 20 seeds
        known=[
            (2 * most, "Two distant bags report 1.386. log 4 + V is *twice* the divergence."),
            (most / 2, "V is 0 here, so the report is what you add, halved: it should be log 4."),
            (-most, "The sign is turned: a D that is always right reports the largest divergence."),
            (1.0, "This is in bits, or adds log 4 to base 2. The payments are natural logarithms."),
            (0.0, "V is 0 for a D that is always right. What does (10.7) add to it?"),
        ],
        hint="D is always right here, so V is 0. Solve (10.7) for JS, and put V = 0 in.",
    )
    # Now one bag changes after the training: its new numbers lie where D expects the other bag. Measured: below -4.
    fooled = told(Bag(0.0, n, FAR), Bag(FAR), n), told(Bag(0.0), Bag(FAR, n, 0.0), n)
    report.must("new numbers that D takes for the other bag cost it much", max(fooled) < -1, _hint_of_new(fooled))
    report.that(
        "the seed decides all draws",
        torch.initial_seed() == report.seed + 1,
        "The argument seed does nothing: two calls with one seed would report different numbers.",
    )
    report.close(
        "two bags of known divergence: it is found",
        told(Bag(2.0), Bag(0.0), 500),
        APART,
        tol=0.04,  # measured over 20 seeds: 0.320 to 0.344
        known=[
            (2 * APART - most, "Both log 4 and V are halved: with your halving only distant bags come out right."),
            (APART / 2 + most / 2, "V is halved once too often: only distant bags, where it is 0, come out right."),
        ],
        hint="D learns from 500 numbers of each bag in 300 steps, as before. What else has changed in the program?",
    )
    report.that(
        "one bag taken twice, few numbers: the report is negative",
        told(Bag(0.0), Bag(0.0), my.numbers) < -0.03,  # measured over 20 seeds, 16 to 24 numbers: below -0.17
        "This D has not learned its few numbers by heart, as D does here in 300 steps. Leave the training as it was.",
    )


def _draws(report: Report, of_p: list[int], of_q: list[int], n: int) -> None:
    """Which numbers D was judged with."""
    fresh = [sum(sizes) - n for sizes in (of_p, of_q)]
    report.must(
        "D learns from the first numbers of each bag",
        min(fresh) >= 0 and max(len(of_p), len(of_q)) <= 30,
        "D shall learn from n numbers of each bag, drawn once before the training. New ones are for the judgement.",
    )
    report.must(
        "new numbers are drawn for the judgement",
        max(fresh) > 0,
        "D is judged with the numbers that it has learned by heart. Show it new ones.",
    )
    report.must(
        "new numbers from both bags",
        min(fresh) > 0,
        "Only one bag gave new numbers. D knows the other one's by heart, too.",
    )
    report.must(
        "there are enough of them",
        min(fresh) >= 1000,
        f"{min(fresh)} new numbers make a noisy judgement. Draw 5,000 from each bag.",
    )


def _hint_of_new(fooled: tuple[float, float]) -> str:
    """Why the report stays high when the new numbers of p, or of q, lie where D expects the other bag."""
    if 0.0 in fooled:
        return "The negative report was cut off at 0. Return it: it tells that D is worse than no opinion at all."
    if max(fooled) > 1:
        return "A D that is wrong reports more than log 2: its sign is lost. Is there an abs, or a minus before V?"
    if max(map(abs, fooled)) < 0.4:  # it learned from the changed numbers that it cannot tell
        return (
            "This D has learned from other numbers than the first n of each bag. New ones are for the judgement only."
        )
    if min(fooled) > 0:
        return (
            "V is computed on the numbers that D has learned from. New ones are drawn: judge with those, in both terms."
        )
    bag = "p" if fooled[0] > 0 else "q"
    return (
        f"The new numbers of {bag} are drawn, but D is judged with the old ones there. Use the new ones in both terms."
    )

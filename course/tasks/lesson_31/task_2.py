"""Task 2: precision and recall."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.lesson_31.balls import answers, clouds, column, gaps, inside, radius, share, table

Pair = tuple[float, float]
Within = Callable[[Tensor, Tensor, int], Tensor]


def pair(within: Within, axis: int = 1) -> Callable[[Tensor, Tensor, int], Pair]:
    """Both shares, from which of the points lie in which ball."""

    def shares(real: Tensor, fake: Tensor, k: int) -> Pair:
        precise, recalled = within(fake, real, k), within(real, fake, k)
        return share(precise.any(dim=axis)), share(recalled.any(dim=axis))

    return shares


right = pair(inside)


def swapped(real: Tensor, fake: Tensor, k: int) -> Pair:
    """Recall first."""
    precision, recall = right(real, fake, k)
    return recall, precision


def own_balls(real: Tensor, fake: Tensor, k: int) -> Pair:
    """Whether a sample's own ball holds one of the others."""
    return share(inside(real, fake, k).any(dim=0)), share(inside(fake, real, k).any(dim=0))


def pairs(real: Tensor, fake: Tensor, k: int) -> Pair:
    """The share of all pairs."""
    return share(inside(fake, real, k)), share(inside(real, fake, k))


def nearest_only(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """Whether the points lie in the ball of the nearest centre, (A, 1)."""
    distance, which = gaps(points, centres).min(dim=1)
    return (distance <= radius(centres, k)[which])[:, None]


def opened(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """Open balls."""
    return gaps(points, centres) < radius(centres, k)


def no_twins(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """Every distance of 0 is left out, not only that of a sample to itself."""
    apart = gaps(centres, centres)
    apart[apart == 0] = torch.inf
    return gaps(points, centres) <= apart.sort(dim=1).values[:, k - 1]


def widest(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """One radius, the largest."""
    return gaps(points, centres) <= radius(centres, k).max()


def typical(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """One radius, the mean."""
    return gaps(points, centres) <= radius(centres, k).mean()


def across(points: Tensor, centres: Tensor, k: int) -> Tensor:
    """Radii that reach to the k-th nearest of the other set."""
    return gaps(points, centres) <= gaps(centres, points).sort(dim=1).values[:, k - 1]


KNOWN: list[tuple[Callable[[Tensor, Tensor, int], Pair], str]] = [
    (swapped, "Precision comes first, then recall: yours come the other way round."),
    (pair(lambda p, c, k: inside(p, c, k - 1)), "Each sample is its own nearest one, at distance 0. It does not count, "
     "so your balls end at neighbour k - 1."),
    (pair(lambda p, c, k: inside(p, c, k + 1)), "Your balls reach one neighbour too far. Itself left out, the k-th has "
     "the position k - 1; with itself, k."),
    (pair(inside, axis=0), "The wrong axis: you ask of each ball whether anything lies in it. Ask of each sample "
     "whether it lies in any ball."),
    (own_balls, "You ask whether a sample's own ball holds one of the other set. Ask whether the sample lies in a ball "
     "of the other set."),
    (pairs, "This is the share of all pairs. A sample counts once if it lies in any ball."),
    (pair(nearest_only), "A sample may lie outside the ball of its nearest centre, and inside another one: try all "
     "balls."),
    (pair(widest), "One radius for all balls: the largest one. Each sample has its own."),
    (pair(typical), "One radius for all balls: a mean. Each sample has its own."),
    (pair(across), "The radius goes to the k-th nearest of the other set. It belongs to the centre's own set."),
    (pair(lambda p, c, k: inside(p, c, 3)), "You always take k = 3. Take the k that is given."),
]  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """Precision and recall"""
    names = "precision", "recall"
    cases = clouds(report.generator, (40, 30, 2), (23, 36, 1), (31, 24, 5), (35, 45, 4))
    found, wanted = answers(report, answer, cases, *names), table(right, cases)
    slips = [(table(slip, cases), hint) for slip, hint in KNOWN]
    asks = {"precision": "drawn samples in any ball of the real ones", "recall": "real samples in any drawn one's ball"}
    for at, name in enumerate(names):
        report.close(
            f"{name} is the share of the {asks[name]}",
            found[:, at],
            wanted[:, at],
            tol=1e-4,
            known=[(slip[:, at], hint) for slip, hint in slips],
            hint=f"{name.capitalize()}: the share of {asks[name]}. A table of distances between the sets, a row of "
            "radii beside it, any, mean.",
        )
    a, b = column(0, 2, 7, 9), column(4, 5, 12, 20, 26)  # 4 and 5 lie just on balls of a
    touching = [(a, b, 1), (b, a, 1)]
    report.close(
        "balls are closed",
        answers(report, answer, touching, *names),
        table(right, touching),
        tol=1e-4,
        known=[(table(pair(opened), touching), "A sample that lies just on the ball counts, too: <= and not <.")],
        hint="Real 0, 2, 7, 9 on a line, drawn 4, 5, 12, 20, 26, k = 1: the precision is 0.4.",
    )
    twins = [(column(0, 1, 5, 6, 20), column(0, 0, 0, 6, 6, 6), 2), (column(3, 3, 8, 9, 9, 9), column(3, 4, 9, 11), 2)]
    report.close(
        "equal samples are neighbours at distance 0",
        answers(report, answer, twins, *names),
        table(right, twins),
        tol=1e-4,
        known=[(table(pair(no_twins), twins), "You leave out every distance of 0. Leave out the sample itself only: "
                "a twin is a neighbour.")],
        hint="Drawn three times 0 and three times 6, k = 2: these balls are points, and hold a real 0 and a real 6.",
    )  # fmt: skip

"""Task 5: a test for copies."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import is_nan


def nearest(points: Tensor, known: Tensor) -> Tensor:
    """The distance of each point to the nearest known one, (A,)."""
    return torch.cdist(points, known, compute_mode="donot_use_mm_for_euclid_dist").min(dim=1).values


def score(drawn: Tensor, held: Tensor) -> float:
    """(31.11), from the distances (m,) and (n,)."""
    m, n = len(drawn), len(held)
    above = (drawn[:, None] > held).sum().item()
    return (above - m * n / 2) / math.sqrt(m * n * (m + n + 1) / 12)


def right(train: Tensor, held_out: Tensor, drawn: Tensor) -> float:
    """The score of the copying test."""
    return score(nearest(drawn, train), nearest(held_out, train))


def slips(train: Tensor, held_out: Tensor, drawn: Tensor) -> list[tuple[float, str]]:
    """What people really get, each with its hint."""
    a, b = nearest(drawn, train), nearest(held_out, train)
    m, n = len(a), len(b)
    z, deviation = score(a, b), math.sqrt(m * n * (m + n + 1) / 12)
    above, mean = z * deviation + m * n / 2, torch.cat([a, b])
    ranks = mean.argsort().argsort()[:m].sum().item()  # from 0
    welch = (a.mean() - b.mean()) / (a.var() / m + b.var() / n).sqrt()
    far = [torch.cdist(x, train).mean(dim=1) for x in (drawn, held_out)]
    turned = [nearest(train, x) for x in (drawn, held_out)]
    return [
        (-z, "The sign is turned: U counts the pairs in which the drawn one is further, so copies make z negative."),
        (score(nearest(drawn, held_out), b), "The drawn samples' distances go to the held-out ones. Both kinds are "
         "measured to the training samples."),
        (score(nearest(drawn, held_out), nearest(train, held_out)), "Training and held-out samples are exchanged."),
        (score(*far), "You took the mean distance to all training samples. Take that to the nearest."),
        (score(*turned), "The minimum runs over the wrong axis: for each training sample the nearest drawn one. For "
         "each drawn sample find the nearest training one."),
        (welch.item(), "These are means divided by a standard error. (31.11) counts pairs, so that one far sample "
         "cannot decide."),
        ((a.mean() - b.mean()).item(), "This is a difference of means. Count pairs: U."),
        (above, "This is U. Subtract mn/2, and divide by the deviation."),
        (above / (m * n), "This is U as a share of the pairs. Subtract one half, and divide by the deviation."),
        (above - m * n / 2, "The deviation is missing: divide by the root of mn(m + n + 1)/12."),
        (z / deviation, "You divide by the variance. Divide by its root."),
        (z * deviation / math.sqrt(m * n * (m + n) / 12), "The 1 is missing in m + n + 1."),
        (z / math.sqrt(12), "The 12 is missing in the variance."),
        ((ranks + m - n * (n + 1) / 2 - m * n / 2) / deviation, "From the ranks of the drawn ones subtract "
         "m(m + 1)/2, with their own number."),
        ((ranks - m * (m + 1) / 2 - m * n / 2) / deviation, "Your ranks begin at 0, and the formula takes ranks from "
         "1."),
        ((above - m * n / 2 + 0.5) / deviation, "This has a correction for continuity, which SciPy applies unless you "
         "say use_continuity=False. (31.11) has none."),
        ((above - m * n / 2 - 0.5) / deviation, "This has a correction for continuity, which SciPy applies unless you "
         "say use_continuity=False. (31.11) has none."),
    ]  # fmt: skip


def sets(generator: torch.Generator, sizes: tuple[int, int, int], spread: float) -> tuple[Tensor, Tensor, Tensor]:
    """Training, held-out and drawn samples in three dimensions."""
    train, held_out, drawn = (torch.randn(size, 3, generator=generator).double() for size in sizes)
    return train, held_out, spread * drawn


def check(report: Report, answer: object, my: Variant) -> None:
    """A test for copies"""
    for sizes, spread in (((20, 14, 9), 1.6), ((11, 7, 17), 0.8), ((16, 21, 12), 1.1)):
        train, held_out, drawn = sets(report.generator, sizes, spread)
        kept = [x.clone() for x in (train, held_out, drawn)]
        found = report.number(report.call(answer, train, held_out, drawn), "the score")
        report.close(
            "it is z of (31.11)",
            found,
            right(*kept),
            tol=1e-4,
            scale=0,
            known=slips(*kept),
            hint="Distances to the nearest training sample, for drawn and held-out ones. U: the pairs in which the "
            "drawn one is the further. Then minus mn/2, over the root of mn(m + n + 1)/12.",
        )
        same = all(torch.equal(now, then) for now, then in zip((train, held_out, drawn), kept, strict=True))
        hint = "Your function changes the samples that it was given."
        report.that("what came in is unchanged", same, hint, condition=True)
    train, held_out, _ = sets(report.generator, (30, 24, 1), 1.0)
    hint = "Ten copies all have distance 0. Equal distances must make no NaN, and z stays far below 0."
    found = report.call(answer, train, held_out, train[:10].clone())
    report.must("ten copies are no trouble", not is_nan(found), hint)
    z = report.number(found, "the score of copies")
    report.that("ten copies, all at distance 0, have a z far below 0", -6 < z < -4, hint)

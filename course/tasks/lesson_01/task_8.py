"""01.8: the share of samples that are copies of training points."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course import data
from course.checks.report import Report, Variant

SAMPLES, POINTS, PART = 1200, 1000, 0.6
GAP = 0.05  # a copy's noise, in units of the usual gap between neighbouring training points
ALLOWED = 0.12  # over 30 seeds the right estimates err by 0.02 (one standard deviation), 0.06 at most


def check(report: Report, answer: object, my: Variant) -> None:
    """How much does the parrot copy?"""
    full, honest, part = (_estimate(report, answer, "ring", share) for share in (1.0, 0.0, PART))
    # A parrot of fresh instead of train: a comparison that is turned round calls that copying. (So does the share of
    # new samples, but its estimate for an honest generator is 1.)
    turned = full < 0.02 and honest < 0.75 and _estimate(report, answer, "ring", 1.0, exchanged=True) > 0.5
    report.must("the honest and the copying generator differ", abs(full - honest) > 0.02, _no_difference(full, turned))
    report.must(
        "more copies give a higher estimate",
        full > honest,
        TURNED
        if turned
        else "An honest generator gets a higher estimate than a parrot: is it the share of new samples?",
    )
    report.that("copies with a little noise are found", abs(full - 1) <= ALLOWED, _missed(full))
    # Exchanged, an excess of chance on one side becomes a lack of it: the estimate must be cut off at 0.
    for one in (honest, _estimate(report, answer, "ring", 0.0, exchanged=True)):
        report.that("an honest generator is not accused", abs(one) <= ALLOWED, _accused(one))
    report.that("a generator that copies in part is found", abs(part - PART) <= ALLOWED, _in_part(part))
    scaled = _estimate(report, answer, "ring", PART, scale=1000.0)
    report.that(
        "the unit of the data does not matter",
        abs(scaled - part) <= 5e-3,
        f"The same points in metres and in millimetres get other estimates: {part:.0%} and {scaled:.0%}. "
        "Compare distances with distances of fresh points, not with a fixed number.",
    )
    wide = _estimate(report, answer, "cloud", 0.7)
    report.that(
        "it works in six dimensions",
        abs(wide - 0.7) <= ALLOWED,
        f"With points of six coordinates, 70 % copied, your estimate is {wide:.0%}. Which step assumes two "
        "coordinates or a certain distance?",
    )


def _estimate(
    report: Report, answer: object, kind: str, share: float, scale: float = 1.0, exchanged: bool = False
) -> float:
    """The learner's estimate for a generator that copies ``share`` of its samples; exchanged: train is fresh."""
    seed = 50 + 10 * report.seed
    counts = (POINTS, POINTS, SAMPLES)
    train, fresh, new = (_source(kind, count, seed + k) * scale for k, count in enumerate(counts))
    g = torch.Generator().manual_seed(seed + 4)
    d, copies = train.shape[1], round(share * SAMPLES)
    gaps = torch.cdist(train, train).fill_diagonal_(math.inf).amin(dim=1)
    noise = GAP * gaps.median() / math.sqrt(d) * torch.randn(copies, d, generator=g, dtype=torch.float64)
    copied = train[torch.randint(POINTS, (copies,), generator=g)] + noise
    samples = torch.cat([copied, new[copies:]])[torch.randperm(SAMPLES, generator=g)]
    known, unknown = (fresh, train) if exchanged else (train, fresh)
    number = report.number(_either(report, answer, samples, known, unknown), "the estimate")
    report.must("it lies between 0 and 1", -1e-6 <= number <= 1 + 1e-6, _no_share(number, share))
    return number


def _either(report: Report, answer: object, *points: Tensor) -> object:
    """The answer's value; points in float32 where tensors of its own do not fit to float64."""
    try:
        return report.call(answer, *points)
    except RuntimeError as problem:
        if "dtype" not in str(problem) and "scalar type" not in str(problem):
            raise
        return report.call(answer, *(one.float() for one in points))


def _source(kind: str, count: int, seed: int) -> Tensor:
    """Points in float64: in float32 ``torch.cdist`` is too coarse for the small distances of copies."""
    if kind == "ring":
        return data.ring(count, std=0.1, seed=seed).double()
    return torch.randn(count, 6, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


# ---- the hints

TURNED = (
    "All samples are copies, and yours finds hardly one: you count samples nearer to *fresh*. Which of the two "
    "distances is the small one for a copy?"
)


def _no_share(number: float, share: float) -> str:
    """The estimate lies outside [0, 1]."""
    if share == 1 and -1.01 <= number < -0.9:
        return TURNED
    if share == 0 and -0.2 < number < 0:
        return (
            f"No sample is a copy, your estimate is {number:.3f}: chance alone pushes it a little below 0. Cut it off "
            "there."
        )
    return f"Your estimate is {number:.3g}, which is no share: keep it between 0 and 1."


def _no_difference(value: float, turned: bool) -> str:
    """An honest generator and a parrot get the same estimate: why?"""
    if turned:
        return TURNED
    if value < 0.02:
        return (
            "Your estimate is 0 even for a generator that copies everything: its copies carry a little noise, so no "
            "sample equals a training point. And the samples come in any order."
        )
    return (
        f"Your estimate is {value:.0%} for an honest generator and for a parrot. Which distances depend on whether a "
        "sample is a copy of a training point?"
    )


def _missed(full: float) -> str:
    """All samples are copies, and the estimate is not 1."""
    if abs(full - (1 - math.exp(-SAMPLES / POINTS))) < 0.05:
        return (
            f"All samples are copies, your estimate is {full:.0%}: that is the share of training points that were "
            "copied. Ask of each sample how near it comes, not of each training point."
        )
    return (
        f"All samples are copies of training points, with a little noise; your estimate is {full:.0%}. How near does "
        "a copy come to its original, compared with fresh points?"
    )


def _accused(honest: float) -> str:
    """No sample is a copy, and the estimate is not 0."""
    if abs(honest - 0.5) < 0.1:
        return (
            f"No sample is a copy, your estimate is {honest:.0%}: an honest sample, too, is nearer to train than to "
            "fresh half of the time. Subtract what happens by chance."
        )
    return (
        f"No sample is a copy, your estimate is {honest:.0%}. How near do fresh points come to training points? "
        "Honest samples come as near."
    )


def _in_part(part: float) -> str:
    """Some samples are copies, and the estimate is wrong."""
    if part < 0.05 or part > 0.9:
        return (
            f"Of these samples {PART:.0%} are copies, your estimate is {part:.0%}. A median or a vote looks at the "
            "majority alone: judge each sample by itself, then take the share."
        )
    return (
        f"Of these samples {PART:.0%} are copies, your estimate is {part:.0%}. Honest samples that are taken for "
        "copies by chance must be subtracted, and the rest scaled to 1."
    )

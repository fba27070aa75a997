"""Task 5: a split that cuts no writer in two."""

from __future__ import annotations

import pickle
import random

import numpy as np
import torch
from torch import Tensor

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """Nobody on both sides"""
    g = report.generator
    # 40 writers with 1 to 40 images, named by numbers as they come from a register, images in no order.
    names = (torch.randperm(900, generator=g)[:40] - 100).repeat_interleave(torch.arange(1, 41))
    groups = names[torch.randperm(len(names), generator=g)]  # (820,)
    for fragment in ("out of bounds", "out of range"):
        report.if_error(fragment, "A group's number is a name, not a position: 0, 1, 2 need not exist. See unique().")
    before = _states()
    mask = _mask(report, answer, groups, 0.25, 3)
    after = _states()
    report.that(
        "the same seed gives the same split",
        torch.equal(mask, _mask(report, answer, groups, 0.25, 3)),
        "Two calls with one seed differ, so nobody can repeat your experiment. Use a generator made from `seed`.",
    )
    both = _shared(groups, mask)
    report.that(
        "no group stands on both sides",
        both == 0,
        "One group was cut in two: the border between the parts must not run through a group."
        if both == 1
        else f"{both} of 40 groups stand on both sides. Draw groups, then ask of each image: was its group drawn?",
    )
    drawn = groups[mask]
    as_names = (
        "Are these positions or writers' numbers? `p` holds positions; `names[p]` are the writers there."
        if ((drawn >= 0) & (drawn < 40)).all()
        else ""
    )
    report.that("at share 0.25 both parts get images", 0 < mask.sum() < len(mask), as_names or "One part is empty.")
    _share(report, answer, groups, as_names)
    others = [_mask(report, answer, groups, 0.25, seed) for seed in range(4, 10)]
    report.that(
        "other seeds give other splits",
        any(not torch.equal(mask, other) for other in others),
        "Seven seeds gave one and the same split: the seed is not used, and the groups drawn are always the same.",
    )
    report.that(
        "the rest of the program keeps its random numbers",
        before == after,
        "Your function seeds or uses a global generator, and so changes every random number drawn after it. "
        "Use one of your own, for example torch.Generator().",
    )
    three = torch.tensor([7, 7, 7, 1, 1, 1, 4, 4, 4])
    small = _mask(report, answer, three, 0.1, 0)
    report.that(
        "a small share of few groups still takes one group",
        small.sum() == 3,
        f"With three groups of three images and share 0.1, {int(small.sum())} images are in the test part. "
        "A test set needs at least one group.",
    )
    half = _mask(report, answer, torch.tensor([8, 8, 8, 5, 5, 5, -2, -2, -2, 6, 6, 6]), 0.5, 1)
    report.that(
        "a share that whole groups can give exactly is met",
        half.sum() == 6,
        f"With four groups of three images and share 0.5, {int(half.sum())} of 12 images are in the test part. "
        "Look at what happens in the moment when the share is just reached.",
    )
    five = _mask(report, answer, torch.arange(50) % 5, 0.95, 0)
    two = [_mask(report, answer, torch.tensor([3] * 40 + [8]), 0.9, seed) for seed in range(8)]
    whole = five.all() or any(mask.all() for mask in two)
    report.that(
        "a large share of few groups still leaves one for training",
        five.sum() == 40 and all(0 < mask.sum() < 41 for mask in two),
        "With five groups of ten images and share 0.95, or with groups of 40 and 1 and share 0.9, every image is in "
        "the test part: leave at least one group for training."
        if whole
        else f"With five groups of ten images and share 0.95, {int(five.sum())} images are in the test part; 40 is as "
        "near as whole groups come when one is left for training.",
    )


def _mask(report: Report, answer: object, groups: Tensor, share: float, seed: int) -> Tensor:
    given = groups.clone()
    mask = report.tensor(report.call(answer, given, share, seed), "the mask", finite=False)
    report.unchanged((given,), (groups,), "Your function changed the groups.")
    booleans = mask.dtype == torch.bool and tuple(mask.shape) == tuple(groups.shape)
    if not booleans:
        positions = mask.ndim == 1 and not mask.dtype.is_floating_point and len(mask) != len(groups)
        hint = (
            "These look like positions or groups. Return one True or False for each image."
            if positions
            else f"The mask is {mask.dtype} of shape {tuple(mask.shape)}; bool of {tuple(groups.shape)} is wanted."
        )
        report.must("it is one True or False for each image", False, hint)
    return mask


def _shared(groups: Tensor, mask: Tensor) -> int:
    return len(set(groups[mask].tolist()) & set(groups[~mask].tolist()))


def _share(report: Report, answer: object, groups: Tensor, as_names: str) -> None:
    """The share of images, over 20 seeds, misses by less than the largest group (40 of 820 images)."""
    largest, worst, turned = 40 / 820, 0.0, True
    for seed in range(10):
        for share in (0.25, 0.4):
            got = _mask(report, answer, groups, share, seed).double().mean().item()
            worst = max(worst, abs(got - share))
            turned &= abs(got - (1 - share)) <= largest + 1e-9
    hint = (
        "You marked the training part: True must stand for the test."
        if turned
        else as_names
        or f"Over 20 splits the share of test images missed by up to {100 * worst:.0f} % points, more than the "
        "largest group. Groups differ in size: count images, not groups."
    )
    report.that("the share of test images misses by less than the largest group", worst <= largest + 1e-9, hint)


def _states() -> tuple[bytes, bytes, bytes]:
    """The states of the three global generators, in a form that can be compared."""
    states = torch.get_rng_state().numpy().tobytes(), np.random.get_state(), random.getstate()
    return states[0], pickle.dumps(states[1]), pickle.dumps(states[2])

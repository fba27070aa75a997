"""Task 7: what a line and a parabola report of a divergence."""

from __future__ import annotations

import math
import random

import torch
from torch.distributions import Categorical, Distribution, MixtureSameFamily, Normal

from course.checks.report import Report, Variant
from course.tasks.forms import parts

WORDS = ("nothing", "part", "all")
# What the line and the parabola report. Measured over five seeds, in per cent of the divergence:
# shifted 100 and 100, wider 0 and 100, shifted and wider 38 and 100, two bumps 0 and 62, equal moments 0 and 0.
TRUTH = {
    "shifted": ("all", "all"),
    "wider": ("nothing", "all"),
    "shifted and wider": ("part", "all"),
    "two bumps, wider": ("nothing", "part"),
    "two bumps, equal moments": ("nothing", "nothing"),
}
SIGHT = ("the line", "the parabola")
OVERLOOKED = {
    ("shifted", 0): "Two Gaussians of equal width: in log p/q the squares cancel, and a line remains. Can D draw it?",
    ("shifted", 1): "A parabola may choose the bend 0: it can do all that a line can.",
    ("wider", 0): "Both means are 0. A line that rises on the right falls on the left: what does it win?",
    ("wider", 1): "The logarithm of a Gaussian density is a parabola, and so is the difference of two.",
    ("shifted and wider", 0): "The means differ, so the line wins something; but log p/q bends, and a line does not.",
    ("shifted and wider", 1): "Shifted or not, the logarithms of both densities are parabolas. What is log p/q?",
    ("two bumps, wider", 0): "Two bumps are no reason for a line: it sees means only. What are the two means?",
    ("two bumps, wider", 1): "The means of x² differ, so it wins something. Has log p/q one turning point, or three?",
    (
        "two bumps, equal moments",
        0,
    ): "The two shapes differ, but a line compares only the means of x. Both are 0.",
    (
        "two bumps, equal moments",
        1,
    ): "A parabola compares the means of x and of x². Compute both for the two bags.",
}


def _bumps(centre: float, std: float) -> Distribution:
    bells = Normal(torch.tensor([-centre, centre]), torch.tensor([std, std]))
    return MixtureSameFamily(Categorical(torch.ones(2)), bells)


def pairs(deck: int) -> dict[str, tuple[str, Distribution, Distribution]]:
    """The five pairs of bags of task 7, behind the letters A to E: what each is, p, q."""
    bell = Normal(0.0, 1.0)
    found = [
        ("shifted: p is a Gaussian at 1, q one at 0; both have the standard deviation 1", Normal(1.0, 1.0), bell),
        ("wider: Gaussians at 0, p with the standard deviation 1, q with 2", bell, Normal(0.0, 2.0)),
        (
            "shifted and wider: p is a Gaussian at 1 with the standard deviation 1, q one at 0 with 2",
            Normal(1.0, 1.0),
            Normal(0.0, 2.0),
        ),
        (
            "two bumps, wider: p has equal bumps at -1.5 and 1.5, each with the standard deviation 0.5 "
            "(in all 1.58); q is a Gaussian at 0 with 1",
            _bumps(1.5, 0.5),
            bell,
        ),
        (
            "two bumps, equal moments: p has equal bumps at -0.9 and 0.9, each so wide that its standard deviation "
            "is 1 in all; q is a Gaussian at 0 with 1",
            _bumps(0.9, math.sqrt(1 - 0.9**2)),
            bell,
        ),
    ]
    random.Random(deck).shuffle(found)
    return dict(zip("ABCDE", found, strict=True))


def check(report: Report, answer: object, my: Variant) -> None:
    """What a simple discriminator cannot see"""
    predictions = parts(report, answer, "line", "parabola")
    names = {letter: words.split(":")[0] for letter, (words, *_) in pairs(my.deck).items()}
    for words, who in zip(predictions, SIGHT, strict=True):
        fits = isinstance(words, (list, tuple)) and len(words) == len(names)
        report.need(f"there are five words for {who}", fits, f"Give a list of five words for {who}, A to E.")
    for k, who in enumerate(SIGHT):
        for word, (letter, name) in zip(predictions[k], names.items(), strict=True):
            why = f"{letter}, {who}: {OVERLOOKED[name, k]}"
            report.choice(f"{letter}: what {who} reports", word, WORDS, TRUTH[name][k], dict.fromkeys(WORDS, why))

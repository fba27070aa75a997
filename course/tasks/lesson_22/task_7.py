"""Task 7: three numbers to choose before a run."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

MODES, WANTED = 25, 0.99


def check(report: Report, answer: object, my: Variant) -> None:
    """Three numbers before the run"""
    decay, samples, kl = parts(report, answer, "decay", "samples", "kl")
    share = my.held / MODES
    beta = 0.5 ** (1 / my.half_life)
    report.close(
        "the decay is right",
        report.number(decay, "decay"),
        beta,
        tol=6e-4,  # three decimals
        known=[
            (1 - beta, "This is the share that is new in each step. The decay is what stays."),
            (0.5**my.half_life, "The exponent is upside down: in one step only a little is forgotten."),
            (1 - 1 / my.half_life, "After that many steps 1/e would be left, about 0.37, and not a half."),
            (math.exp(-1 / my.half_life), "After that many steps 1/e would be left, about 0.37, and not a half."),
            (0.5, "This forgets half in one step."),
        ],
        hint="After h steps what was there is multiplied by decay to the power of h. This shall be a half.",
    )
    exact = math.log(1 - WANTED) / math.log(share)
    wanted = math.ceil(exact)
    report.close(
        "the size of the pack is right",
        report.number(samples, "samples"),
        wanted,
        tol=1e-9,
        known=[
            (exact, "Nearly: a pack has a whole number of samples, and with this number rounded down it is too small."),
            (wanted - 1, "One too few: the total variation is still below 0.99."),
            (wanted + 1, "This is enough, but not the smallest."),
            (1, "A single sample shows a total variation of 1 minus the share only."),
        ],
        hint="By (22.10) the share of the held modes to the power of m must be at most 0.01. Try m = 1, 2, 3, …",
    )
    report.close(
        "the reverse KL is right",
        report.number(kl, "kl"),
        -math.log(share),
        tol=three_digits(-math.log(share)),
        known=[
            (math.log(share), "The sign is turned: a KL is never negative."),
            (math.log(my.held), "This is the entropy of the shares. The KL is log K minus it."),
            (math.log(MODES), "This is for a generator of a single mode."),
            (-math.log2(share), "The logarithm has base 2. Take the natural one."),
            (0.0, "It would be 0 if all 25 modes were held alike."),
            (-math.log(share) / MODES, "You took the mean over the modes. A KL is a sum."),
            (1 - share, "This is the total variation of single samples."),
        ],
        hint="Each held mode has the share 1/k. Put it into (22.1): k times (1/k) log(25/k).",
    )

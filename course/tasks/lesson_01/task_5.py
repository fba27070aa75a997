"""01.5: how many samples show all modes."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """How many samples show all modes?"""
    value = report.number(answer, "the number of samples")
    k = my.grid_modes
    right = _samples_for_all(k, my.sure)
    report.must(
        "there are at least as many samples as modes",
        value >= k,
        f"With fewer than {k} samples {k} modes cannot all be reached. Is it a share, or another count?",
    )
    # A right experiment of 2,000 trials errs by about 3 %; each of the known mistakes by 20 % and more.
    report.must("it is enough for most trials", value > 0.92 * right, _too_few(value, k, my.sure))
    report.that(
        "it is the smallest such number",
        value < 1.08 * right,
        "With so many samples hardly a trial misses a mode, so fewer are enough. "
        + (
            "The longest of all trials is not asked for: sort the counts and look at the quantile."
            if value < 3 * right
            else "Which share of your trials is complete at half of this number?"
        ),
    )


def _too_few(value: float, k: int, sure: float) -> str:
    """Why a number of samples is too small."""
    mean = k * sum(1 / i for i in range(1, k + 1))
    one_mode = math.log(1 - sure) / math.log(1 - 1 / k)
    if value == k:
        return f"{k} samples reach {k} modes only when no mode comes twice, which hardly ever happens. Try ten trials."
    if abs(value / _samples_for_all(k, 1 - sure) - 1) < 0.06:
        return (
            f"With that many, only {1 - sure:.0%} of trials are complete: did you take the quantile at {1 - sure:.2f} "
            f"instead of {sure:.2f}?"
        )
    if abs(value / mean - 1) < 0.07:
        return (
            "That is how many samples are needed on average, or in half of the trials. It is asked for a number "
            f"that is enough in {sure:.0%} of them."
        )
    if abs(value / one_mode - 1) < 0.05:
        return f"With that many, one particular mode is reached in {sure:.0%} of trials. All {k} must be reached."
    return (
        f"With {value:g} samples {1 - _share_complete(k, math.floor(value)):.1%} of trials still miss a mode; at most "
        f"{1 - sure:.0%} may. Is each of your trials long enough for its last mode, and are there thousands of them?"
    )


def _samples_for_all(modes: int, share: float) -> int:
    """The smallest n for which all modes occur with probability at least ``share``."""
    n = modes
    while _share_complete(modes, n) < share:
        n += 1
    return n


def _share_complete(modes: int, n: int) -> float:
    """The probability that n samples reach all modes, by inclusion and exclusion."""
    return sum((-1) ** j * math.comb(modes, j) * (1 - j / modes) ** n for j in range(modes + 1))

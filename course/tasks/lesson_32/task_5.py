"""Task 5: raters, drawn again."""

from __future__ import annotations

import numpy as np

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def interval(fooled: np.ndarray, draws: int, rng: np.random.Generator) -> tuple[float, float]:
    """The 95 % interval of the overall share when raters are drawn."""
    who = rng.integers(len(fooled), size=(draws, len(fooled)))
    low, high = np.quantile(fooled.mean(1)[who].mean(1), [0.025, 0.975])
    return float(low), float(high)


def width_of_ninety(fooled: np.ndarray) -> float:
    """The width of the interval that leaves 5 % on each side."""
    who = np.random.default_rng(0).integers(len(fooled), size=(40_000, len(fooled)))
    low, high = np.quantile(fooled.mean(1)[who].mean(1), [0.05, 0.95])
    return float(high - low)


def near(fooled: np.ndarray, found: tuple[float, float], wanted: tuple[float, float]) -> bool:
    """Whether both ends are where they belong: within 0.3 deviations of the drawn shares."""
    deviation = float(fooled.mean(1).std()) / len(fooled) ** 0.5
    return all(abs(one - other) < 0.3 * deviation for one, other in zip(found, wanted, strict=True))


def ends(report: Report, answer: object, fooled: np.ndarray, draws: int, seed: int) -> tuple[float, float]:
    """What the learner's function gives."""
    kept = fooled.copy()
    made = report.call(answer, fooled, draws, np.random.default_rng(seed))
    low, high = parts(report, made, "low", "high")
    report.that("the answers stay as they were", bool((fooled == kept).all()), "Your function changes the array.")
    return report.number(low, "the lower end"), report.number(high, "the upper end")


def check(report: Report, answer: object, my: Variant) -> None:
    """Raters, drawn again"""
    raters = my.raters
    same = np.tile([1, 0, 0, 1, 0], (raters, 2))
    low, high = ends(report, answer, same, 300, 1)
    hint = "All raters have the share 0.4 here, so whoever is drawn, the share is 0.4. Draw raters, not answers."
    report.must("raters of equal shares leave no doubt", abs(low - 0.4) < 1e-6 and abs(high - 0.4) < 1e-6, hint)
    g = np.random.default_rng(int(report.seed) + 5)
    own = np.where(np.arange(raters) % 2, 0.1, 0.7)
    fooled = (g.random((raters, 40)) < own[:, None]).astype(int)
    draws = 4000
    low, high = ends(report, answer, fooled, draws, 2)
    wanted = interval(fooled, 40_000, np.random.default_rng(0))
    overall, width = float(fooled.mean()), wanted[1] - wanted[0]
    report.must("the lower end comes first", low <= high + 1e-9, "The lower end comes first; both are numbers.")
    hint = "The overall share is not inside. Draw as many raters as there are, with replacement."
    if high < overall:
        hint = "Both ends lie below the overall share: np.percentile counts in hundredths, 2.5 and 97.5."
    report.must("the interval holds the overall share", low - 1e-6 <= overall <= high + 1e-6, hint)
    hint, ratio = "Its width is not that of the quantiles 0.025 and 0.975 of the drawn shares.", (high - low) / width
    if ratio > 2:
        hint = "Much too wide: these are quantiles of single raters' shares. Take the mean over all R that are drawn."
    elif abs(ratio - 0.344) < 0.05:
        hint = "Much too narrow: these look like the quantiles 0.25 and 0.75. Each side leaves 2.5 %."
    elif ratio < 0.6:
        hint = "Much too narrow. Is each rater drawn with replacement, and are as many drawn as there are?"
    elif abs(ratio - width_of_ninety(fooled) / width) < 0.05:
        hint = "A little too narrow: each side leaves 2.5 %, not 5 %."
    elif ratio > 1.2:
        hint = "Too wide: draw R raters each time, not fewer, and take the quantiles 0.025 and 0.975."
    report.that("its width is right", abs(ratio - 1) < 0.08, hint)
    close = near(fooled, (low, high), wanted)
    report.that("both ends are where they belong", close, "Take the quantiles of the drawn shares themselves.")
    odd = np.where(np.arange(raters) == 0, 0.95, 0.05 + 0.1 * np.arange(raters) / raters)  # one is fooled often
    skewed = (g.random((raters, 40)) < odd[:, None]).astype(int)
    close = near(skewed, ends(report, answer, skewed, draws, 5), interval(skewed, 40_000, np.random.default_rng(0)))
    report.that("both ends are where they belong, with one odd rater", close,
                "Take the quantiles of the drawn shares; with one odd rater they are not symmetric.")  # fmt: skip
    again = ends(report, answer, fooled, draws, 3)
    once = ends(report, answer, fooled, draws, 3)
    others = [ends(report, answer, fooled, draws, seed) for seed in (6, 7)] + [(low, high)]
    report.that("chance comes from rng", again == once and any(other != again for other in others),
                "The same rng gives the same ends, another one others: draw with rng alone.")  # fmt: skip
    few = ends(report, answer, fooled, 1, 4)
    report.that("draws says how many draws", few[0] == few[1], "With one draw both ends are the same: obey draws.")

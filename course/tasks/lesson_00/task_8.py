"""Task 8: what eight seeds can tell."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator

from course.checks.report import Report, Variant
from course.tasks.lesson_00 import RUNS
from course.tasks.lesson_00.shared import pick, several


def compare(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float]:
    """The difference of the means, b minus a, and its standard error."""
    error = math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
    return statistics.mean(b) - statistics.mean(a), error


def check(report: Report, answer: object, my: Variant) -> None:
    """Fact or chance?"""
    names = ("difference", "error", "closer")
    report.must("it is a dictionary with " + ", ".join(names), isinstance(answer, dict) and set(answer) == set(names),
                f"Keep the form of the stub: a dictionary with {', '.join(names)}.")  # fmt: skip
    found: dict = dict(answer)  # type: ignore[call-overload]
    a, b = (RUNS[name] for name in my.pairs[0])
    difference, error = compare(a, b)
    report.close(
        "the first pair's means differ by what you say",
        report.number(found["difference"], "the difference"),
        difference,
        tol=1.1e-3,  # three decimals are enough, rounded or cut
        known=[
            (-difference, "The sign is turned: take the mean of B minus the mean of A."),
            (b[0] - a[0], "That is the first seed alone. Take the means over all eight."),
            (min(b) - min(a), "You compare the best run of each. The best of many tells of luck: take the means."),
            (sum(b) - sum(a), "These are sums over eight seeds. Take means."),
            (statistics.median(b) - statistics.median(a), "These are medians. Means are asked for."),
        ],
        hint="Mean of the eight numbers of B, minus mean of the eight numbers of A.",
    )
    report.close(
        "its standard error is right",
        report.number(found["error"], "the error"),
        error,
        tol=6e-5,  # four decimals, rounded: with three, runs that were paired by their place would pass
        known=list(_wrong_errors(a, b)),
        hint="The variance of each set (divided by 7), each divided by 8; their sum; its root.",
    )
    words = several(report, found["closer"], 3, "`closer` holds three words, one for each pair")
    for k, (pair, word) in enumerate(zip(my.pairs, words, strict=True), 1):
        wanted, known = _verdict(k, RUNS[pair[0]], RUNS[pair[1]])
        pick(report, f"pair {k}", f"{pair[0]} against {pair[1]}", word, ["A", "B", "cannot tell"], wanted, known)


def _wrong_errors(a: tuple[float, ...], b: tuple[float, ...]) -> Iterator[tuple[float, str]]:
    n, s, t = len(a), statistics.stdev(a), statistics.stdev(b)
    p, q = statistics.pstdev(a), statistics.pstdev(b)
    population = "You divided by 8 where the sample's variance divides by 7. NumPy does so unless you say ddof=1."
    spread = "That is the spread of single runs. A mean of eight runs is surer: divide each variance by 8."
    yield math.sqrt((p * p + q * q) / n), population
    yield math.sqrt(s * s + t * t), spread
    yield math.sqrt(p * p + q * q), spread
    yield (s + t) / math.sqrt(n), "Errors of independent means do not add: their *squares* do."
    yield (p + q) / math.sqrt(n), "Errors of independent means do not add: their *squares* do."
    yield (s * s + t * t) / n, "The root is missing: this is the squared error."
    yield math.sqrt(s * s + t * t) / n, "You divided by 8 outside the root. Divide the variances, then take the root."
    for one in (s, t, p, q):
        yield one / math.sqrt(n), "That is the error of one of the two means. Both are uncertain."
        yield one, "That is the spread of single runs of one set."
    paired = [y - x for x, y in zip(a, b, strict=True)]
    for spread_of_pairs in (statistics.stdev(paired), statistics.pstdev(paired)):
        yield (
            spread_of_pairs / math.sqrt(n),
            ("You paired the runs by their place. No seed is shared, so they are no pairs: each set has a variance."),
        )
    pooled = [*a, *b]
    yield statistics.stdev(pooled) / math.sqrt(len(pooled)), "You put all runs into one set. Keep the two sets apart."


def _verdict(k: int, a: tuple[float, ...], b: tuple[float, ...]) -> tuple[str, dict[str, str]]:
    """The right word for one pair, and the hints for the wrong ones."""
    difference, error = compare(a, b)
    ratio = abs(difference) / error
    if ratio < 2:
        chance = f"Pair {k}: the means differ by {ratio:.1f} standard errors. Other seeds may turn the order."
        return "cannot tell", {"A": chance, "B": chance}
    wanted, other = ("A", "B") if difference > 0 else ("B", "A")
    overlap = f"Pair {k}: single runs may overlap; but the *means* differ by {ratio:.1f} standard errors, more than 2."
    turned = f"Pair {k}: less is closer. Which of the two means is smaller?"
    return wanted, {"cannot tell": overlap, other: turned}

"""Task 2: the divergences of a model that misses clusters."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import sequence


def check(report: Report, answer: object, my: Variant) -> None:
    """The price of a missing mode"""
    answer = sequence(answer)
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    report.must("it is two numbers", pair, "Pass both, as (forward, reverse).")
    assert isinstance(answer, (tuple, list))
    forward, reverse = (report.number(part, "the divergence", finite=False) for part in answer)
    report.must(
        "the two divergences are not exchanged",
        not (math.isinf(reverse) and math.isfinite(forward)),
        "The two are exchanged: forward means that the points come from the data p, and there q may be 0.",
    )
    report.that(
        "neither divergence is negative",
        min(forward, reverse) >= 0,
        "A divergence is never negative. Which density stands above the fraction line: that from which points are "
        "drawn.",
    )
    report.that(
        "the forward divergence is right",
        forward == math.inf,
        "A point of the data in a missed cluster has q = 0, so log(p/q) is infinite there; and p gives such points.",
    )
    report.must(
        "the reverse divergence is finite",
        math.isfinite(reverse),
        "q never draws a point in a missed cluster, so the mean of log(q/p) over points of q does not see them.",
    )
    report.close(
        "the reverse divergence is right",
        reverse,
        math.log(my.modes / my.kept),
        tol=2e-3,
        known=_wrong_reverse(my.modes, my.kept),
        hint="In a reached cluster q/p is the same everywhere. Compute that ratio from 1/modes and 1/kept.",
    )


def _wrong_reverse(modes: int, kept: int) -> list[tuple[float, str]]:
    """Values of the reverse divergence that people give, each with its hint."""
    paid, missed = math.log(modes / kept), modes - kept
    return [
        (0.0, "Not zero: in the clusters it reaches, q must be higher than p, since its total is 1 as well."),
        (paid / math.log(2), "These are bits; nats use the natural logarithm."),
        (
            math.log(modes / missed),
            "You used the number of missed clusters. How many does q share its total among?",
        ),
        (
            math.log(kept),
            "log q alone, or its entropy, is not the divergence: p also gives each cluster a share.",
        ),
        (math.log(modes), "That is log p of a cluster. How high is q in the clusters it reaches?"),
        (
            missed / modes,
            "That is the share of clusters that is missed. The divergence is a mean of logarithms.",
        ),
        (modes / kept, "The ratio q/p is right; the divergence is the mean of its logarithm."),
        (
            kept / modes * paid,
            "A mean over points of q: all of them lie in reached clusters, so no factor stands before it.",
        ),
    ]

"""Task 1: down and up again."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def down(n: int, k: int, s: int = 2, p: int = 1) -> int:
    """The side after a convolution."""
    return (n + 2 * p - k) // s + 1


def up(m: int, k: int, s: int = 2, p: int = 1) -> int:
    """The side after a transposed convolution."""
    return (m - 1) * s - 2 * p + k


def check(report: Report, answer: object, my: Variant) -> None:
    """Down and up again"""
    small, large = parts(report, answer, "small", "large")
    n, k = my.side, my.kernel
    once = down(n, k)
    twice = down(once, k)
    near = [
        (once, "This is the side after one convolution, not two."),
        (n // 4, "This halves twice. Only kernel 4 with padding 1 halves exactly: use the formula."),
        (twice - 1, "One too few: the first place of the window counts, too."),
        (down(down(n, k, p=0), k, p=0), "The padding is missing: the frame adds p at both ends."),
        (twice + 1, "One too many: round down before you add 1."),
    ]
    report.must(
        "the small side is right",
        report.close("small is the side after two convolutions", report.number(small, "small"), twice, tol=0,
                     known=near, hint="Apply (21.3) twice: (n + 2p - k) / s, rounded down, plus 1."),
        "Repair small first: large begins there.",
    )  # fmt: skip
    back = up(up(twice, k), k)
    report.close(
        "large is the side after the way back",
        report.number(large, "large"),
        back,
        tol=0,
        known=[
            (n, "You took it for granted that the way back ends where it began. Compute it."),
            (4 * twice, "This doubles twice. Only kernel 4 with padding 1 doubles exactly."),
            (up(twice, k), "This is the side after one transposed layer; there are two."),
            (up(up(twice, k, p=0), k, p=0), "The padding is missing: it cuts p off both ends."),
        ],
        hint="Apply (21.7) twice, beginning with small: (m - 1)s - 2p + k.",
    )

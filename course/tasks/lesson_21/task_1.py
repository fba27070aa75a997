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
    back = up(up(twice, k), k)
    # With stride 2 a forgotten frame and a forgotten + 1 give the same numbers: one hint names both.
    few = "Too few places: each layer has p at *both* ends (2p), and the + 1 counts the window's first place."
    up_or_half = "Round down before you add 1: this rounds up" + (", or halves twice." if n // 4 == twice + 1 else ".")
    near = [
        (once, "This is the side after one convolution, not two."),
        (back, "This is the side after all four layers: small comes first, large second."),
        (up(up(n, k), k), "This grows: the formula of the transposed layer. The first two layers are convolutions."),
        (twice + 1, up_or_half),
        (n // 4, "This halves twice. Only kernel 4 with padding 1 halves exactly: use the formula."),
        (down(down(n, k, s=1), k, s=1), "The stride is missing: with 2 the window stops at every second place."),
        (((n + 2 - k) / 2 + 3 - k) / 2 + 1, "A side is a whole number: round down in each layer."),
        (down(down(n, k, p=0), k, p=0), few),
        (twice - 1, few),
    ]
    report.must(
        "the small side is right",
        report.close("small is the side after two convolutions", report.number(small, "small"), twice, tol=0,
                     known=near, hint="Apply (21.3) twice: (n + 2p - k) / s, rounded down, plus 1."),
        "Repair small first: large begins there.",
    )  # fmt: skip
    half_cut = up(up(twice, k, p=0) - 1, k, p=0) - 1
    one_end = " Or is the padding cut off one end only? It goes off both: 2p."
    report.close(
        "large is the side after the way back",
        report.number(large, "large"),
        back,
        tol=0,
        known=[
            (n, "You took it for granted that the way back ends where it began. Compute it." + (one_end if n == half_cut
             else "")),
            (4 * twice, "This doubles twice. Only kernel 4 with padding 1 doubles exactly."),
            (up(twice, k), "This is the side after one transposed layer; there are two."),
            (
                up(up(twice, k, p=0), k, p=0),
                "Too long by 2 in each layer: m stamps have m - 1 steps between them, and the padding cuts p off both "
                "ends.",
            ),
            (half_cut, "Too long by 1 in each layer." + one_end),
            (down(down(twice, k), k), "These are four convolutions. The way back has transposed ones: (21.7)."),
            (up(up(n, k), k), "The way back begins with small, not with the side of the picture."),
            (up(up(twice, k, s=1), k, s=1), "The stride is missing: neighbouring stamps begin 2 pixels apart."),
            (
                up(up(twice, k, p=-1), k, p=-1),
                "The padding is added. In a transposed layer it cuts off what a frame would have added.",
            ),
        ],
        hint="Apply (21.7) twice, beginning with small: (m - 1)s - 2p + k.",
    )  # fmt: skip

"""Task 4: where the alias goes."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[int, float]:
    """The frequency that one sees, and by how many pixels its wave moves to the right."""
    alias = my.size - 2 * my.wave
    return alias, -2 * my.wave / alias * my.moved


def check(report: Report, answer: object, my: Variant) -> None:
    """Where the alias goes"""
    frequency, moves = parts(report, answer, "frequency", "moves")
    alias, wanted = solution(my)
    n, f, d = my.size, my.wave, my.moved
    report.close(
        "frequency is that of the wave that the pixels show",
        report.number(frequency, "frequency"),
        alias,
        tol=1e-6,
        known=[
            (
                2 * f,
                f"{2 * f} is the frequency of the squared wave between the pixels. {n} pixels hold at most {n // 2}.",
            ),
            (f, "Squaring doubles the frequency first."),
            (n - f, "This folds f itself. It is 2f that the pixels cannot hold."),
            (2 * f - n / 2, "The folding is N - 2f, not 2f minus the largest frequency: cos(2 pi n - t) = cos t."),
            (2 * f - n, "Up to its sign. Give a frequency above 0, and let `moves` carry the sign."),
        ],
        hint="The square has frequency 2f. At whole n it takes the same values as the wave of frequency N - 2f.",
    )
    report.close(
        "moves is the way of that wave, positive to the right",
        report.number(moves, "moves"),
        wanted,
        tol=three_digits(wanted),
        known=[
            (-wanted, "The size is right, the direction is not: the alias moves to the left."),
            (wanted + n / alias, "A whole wave further right the same picture appears. But a small move of the wave "
             "moves the alias a little, from where it stood: which way?"),
            (wanted - n / alias, "A whole wave further left the same picture appears. Give the way that grows from 0 "
             "with the move."),
            (d, "So would a true wave move. The alias does not."),
            (-d, "The phase moves by 2f times d; divide it by the alias's own frequency."),
            (
                -d * alias / (2 * f),
                "The quotient is upside down: the phase moved by 2f d, in units of the alias's N - 2f.",
            ),
            (-d * f / alias, "The squared wave has frequency 2f: a factor of 2 is missing."),
        ],
        hint="(25.9): the phase of the squared wave moves by 2f d / N turns, and the alias turns once in N / (N - 2f) "
        "pixels, the other way.",
    )  # fmt: skip

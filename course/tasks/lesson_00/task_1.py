"""Task 1: how many numbers a picture holds."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.lesson_00.shared import several


def check(report: Report, answer: object, my: Variant) -> None:
    """Numbers in a colour picture"""
    numbers, times = several(report, answer, 2, "`answer` holds two numbers: (numbers, times)")
    side, n = my.size, my.count
    wanted = n * 3 * side * side
    report.close(
        "the numbers of the batch are counted",
        report.number(numbers, "the count"),
        wanted,
        tol=1e-9,
        known=[
            (4, "The order is turned: first how many numbers, then how many times as many."),
            (n * side * side, "That is a batch of grey pictures. How many channels has a colour picture?"),
            (3 * side * side, "That is one picture. The batch holds several."),
            (side * side, "That is one channel of one picture. Multiply by the channels and by the pictures."),
            (n * 4 * side * side, "You counted four channels. Red, green and blue are three."),
            (n * 3 * side, "You counted one row of pixels of each channel. A picture has as many rows as columns."),
            (n * 3 * side * 2, "You added the two sides. How many pixels has each row, and how many rows?"),
            (wanted * 256, "Each number *has* one of 256 values, but it is one number. Count numbers, not values."),
        ],
        hint="The shape is (pictures, channels, rows, columns). The count is the product of these four.",
    )
    report.close(
        "the growth is right",
        report.number(times, "the growth"),
        4,
        tol=1e-9,
        known=[
            (2, "Twice as many columns, yes, and also twice as many rows. Do both."),
            (8, "Only the two sides double. Channels and pictures stay as many as they were."),
            (16, "Each side doubles once: two doublings in all, not four."),
            (4 * wanted, "That is the new count. Asked is the factor: divide by the old count."),
        ],
        hint="Count a 2 x 2 picture and a 4 x 4 picture by hand and divide.",
    )

"""Task 1: what it asks."""

from __future__ import annotations

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """A title"""
    value = report.number(answer, "the answer")
    report.close("it is right", value, my.n, known=[(-my.n, "The sign is turned.")], hint="Look at …")

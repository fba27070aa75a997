"""What several checks of exercise 02 need."""

from __future__ import annotations

from course.checks.report import Report


def need(report: Report, says: str, holds: object, hint: str) -> None:
    """A property that goes without saying: on the panel only when it fails, and then the check ends."""
    if not holds:
        report.must(says, False, hint)

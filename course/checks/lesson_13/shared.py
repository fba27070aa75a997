"""What several checks of exercise 13 need."""

from __future__ import annotations

from typing import Any

from course.checks.report import Report


def parts(report: Report, answer: object, names: str, count: int) -> tuple[Any, ...]:
    """The parts of an answer that consists of several."""
    fits = isinstance(answer, (tuple, list)) and len(answer) == count
    report.need(f"there are {count} answers, {names}", fits, f"Give all of {names}, as the check's cell does.")
    return tuple(answer)  # type: ignore[arg-type]

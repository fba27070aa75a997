"""What several checks of exercise 11 need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.checks.report import Report


def parts(report: Report, answer: object, *names: str) -> Sequence[Any]:
    """The parts of an answer that consists of several."""
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    fits = isinstance(answer, (tuple, list)) and len(answer) == len(names)
    report.need(f"there are {listed}", fits, f"Give {listed}, in this order, as the check's cell does.")
    return answer  # type: ignore[return-value]

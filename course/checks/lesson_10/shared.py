"""What several checks of exercise 10 need."""

from __future__ import annotations

from typing import Any

import sympy as sp

from course.checks.report import Report


def parts(report: Report, answer: object, *names: str) -> tuple[Any, ...]:
    """The parts of an answer that consists of several."""
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    fits = isinstance(answer, (tuple, list)) and len(answer) == len(names)
    report.need(f"the answer holds {listed}", fits, f"Give {listed} together, as the check's cell does.")
    return tuple(answer)  # type: ignore[arg-type]


def shorter(value: object) -> object:
    """An expression simplified, so that a symbol that cancels is gone; anything else as it is."""
    return sp.simplify(value) if isinstance(value, sp.Expr) else value

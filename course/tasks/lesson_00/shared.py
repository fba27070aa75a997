"""What several checks of exercise 00 need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from course.checks.report import Report
from course.tasks.forms import sequence


def several(report: Report, answer: object, n: int, says: str) -> list:
    """An answer of n parts as a list; the check ends when it is something else."""
    parts = sequence(answer)
    if isinstance(parts, dict):
        parts = list(parts.values())
    good = isinstance(parts, (list, tuple)) and len(parts) == n
    report.must(says, good, f"Give {n} parts between round or square brackets, as in the stub.")
    assert isinstance(parts, (list, tuple))
    return list(parts)


def pick(
    report: Report, place: str, about: str, word: object, options: Sequence[str], wanted: str, known: Mapping[str, str]
) -> None:
    """One word of a list of answers: every message says which place of the list it is about."""
    if str(word).strip().casefold() not in [option.casefold() for option in options]:
        listed = ", ".join(options)
        report.must(f"{place} is one of {listed}", False, f"{place}: {word!r} is not among the choices {listed}.")
    report.choice(f"{place}: {about}", word, options, wanted, known)


def stacked(answer: object) -> object:
    """A list of tensors of one shape as one tensor; anything else as it is."""
    if isinstance(answer, (list, tuple)) and answer and all(isinstance(part, Tensor) for part in answer):
        if len({part.shape for part in answer}) == 1:
            return torch.stack(list(answer))
    return answer


def shaped(report: Report, value: object, shape: tuple[int, ...], finite: bool = True) -> Tensor:
    """The result as a tensor of this shape; the shape takes a line of the panel only when it is wrong."""
    out = report.tensor(stacked(value), "the result", finite=finite)
    return out if out.shape == shape else report.tensor(out, "the result", shape)

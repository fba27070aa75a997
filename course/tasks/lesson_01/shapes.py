"""One value for each point: what a density and a sampler return."""

from __future__ import annotations

from torch import Tensor

from course.checks.report import Report


def one_each(report: Report, value: object, what: str, n: int, finite: bool = True) -> Tensor:
    """A tensor of shape (n,); only a wrong shape is recorded, so that the panel does not repeat the right one."""
    points = report.tensor(value, what, finite=False)
    return report.tensor(points, what, None if points.shape == (n,) else (n,), finite)

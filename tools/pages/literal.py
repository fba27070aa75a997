"""Paths as they are: nbgrader takes them for patterns, and finds nothing in a folder that is named ``week [1]``."""

from __future__ import annotations

import glob
import re
from types import SimpleNamespace
from typing import Any


def paths() -> None:
    """Let nbgrader's commands read brackets as brackets: its own patterns are stars, and names hold none of both."""
    from nbgrader import utils  # not needed by those who only read
    from nbgrader.converters import base
    from nbgrader.coursedir import CourseDirectory

    base.glob = utils.glob = SimpleNamespace(glob=_glob)
    if not hasattr(CourseDirectory, "format_pattern"):
        CourseDirectory.format_pattern = CourseDirectory.format_path
        CourseDirectory.format_path = _format_path


def _glob(pattern: str) -> list[str]:
    return glob.glob(pattern.replace("[", "[[]"))


def _format_path(self: Any, nbgrader_step: str, student_id: str, assignment_id: str, escape: bool = False) -> str:
    step = re.escape(nbgrader_step) if escape else nbgrader_step
    return self.format_pattern(step, student_id, assignment_id, escape=escape)

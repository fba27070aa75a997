"""The regions between ``### BEGIN …`` and ``### END …``, which a learner never sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

STUB = "# your code here"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_HIDDEN, END_HIDDEN = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


@dataclass(frozen=True)
class Region:
    """One solution in a cell: the lines around it, its own lines, and how far it is indented."""

    before: list[str]
    inside: list[str]
    after: list[str]
    indent: str

    def stubbed(self) -> str:
        """The cell as a learner gets it."""
        return "\n".join([*self.before, self.indent + STUB, *self.after])


def holds_solution(source: str) -> bool:
    """Whether a cell has, or is meant to have, a solution region."""
    return "BEGIN SOLUTION" in source or "END SOLUTION" in source


def region(source: str) -> Region:
    """The one solution region of a cell; ``ValueError`` says in words why there is not exactly one."""
    lines = source.split("\n")
    marks = [(at, line.strip()) for at, line in enumerate(lines) if holds_solution(line)]
    if [mark for _, mark in marks] != [BEGIN, END]:
        raise ValueError(f"it needs one line {BEGIN!r} and after it one line {END!r}, each alone on its line")
    (start, _), (end, _) = marks
    indent = re.match(r"\s*", lines[start])
    return Region(lines[:start], lines[start + 1 : end], lines[end + 1 :], indent[0] if indent else "")


def without_hidden(source: str) -> str:
    """A check's cell as an author writes it."""
    return source.split("\n" + BEGIN_HIDDEN)[0]

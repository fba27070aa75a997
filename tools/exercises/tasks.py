"""The tasks of an exercise: a statement, a stub and a check each, found by their form."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from tools.exercises.regions import STUB, holds_solution, without_hidden

KINDS = ("derive", "implement", "predict", "debug", "experiment", "design")
DOTS = {"●○○": 1, "●●○": 2, "●●●": 3}
HEADING = re.compile(r"\A## (?P<number>\d\d\.\d+) · (?P<title>\S.*?)\s*$", re.MULTILINE)
LATE = re.compile(r"(?<!\A)^## \d\d\.\d+", re.MULTILINE)
FACTS = re.compile(r"^(?P<dots>[●○]+) · (?P<minutes>\d+) minutes? · (?P<kind>\w+)\s*$", re.MULTILINE)


@dataclass
class Task:
    """One task: its cells by their number in the notebook (from 1), and what its statement says."""

    number: str
    title: str
    statement: int
    source: str
    stubs: list[int] = field(default_factory=list)
    checks: list[int] = field(default_factory=list)

    @property
    def facts(self) -> re.Match[str] | None:
        """The line with dots, minutes and kind."""
        return FACTS.search(self.source)

    @property
    def points(self) -> int:
        """One for each filled dot; 0 when the line is missing or says something else."""
        return DOTS.get(self.facts["dots"], 0) if self.facts else 0

    @property
    def minutes(self) -> int:
        return int(self.facts["minutes"]) if self.facts else 0

    @property
    def kind(self) -> str:
        return self.facts["kind"] if self.facts else ""


def tasks(nb: NotebookNode) -> list[Task]:
    """The tasks in their order; a stub or check belongs to the statement above it."""
    found: list[Task] = []
    for at, cell in enumerate(nb.cells, 1):
        heading = HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            found.append(Task(heading["number"], heading["title"], at, cell.source))
        elif found and cell.cell_type == "code":
            if holds_solution(cell.source) or STUB in map(str.strip, cell.source.split("\n")):
                found[-1].stubs.append(at)
            if called(cell.source) is not None:
                found[-1].checks.append(at)
    return found


def called(source: str) -> ast.Call | None:
    """The call, when a cell is one ``check("20.2", …)`` and nothing else."""
    try:
        body = ast.parse(without_hidden(source)).body
    except SyntaxError:
        return None
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "check":
        return call if call.args and _number(call) else None
    return None


def _number(call: ast.Call) -> str:
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def checked(source: str) -> str:
    """The number of the task that a check's cell is about, such as ``20.2``; empty for other cells."""
    call = called(source)
    return _number(call) if call else ""


def arguments(source: str) -> list[str]:
    """What a check's cell passes on after the task's number, as written."""
    call = called(source)
    if call is None:
        return []
    parts = [*call.args[1:], *call.keywords]
    return [ast.get_source_segment(without_hidden(source), part) or "" for part in parts]

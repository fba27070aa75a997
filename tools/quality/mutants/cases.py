"""What must run before a task's cell, and what its check looks at, read from a notebook with solutions."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

from tools.exercises import regions, tasks
from tools.pages import files
from tools.pages.slices import bound, names, needed

SHOWS = ("check", "progress", "receipt", "plots.show", "display")


@dataclass(frozen=True)
class Case:
    """One task: the cells before it that it needs, its own cell, cells up to the check, and the check's arguments."""

    task: str
    before: list[str]
    cell: str
    between: list[str]
    arguments: list[str]

    @property
    def varies(self) -> bool:
        """Whether students get versions of their own."""
        return any(bound(cell) == {"STUDENT"} for cell in self.before)

    def cells_before(self, student: str) -> list[str]:
        """The cells before, for one student's version."""
        return [f"STUDENT = {student!r}" if bound(cell) == {"STUDENT"} else cell for cell in self.before]


def cases(nb: NotebookNode) -> list[Case]:
    """The tasks of a notebook with solutions, in order."""
    code = [_quiet(cell) for cell in nb.cells]
    found = []
    for task in tasks.tasks(nb):
        if len(task.stubs) != 1 or len(task.checks) != 1:
            raise SystemExit(f"{task.number} has {len(task.stubs)} stubs and {len(task.checks)} checks; run lint.")
        stub, check = task.stubs[0] - 1, task.checks[0] - 1
        arguments = tasks.arguments(nb.cells[check].source)
        used = needed(code[stub + 1 : check], names("\n".join(arguments)))
        before = needed(code[:stub], names("\n".join([*used, nb.cells[stub].source, *arguments])))
        found.append(Case(task.number, before, nb.cells[stub].source, used, arguments))
    return found


def _quiet(cell: NotebookNode) -> str:
    """A code cell without checks, pictures and prints, and without what is run only to make a picture."""
    if cell.cell_type != "code" or "bootstrap" in files.tags(cell):
        return ""
    body = ast.parse(regions.without_hidden(cell.source)).body
    left = [node for node in body if not (isinstance(node, ast.Expr) and _shows(node.value))]
    if len(left) < len(body):  # a cell with a picture: only what binds a name can be of use later
        left = [node for node in left if not isinstance(node, (ast.Expr, ast.For, ast.With))]
    return "\n".join(ast.unparse(node) for node in left)


def _shows(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in (*SHOWS, "print") or ast.unparse(node.func).startswith("widgets.")
    return isinstance(node, (ast.Name, ast.Constant))

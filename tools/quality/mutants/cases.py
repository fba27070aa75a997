"""What must run before a task's cell, and what its check looks at, read from a notebook with solutions."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

from tools.exercises import regions, tasks
from tools.pages import files

SHOWS = ("check", "progress", "receipt", "plots.show", "display")


@dataclass(frozen=True)
class Trial:
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


def trials(nb: NotebookNode) -> list[Trial]:
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
        found.append(Trial(task.number, before, nb.cells[stub].source, used, arguments))
    return found


def needed(cells: list[str], wanted: set[str]) -> list[str]:
    """The cells that bind, or may change, a wanted name or what such a cell needs in turn."""
    wanted, kept = set(wanted), []
    fixed = set().union(*(_fixed(cell) for cell in cells))
    for cell in reversed(cells):
        if (bound(cell) | _mentioned(cell) - fixed) & wanted:
            wanted |= names(cell)
            kept.append(cell)
    return kept[::-1]


def names(source: str) -> set[str]:
    """All names in a piece of code."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def bound(source: str) -> set[str]:
    """The names that a cell binds outside of functions."""
    found = _fixed(source)
    for node in ast.parse(source).body:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return found


def _fixed(source: str) -> set[str]:
    """Names of functions, classes and imports: a cell that mentions them does not change them."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return found


def _mentioned(source: str) -> set[str]:
    """Names of things that a cell may change without binding them: ``results.append(1)``, a loop that trains."""
    body = [node for node in ast.parse(source).body if isinstance(node, (ast.Expr, ast.For, ast.While, ast.With))]
    return set().union(*(names(ast.unparse(node)) for node in body)) - {"print"}


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

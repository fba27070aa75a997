"""A submission's cells, before and after it runs: which of them are graded, and that each gives one mark."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

from tools.exercises.regions import without_hidden
from tools.grading import notes

OURS = {"NotRun", "PythonDied", "NoMark", "CellTimeoutError"}  # errors whose sentence says all


class Mend(NbGraderPreprocessor):
    """Every graded cell once, with nbgrader's own note on it; nothing else is noted. Comes first.

    A cell that lost its note is known again by its text (some editors drop what they do not know); a deleted check
    comes back behind its answer; of a duplicated cell the last counts; notes from other notebooks go.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Mend the notebook in place."""
        known = _known(resources["nbgrader"])
        names = [_take_note(cell, known) for cell in nb.cells]
        seen: set[str] = set()
        for at in reversed(range(len(nb.cells))):  # from behind, because the last copy counts, as nbgrader has it
            name = names[at] or _by_text(nb.cells[at], known)
            if name and names[at] is None and name in names:
                continue  # a student's own line beside the real check
            if name in seen:
                notes.add(nb, f"a second copy of the cell {name} was ignored")
            elif name:
                nb.cells[at].metadata["nbgrader"] = known[name]["note"]
                seen.add(name)
        for name in sorted(known, key=_natural):
            if known[name]["note"].grade and name not in seen:
                self._restore(nb, name, known[name])
        if not notes.is_unreadable(nb):
            put_back(nb, self._author(resources["nbgrader"]))
        return nb, resources

    def _author(self, facts: dict) -> list[NotebookNode]:
        """The code cells of the exercise as its author wrote it."""
        course = CourseDirectory(config=self.config)
        folder = Path(course.format_path(course.source_directory, ".", facts["assignment"]))
        path = folder / f"{facts['notebook']}.ipynb"
        if not path.exists():
            return []
        return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]

    def _restore(self, nb: NotebookNode, name: str, known: dict) -> None:
        cell = new_code_cell(known["source"])
        cell.metadata["nbgrader"] = known["note"]
        answer = name.replace("check-", "task-", 1)
        at = [i + 1 for i, one in enumerate(nb.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == answer]
        nb.cells.insert(at[0] if at else len(nb.cells), cell)
        if not notes.is_unreadable(nb):
            notes.add(nb, f"{notes.number(name)}: its check had been deleted; it was put back")


def put_back(nb: NotebookNode, author: list[NotebookNode]) -> None:
    """Put back the author's cells without marks (imports, MY, helpers) whose names are used and no longer there."""
    own = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    bound = set().union(*map(names_bound, own)) if own else set()
    used = set().union(*map(names_needed, own)) if own else set()
    lost: dict[str, list[str]] = {}  # source -> the names that are missed; from behind: a cell may need one before it
    for cell in reversed(author):
        missed = sorted(name for name in names_bound(cell.source) - bound if name in used)
        if missed and "nbgrader" not in cell.metadata:
            lost[cell.source] = missed
            used |= names_needed(cell.source)
    at = 0
    for cell in author:
        if cell.source in lost:
            nb.cells.insert(at, new_code_cell(cell.source))
            at += 1
            notes.add(nb, f"a cell with {', '.join(lost[cell.source][:3])} had been deleted; it was put back")
        else:
            at = max([at, *(i + 1 for i, one in enumerate(nb.cells) if _is_same(one, cell))])


def _is_same(one: NotebookNode, author: NotebookNode) -> bool:
    """Whether a submission's cell is what has become of one of the author's."""
    if one.cell_type != "code":
        return False
    if "nbgrader" in author.metadata:
        return one.metadata.get("nbgrader", {}).get("grade_id") == author.metadata["nbgrader"].get("grade_id")
    return one.source == author.source


def names_bound(source: str) -> set[str]:
    """The names that a cell makes; where it is no Python, all its words."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"\w+", source))
    found: set[str] = set()
    while body:
        node: ast.AST = body.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        else:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            body += ast.iter_child_nodes(node)  # type: ignore[arg-type]
    return found


def names_needed(source: str) -> set[str]:
    """The names that a cell uses and does not make; where it is no Python, all its words."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
        names = [one for one in nodes if isinstance(one, ast.Name)]
        own = {one.id for one in names if isinstance(one.ctx, ast.Store)} | {
            one.arg for one in nodes if isinstance(one, ast.arg)
        }
        return {one.id for one in names} - own - names_bound(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"\w+", source))


class OneMark(NbGraderPreprocessor):
    """One number from each check, or an error: nbgrader gives full marks for a silent cell, none for a warning."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Bring the outputs of graded cells into the form that nbgrader reads, and note what went wrong."""
        code = [(at, cell) for at, cell in enumerate(nb.cells, 1) if cell.cell_type == "code"]
        for at, cell in code:
            if is_grade(cell):
                _only_mark(cell)
            if not notes.is_unreadable(nb):
                _note_error(nb, at, cell)
        return nb, resources


def _only_mark(cell: NotebookNode) -> None:
    """Leave the last result when it is a mark; what a student prints to stderr must not cost it."""
    results = [one for one in cell.outputs if one.output_type == "execute_result"]
    good = bool(results) and _is_mark(results[-1], float(cell.metadata.nbgrader["points"]))
    kept = [one for one in cell.outputs if one.output_type != "execute_result" or good and one is results[-1]]
    for one in kept:
        if one.output_type == "stream":
            one.name = "stdout"
        elif one.output_type == "error":
            one.traceback = [f"{one.ename}: {one.evalue}"]  # a traceback would show the hidden test
    errors = [one for one in kept if one.output_type == "error"]
    if not good and not errors:
        kept.append(notes.error("NoMark", "this check gave no mark"))
    cell.outputs = [one for one in kept if one.output_type != "error"] if good else kept


def _is_mark(result: NotebookNode, points: float) -> bool:
    try:
        return 0 <= float(result.data["text/plain"]) <= points
    except (KeyError, TypeError, ValueError):
        return False


def _note_error(nb: NotebookNode, at: int, cell: NotebookNode) -> None:
    errors = [one for one in cell.outputs if one.output_type == "error"]
    if not errors:
        return
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    where = notes.number(name) if name else f"cell {at}"
    ours = [one for one in errors if one.ename in OURS]
    said = ours[-1].evalue if ours else f"{errors[0].ename}: {errors[0].evalue.partition(chr(10))[0]}"
    notes.add(nb, f"{where}: {said}")


def _known(facts: dict) -> dict[str, dict[str, Any]]:
    """What the gradebook knows of the exercise: each graded or solution cell, its source and nbgrader's note."""
    with Gradebook(facts["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(facts["notebook"], facts["assignment"])
        points = {cell.name: cell.max_score for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        return {
            cell.name: {
                "source": cell.source,
                "type": cell.cell_type,
                "note": NotebookNode(
                    schema_version=3, grade_id=cell.name, grade=cell.name in points, solution=cell.name in solutions,
                    locked=cell.locked, task=False, checksum=cell.checksum, cell_type=cell.cell_type,
                    **({"points": points[cell.name]} if cell.name in points else {}),
                ),
            }
            for cell in notebook.source_cells
        }  # fmt: skip


def _take_note(cell: NotebookNode, known: dict[str, dict[str, Any]]) -> str | None:
    """Take nbgrader's note off a cell; its name, when it belongs to this exercise."""
    cell.source = cell.source.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written
    said = cell.metadata.pop("nbgrader", None)
    name = said.get("grade_id") if isinstance(said, dict) else None
    return name if isinstance(name, str) and name in known else None


def _by_text(cell: NotebookNode, known: dict[str, dict[str, Any]]) -> str | None:
    """The check that a cell without a note is, by what a student sees of it."""
    if cell.cell_type != "code" or not cell.source.strip():
        return None
    checks = {name: one["source"] for name, one in known.items() if one["note"].grade}
    same = [name for name, source in checks.items() if _visible(source) == _visible(cell.source)]
    return same[0] if len(same) == 1 else None


def _visible(source: str) -> str:
    return json.dumps("".join(without_hidden(source).split()))


def _natural(name: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else -1, part) for part in name.split("-")]

"""A submission's cells, before and after it runs: which of them are graded, and that each gives one mark."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
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
        return nb, resources

    def _restore(self, nb: NotebookNode, name: str, known: dict) -> None:
        cell = new_code_cell(known["source"])
        cell.metadata["nbgrader"] = known["note"]
        answer = name.replace("check-", "task-", 1)
        at = [i + 1 for i, one in enumerate(nb.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == answer]
        nb.cells.insert(at[0] if at else len(nb.cells), cell)
        if not notes.is_unreadable(nb):
            notes.add(nb, f"{notes.number(name)}: its check had been deleted; it was put back")


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

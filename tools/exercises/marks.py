"""nbgrader's notes on the cells, derived from the text: authors never write them."""

from __future__ import annotations

from nbformat import NotebookNode

from tools.exercises.regions import BEGIN_HIDDEN, END_HIDDEN, holds_solution, without_hidden
from tools.exercises.tasks import LATE, Task, arguments, checked, tasks

SCHEMA = 3


class Unclear(ValueError):
    """The text does not say what belongs together; the sentence says where."""


def put(nb: NotebookNode) -> None:
    """Mark stubs and checks for nbgrader, and append the hidden tests."""
    strip(nb)
    for at, cell in enumerate(nb.cells, 1):
        late = LATE.search(cell.source) if cell.cell_type == "markdown" else None
        if late:
            raise Unclear(f"cell {at}: {late[0]!r} must open its cell; put '# %% [markdown]' before it.")
    for task in tasks(nb):
        _one_each(task, nb)
        nb.cells[task.stubs[0] - 1].metadata["nbgrader"] = _note("task", task.number, solution=True)
        check = nb.cells[task.checks[0] - 1]
        check.metadata["nbgrader"] = _note("check", task.number, grade=True, locked=True, points=task.points)
        check.source += "\n" + hidden(check.source, task.points)
    for at, cell in enumerate(nb.cells, 1):
        if "nbgrader" not in cell.metadata and cell.cell_type == "code" and _is_part(cell.source):
            raise Unclear(f"cell {at}: its stub or check stands before the first task's heading.")


def strip(nb: NotebookNode) -> None:
    """Leave what an author writes."""
    for cell in nb.cells:
        cell.metadata.pop("nbgrader", None)
        if cell.cell_type == "code":
            cell.source = without_hidden(cell.source)


def hidden(source: str, points: int) -> str:
    """The test that only the lecturer's copy holds: the same answer, graded on other inputs."""
    passed = ", ".join([f'"{checked(source)}"', *arguments(source), f"points={points}"])
    return "\n".join([BEGIN_HIDDEN, "from course.checks import grade", f"grade({passed})", END_HIDDEN])


def _note(word: str, number: str, **facts: object) -> NotebookNode:
    usual = {"grade": False, "locked": False, "solution": False, "task": False}
    identity = {"schema_version": SCHEMA, "grade_id": f"{word}-{number.replace('.', '-')}"}
    return NotebookNode({**usual, **identity, **facts})


def _is_part(source: str) -> bool:
    return holds_solution(source) or bool(checked(source))


def _one_each(task: Task, nb: NotebookNode) -> None:
    for word, cells in (("stub with a solution region", task.stubs), ('cell check("…", …)', task.checks)):
        if len(cells) != 1:
            raise Unclear(f"task {task.number}: it has {len(cells)} cells of the kind {word}; one is wanted.")
    said = checked(nb.cells[task.checks[0] - 1].source)
    if said != task.number:
        raise Unclear(f"task {task.number}: cell {task.checks[0]} checks {said}.")
    if task.stubs[0] > task.checks[0]:
        raise Unclear(f"task {task.number}: its check stands before its stub.")
    if not task.points:
        raise Unclear(f"task {task.number}: a line such as '●●○ · 8 minutes · implement' is missing.")

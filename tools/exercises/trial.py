"""Run an exercise as a learner would, and read what its checks say."""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from tools.exercises import places, variant
from tools.exercises.tasks import checked
from tools.pages import cells, files
from tools.pages.runner import Run, run

LIMIT = 300  # seconds
PANEL = re.compile(r"(?P<task>\d\d\.\d+) · (?P<title>.+): (?P<status>done|not yet|not begun)")


def trial(path: Path, *, student: str = "", data: Path | None = None, offline: bool = False) -> Run:
    """Run the exercise, or a student's version of it, and leave the file as it is."""
    if not student:
        return run(path, "cpu", limit=LIMIT, data=data, offline=offline)
    with tempfile.TemporaryDirectory(prefix="course-variant-", ignore_cleanup_errors=True) as folder:
        copy = places.notebook(Path(folder).resolve() / "exercises", path.stem)
        files.write(variant.personal(files.read(path), student), copy)
        return run(copy, "cpu", limit=LIMIT, data=data, offline=offline, root=path.parents[2])


FRESH = "get_ipython().reset(new_session=False)\nimport gc\ngc.collect()  # the next notebook begins with no names"


def in_turn(
    notebooks: Sequence[NotebookNode], name: str, root: Path, *, data: Path | None = None, offline: bool = False
) -> list[Run]:
    """Run notebooks one after the other in one kernel, each without the names of those before it.

    One start of a kernel, with its imports, instead of several: most of what a short exercise costs. Each result has
    the cost of all together, and the problem of the run.
    """
    one, ends = new_notebook(), []
    for nb in notebooks:
        one.cells += [new_code_cell(FRESH), *copy.deepcopy(nb.cells)]
        ends.append(len(one.cells))
    with tempfile.TemporaryDirectory(prefix="course-turn-", ignore_cleanup_errors=True) as folder:
        path = places.notebook(Path(folder).resolve() / "exercises", name)
        files.write(one, path)
        whole = run(path, "cpu", limit=LIMIT * len(notebooks), data=data, offline=offline, root=root)
    starts = [0, *ends[:-1]]
    parts = [whole.notebook.cells[start + 1 : end] for start, end in zip(starts, ends, strict=True)]
    return [replace(whole, notebook=new_notebook(cells=part, metadata=whole.notebook.metadata)) for part in parts]


def panels(nb: NotebookNode) -> dict[str, str]:
    """For each check that ran, what its panel says as plain text."""
    found = {}
    for _, cell in cells.code(nb):
        texts = [str(one.get("data", {}).get("text/plain", one.get("text", ""))) for one in cell.outputs]
        said = [text for text in texts if PANEL.match(text)]
        if checked(cell.source):
            found[checked(cell.source)] = said[0] if said else ""
    return found


def statuses(nb: NotebookNode) -> dict[str, str]:
    """The word in which each check sums up: done, not yet, not begun; or silent."""
    lines = {task: PANEL.fullmatch(text.partition("\n")[0]) for task, text in panels(nb).items()}
    return {task: line["status"] if line and line["task"] == task else "silent" for task, line in lines.items()}


def grades(nb: NotebookNode) -> dict[str, float]:
    """The points that the hidden tests gave: the value of each check's cell."""
    found = {}
    for _, cell in cells.code(nb):
        values = [one.data["text/plain"] for one in cell.outputs if one.output_type == "execute_result"]
        if checked(cell.source) and values:
            found[checked(cell.source)] = float(values[0])
    return found


def summary(result: Run) -> str:
    """One line on the run, then one a task."""
    said, given = statuses(result.notebook), grades(result.notebook)
    points = {task: f", {value:g} points" for task, value in given.items()}
    return "\n".join([result.summary(), *(f"  {task} {word}{points.get(task, '')}" for task, word in said.items())])

"""Run an exercise as a learner would, and read what its checks say."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from nbformat import NotebookNode

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

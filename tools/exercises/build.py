"""Between the text in which authors write exercises and the notebooks in ``solutions/``."""

from __future__ import annotations

from pathlib import Path

import jupytext
from nbformat import NotebookNode

from tools.exercises import marks
from tools.pages import badges, files
from tools.pages.convert import FILTERS, FORMAT
from tools.pages.outputs import normalise

BOOTSTRAP = "# The build writes this cell: it makes `course` importable wherever the exercise is opened."


class BuildFailed(Exception):
    """A text does not say what an exercise needs; the notebook is as it was."""


def to_solution(text: Path, path: Path, repository: str) -> NotebookNode:
    """Make the notebook with the solutions: badge, bootstrap cell, nbgrader's notes, no outputs."""
    nb = jupytext.reads(text.read_text(encoding="utf-8"), fmt=FORMAT)
    nb.metadata = NotebookNode()
    badges.put(nb, path, repository)
    try:
        marks.put(nb)
    except marks.Unclear as problem:
        raise BuildFailed(f"{text.name}: {problem}") from None
    clean(nb)
    files.write(nb, path)
    return nb


def to_text(path: Path, target: Path) -> None:
    """Write a notebook of ``solutions/`` as the text that it was made from."""
    nb = files.read(path)
    marks.strip(nb)
    for cell in nb.cells:
        if "bootstrap" in files.tags(cell):
            cell.source = BOOTSTRAP
    nb.metadata["jupytext"] = FILTERS
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(jupytext.writes(nb, fmt=FORMAT), encoding="utf-8", newline="\n")


def clean(nb: NotebookNode) -> None:
    """Without outputs: what an exercise shows is what its learner makes."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    normalise(nb)

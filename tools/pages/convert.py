"""Between the notebooks that are stored and the text in which they are comfortable to write."""

from __future__ import annotations

from pathlib import Path

import jupytext
from nbformat import NotebookNode

from tools.pages import badges, cost, files
from tools.pages.outputs import normalise

FORMAT = "py:percent"
FILTERS = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "tags,-all"}


def to_text(path: Path, target: Path) -> None:
    """Write a lesson as a Python file in which ``# %%`` starts a cell."""
    nb = files.read(path)
    nb.metadata["jupytext"] = FILTERS
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(jupytext.writes(nb, fmt=FORMAT), encoding="utf-8", newline="\n")


def to_notebook(text: Path, path: Path, repository: str) -> NotebookNode:
    """Make a lesson from its text; cells whose source is as before keep their outputs.

    Badge, bootstrap cell and cost line are written anew, so the text may leave them unfinished.
    """
    nb = jupytext.reads(text.read_text(encoding="utf-8"), fmt=FORMAT)
    nb.metadata = NotebookNode()
    badges.put(nb, path, repository)
    if path.exists():
        keep_results(files.read(path), nb)
    cost.write_line(nb)
    normalise(nb)
    files.write(nb, path)
    return nb


def keep_results(old: NotebookNode, new: NotebookNode) -> None:
    """Carry over the outputs of unchanged code cells, and the lesson's measurements."""
    if "course" in old.metadata:
        new.metadata["course"] = old.metadata["course"]
    known: dict[str, list[NotebookNode]] = {}
    for cell in old.cells:
        if cell.cell_type == "code":
            known.setdefault(cell.source, []).append(cell)
    for cell in new.cells:
        if cell.cell_type == "code" and known.get(cell.source):
            same = known[cell.source].pop(0)
            cell.outputs, cell.execution_count = same.outputs, same.execution_count

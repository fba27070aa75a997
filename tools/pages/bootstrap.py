"""The first code cell of every lesson: it makes ``course`` importable wherever the lesson is opened."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tools.pages.files import tags

# An exception with `_render_traceback_` is what Jupyter shows as given: one sentence. SystemExit would add
# a warning about `exit`, and papermill would take the lesson for finished.
TEMPLATE = """\
# @title Set-up: makes `course` importable; in a checkout it finds it, alone (as on Colab) it installs it
import importlib.util
import os
import subprocess
import sys

class CourseMissing(Exception):
    def _render_traceback_(self):  # Jupyter then shows one sentence instead of a traceback
        return [str(self)]

for folder in ("..", "../.."):
    if not importlib.util.find_spec("course") and os.path.exists(f"{folder}/course/__init__.py"):
        sys.path.insert(0, os.path.abspath(folder))
if not importlib.util.find_spec("course"):
    if not importlib.util.find_spec("torch"):
        raise CourseMissing("This Python has neither the course nor torch: choose the kernel of the "
                            "course's environment, or open this notebook on Colab.")
    source = os.environ.get("COURSE_SOURCE") or "{repository}/archive/refs/heads/main.zip"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", source]
    done = subprocess.run(pip, capture_output=True, text=True)
    importlib.invalidate_caches()
    if done.returncode or not importlib.util.find_spec("course"):
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1][:100]
        raise CourseMissing(f"Could not install the course from {source}. If you are offline, connect "
                            f"and run this cell again. pip says: {said}")
    print("The course's package is installed; torch and numpy are as they were.")"""


# The cell is plumbing: JupyterLab and Colab fold it, so that a visitor's first screen is the lesson.
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}


def source(repository: str) -> str:
    """The cell's text. Only the address varies between copies of the course."""
    return TEMPLATE.replace("{repository}", repository)


def put(nb: NotebookNode, repository: str) -> None:
    """Write the current text into the lesson's bootstrap cell, or add the cell after the first one."""
    text = source(repository)
    cells = [cell for cell in nb.cells if "bootstrap" in tags(cell)]
    if not cells:
        cells = [new_code_cell(text, metadata={"tags": ["bootstrap"]})]
        nb.cells.insert(1, cells[0])
    for cell in cells:
        cell.source = text
        cell.metadata.update(FOLDED)

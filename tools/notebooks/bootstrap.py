"""The first code cell of every lesson: it makes ``course`` importable wherever the lesson is opened."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tools.notebooks.files import tags

# An exception with `_render_traceback_` is what Jupyter shows as given: one sentence. SystemExit would add
# a warning about `exit`, and papermill would take the lesson for finished.
TEMPLATE = """\
# Makes `course` importable. In a checkout it finds it; alone, as on Colab, it installs it in seconds.
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
    source = os.environ.get("COURSE_SOURCE") or "{repository}/archive/refs/heads/main.zip"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", source]
    failed = subprocess.run(pip, capture_output=True).returncode
    importlib.invalidate_caches()
    if failed or not importlib.util.find_spec("course"):
        raise CourseMissing(f"Could not install the course from {source}: check the internet "
                            "connection and run this cell again.")
    print("The course's package is installed; torch and numpy are as they were.")"""


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

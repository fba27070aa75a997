"""What is said about a submission: sentences in the notebook's metadata, which end in the last column of the table."""

from __future__ import annotations

import re
import unicodedata

from nbformat import NotebookNode
from nbformat.v4 import new_output

LONGEST = 240  # characters of one note
VERSION = re.compile(r"""^STUDENT = (["'])(?P<name>.*?)\1""", re.MULTILINE)
MOST = 4  # notes a student


def whole(text: str) -> str:
    """A text that can be written to a file: half a surrogate pair cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """A text for one line of a table or a terminal: no control characters, none that turn the writing round."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", whole(text))  # colours
    kept = (c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs") or c in "\t\n\u200c\u200d")
    return " ".join("".join(kept).split())


def version(nb: NotebookNode) -> str:
    """The name in the notebook's cell ``STUDENT = "…"``."""
    found = VERSION.search("\n".join(cell.source for cell in nb.cells if cell.cell_type == "code"))
    return found["name"] if found else ""


def notes(nb: NotebookNode) -> list[str]:
    """The notes so far. What a student's file may hold under this name is only ever shown."""
    kept = _own(nb).get("notes")
    return [clean(str(one))[:LONGEST] for one in kept] if isinstance(kept, list) else []


def add(nb: NotebookNode, text: str) -> None:
    """Add one note; after a few, only their number grows."""
    text = clean(text)
    said = notes(nb)
    if text in said:
        return
    nb.metadata["grading"] = NotebookNode({**_own(nb), "notes": [*said, _short(text)]})


def text(nb: NotebookNode) -> str:
    """All notes in one line."""
    said = notes(nb)
    more = [f"and {len(said) - MOST} more"] if len(said) > MOST else []
    return "; ".join([*said[:MOST], *more])


def set_unreadable(nb: NotebookNode) -> None:
    """Say that this notebook stands in for a submission that could not be read."""
    nb.metadata["grading"] = NotebookNode({**_own(nb), "unreadable": True})


def is_unreadable(nb: NotebookNode) -> bool:
    """Whether this notebook stands in for a submission that could not be read."""
    return _own(nb).get("unreadable") is True


def error(name: str, sentence: str) -> NotebookNode:
    """A cell's output that costs its marks and says why, for the feedback and for the table."""
    return new_output("error", ename=name, evalue=sentence, traceback=[f"{name}: {sentence}"])


def number(grade_id: str) -> str:
    """A task's number: "check-20-2" and "task-20-2" are about 20.2."""
    word, _, rest = grade_id.partition("-")
    return rest.replace("-", ".") if word in {"check", "task"} and rest else grade_id


def _own(nb: NotebookNode) -> dict:
    found = nb.metadata.get("grading")
    return dict(found) if isinstance(found, dict) else {}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

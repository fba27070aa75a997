"""What of a graded notebook goes into the page that a browser opens: no script, nothing foreign, bounded sizes.

The page's own policy (``templates/``) forbids all scripts, frames and connections; this takes out what it cannot.
"""

from __future__ import annotations

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

ACTIVE = (
    "script|meta|base|iframe|frame|frameset|object|embed|applet|form|input|button|link|style|noscript|template"
    "|textarea|title|xmp|plaintext|portal|html|head|body"
)
TAG = re.compile(rf"<(?=\s*/?\s*(?:{ACTIVE})\b)", re.IGNORECASE)
SHOWN = {"text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg", "image/svg+xml"}
ROOM = 20_000_000  # characters of a page's outputs


class SafePage(NbGraderPreprocessor):
    """Takes the active parts out of a notebook before it becomes a page."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Mend the notebook in place; the graded one on disk stays as it is."""
        room = ROOM
        for cell in nb.cells:
            if cell.cell_type != "code":
                cell.source = harmless(cell.source)
            for output in cell.get("outputs", []):
                if "data" not in output:
                    continue
                output["metadata"] = NotebookNode()  # sizes and frames that a submission asks for
                found = {kind: _text(kind, data) for kind, data in output.data.items() if kind in SHOWN}
                kept = {kind: data for kind, data in found.items() if data is not None}
                size = sum(map(len, kept.values()))
                if size > room:
                    kept = {"text/plain": f"… an output of {size:,} characters was left out of this page"}
                room -= min(size, room)
                output["data"] = NotebookNode(kept)
        return nb, resources


def harmless(text: str) -> str:
    """Text with the marks of active elements shown, not obeyed."""
    return TAG.sub("&lt;", text)


def _text(kind: str, data: object) -> str | None:
    data = "".join(map(str, data)) if isinstance(data, list) else data
    if not isinstance(data, str):
        return None
    if kind in {"image/png", "image/jpeg"}:
        return data if re.fullmatch(r"[A-Za-z0-9+/=\s]*", data) else None
    return harmless(data) if kind in {"text/html", "text/markdown"} else data

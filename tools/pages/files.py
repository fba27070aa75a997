"""Where the lessons are, and how they are read and written: always in one normal form."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
LESSON = re.compile(r"\d\d_\w+")


def lessons(root: Path = ROOT, only: str | None = None) -> list[Path]:
    """The lessons in order; ``only`` is a number such as ``20`` or the start of a name."""
    return _chosen(root / "notebooks", ".ipynb", only)


def by_number(root: Path = ROOT) -> dict[str, NotebookNode]:
    """The lessons as they are stored, by their number, such as ``"20"``."""
    return {path.stem[:2]: read(path) for path in lessons(root)}


def texts(root: Path = ROOT, only: str | None = None) -> list[Path]:
    """The lessons as text, where authors write them."""
    return _chosen(root / "build" / "text", ".py", only)


def _chosen(folder: Path, suffix: str, only: str | None) -> list[Path]:
    found = sorted(path for path in folder.glob(f"*{suffix}") if LESSON.fullmatch(path.stem))
    chosen = [path for path in found if path.name.startswith(only or "")]
    if only and not chosen:
        raise SystemExit(f"No lesson in {folder.name}/ starts with {only!r}; there are: {_names(found)}.")
    return chosen


def _names(paths: list[Path]) -> str:
    return ", ".join(path.stem for path in paths) or "none"


def repository(root: Path = ROOT) -> str:
    """The public repository's address, which stands in pyproject.toml and nowhere else by hand."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["urls"]["Repository"].rstrip("/")


def tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def read(path: Path) -> NotebookNode:
    with path.open(encoding="utf-8") as file:
        return nbformat.read(file, as_version=4)


def write(nb: NotebookNode, path: Path) -> None:
    """Write atomically, so that an interrupted run leaves the old lesson whole."""
    name_cells(nb)
    nbformat.validate(nb)
    replace_file(path, (nbformat.writes(nb, version=4) + "\n").encode("utf-8"))


def replace_file(path: Path, content: bytes) -> None:
    """Write a whole file in one move: it is there whole, or the one before it is. Its folder is made.

    ``course.settings`` has the like for readers; it loads PyTorch, which tools need not wait for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def name_cells(nb: NotebookNode) -> None:
    """Give each cell an id that depends on its source alone, so that a diff shows only real changes."""
    nb.nbformat, nb.nbformat_minor = 4, 5
    seen: dict[str, int] = {}
    for cell in nb.cells:
        name = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[name] = seen.get(name, 0) + 1
        cell.id = name if seen[name] == 1 else f"{name}-{seen[name]}"

"""Write the public repository's address, which stands in pyproject.toml, wherever it is repeated."""

from __future__ import annotations

import re
from pathlib import Path

from nbformat import NotebookNode

from tools.pages import bootstrap, files

BADGE = re.compile(r"^\[!\[Open in Colab\].*$", re.MULTILINE)
PICTURE = "https://colab.research.google.com/assets/colab-badge.svg"
COLAB = re.compile(r"colab\.research\.google\.com/github/([\w.-]+/[\w.-]+?)/")
PAGES = ("README.md", "CONTRIBUTING.md", "CITATION.cff")


def slug(repository: str) -> str:
    """``owner/name``: Colab opens notebooks from GitHub alone."""
    found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+)", repository)
    if not found:
        raise SystemExit(f"The badges need an address like https://github.com/owner/name; {repository!r} is not one.")
    return found[1]


def badge(path: Path, repository: str) -> str:
    """The line that opens the lesson on Colab; an exercise's, also in ``solutions/``, opens what is released."""
    place = f"exercises/{path.stem}/{path.name}" if path.parent.name == path.stem else f"notebooks/{path.name}"
    address = f"https://colab.research.google.com/github/{slug(repository)}/blob/main/{place}"
    return f"[![Open in Colab]({PICTURE})]({address})"


def put(nb: NotebookNode, path: Path, repository: str) -> None:
    """Write the address into one notebook: its badge and its bootstrap cell."""
    nb.cells[0].source = BADGE.sub(badge(path, repository), nb.cells[0].source, count=1)
    bootstrap.put(nb, repository)


def write_all(root: Path = files.ROOT, only: str | None = None) -> list[Path]:
    """Bring all lessons, exercises and pages up to date; return those that changed."""
    repository = files.repository(root)
    notebooks = [*files.lessons(root, only), *_exercises(root, only)]
    changed = [path for path in notebooks if _notebook(path, repository)]
    pages = [root / name for name in PAGES if (root / name).exists()]
    old = _old_slugs([page.read_text(encoding="utf-8") for page in pages])
    return changed + [page for page in pages if _page(page, old, slug(repository))]


def _exercises(root: Path, only: str | None) -> list[Path]:
    """Solutions and exercises alike: the address stands in cells that nbgrader leaves as they are."""
    found = sorted([*(root / "solutions").glob("ex*/*.ipynb"), *(root / "exercises").glob("ex*/*.ipynb")])
    return [path for path in found if path.parent.name == path.stem and path.stem[2:].startswith(only or "")]


def _notebook(path: Path, repository: str) -> bool:
    nb, before = files.read(path), files.read(path)
    put(nb, path, repository)
    if nb == before:
        return False
    files.write(nb, path)
    return True


def _old_slugs(texts: list[str]) -> set[str]:
    """The repositories that the pages' Colab badges point to, which are copies of our own address."""
    return {name for text in texts for name in COLAB.findall(text)}


def _page(page: Path, old: set[str], new: str) -> bool:
    text = before = page.read_text(encoding="utf-8")
    for name in old:
        text = re.sub(rf"(github(?:\.com)?)/{re.escape(name)}(?![\w-])", rf"\1/{new}", text)
    if text != before:
        page.write_bytes(text.encode("utf-8"))
    return text != before

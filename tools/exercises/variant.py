"""A copy of an exercise for one student: the same tasks with other numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from nbformat import NotebookNode

from tools.exercises import places
from tools.pages import badges, files

LINE = re.compile(r'^STUDENT = "[^"]*"', re.MULTILINE)
UNSAFE = re.compile(r"""[\x00-\x1f\x7f"'`\\/:*?<>|]""")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # no folder's name on Windows
LONGEST = 60
SOLVED = "_solved"


def names(given: list[str], file: Path | None = None) -> list[str]:
    """The students' names, with single spaces, and refused with one sentence when unusable."""
    lines = [*given, *(_lines(file) if file else [])]
    if not lines:
        raise SystemExit("Name at least one student: --student NAME, or --students FILE with one name a line.")
    found = [" ".join(name.split()) for name in lines]
    for name in found:
        problem = _problem(name)
        if problem:
            raise SystemExit(f"{name!r} cannot be a student's name here: {problem}.")
    twice = sorted({name for name in found if [one.casefold() for one in found].count(name.casefold()) > 1})
    if twice:
        raise SystemExit(f"These names stand there twice, so their versions would be one: {', '.join(twice)}.")
    return found


def _lines(file: Path) -> list[str]:
    try:
        return [line for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"The list of names {file} cannot be read as UTF-8 text: {error}.") from None


def _problem(name: str) -> str | None:
    if not name:
        return "it is empty"
    if UNSAFE.search(name):
        return r"""it becomes a folder's name, so it may hold no quotes, no control characters and none of \/:*?<>|"""
    if name.startswith((".", "_", "-")) or name.endswith("."):
        return "it becomes a folder's name, so it may not start with a dot, underscore or dash, or end with a dot"
    if RESERVED.fullmatch(name):
        return "Windows keeps that name for a device"
    return f"it has more than {LONGEST} characters" if len(name) > LONGEST else None


def write(students: list[str], root: Path = files.ROOT, only: str | None = None, solved: bool = False) -> list[Path]:
    """Write ``variants/NAME/…``; with ``solved`` from the solutions, to a folder apart from what is handed out."""
    sources = places.solutions(root, only) if solved else places.exercises(root, only)
    folder = root / "variants" / (SOLVED if solved else "")
    return [_one(source, folder / student, student) for student in students for source in sources]


def _one(source: Path, folder: Path, student: str) -> Path:
    path = places.notebook(folder, source.stem)
    files.write(personal(files.read(source), student), path)
    return path


def personal(nb: NotebookNode, student: str) -> NotebookNode:
    """Write the name into the parameters, and leave out the badge, which opens the public version."""
    cells = [cell for cell in nb.cells if "parameters" in files.tags(cell) and LINE.search(cell.source)]
    if len(cells) != 1:
        raise SystemExit('An exercise needs one cell tagged parameters with a line STUDENT = "".')
    said = f"STUDENT = {json.dumps(student, ensure_ascii=False)}"
    cells[0].source = LINE.sub(lambda _: said, cells[0].source, count=1)
    nb.cells[0].source = re.sub(r"\n{3,}", "\n\n", badges.BADGE.sub("", nb.cells[0].source, count=1))
    return nb

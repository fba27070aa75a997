"""From whatever a learning platform gives to one notebook a student."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.plugins import ExtractorPlugin
from nbgrader.utils import unzip

from tools.exercises.regions import without_hidden
from tools.grading import notes

ARCHIVES = (".zip", ".gz", ".tgz", ".tar")
JUNK = re.compile(r"\..*|__MACOSX|__pycache__|thumbs\.db|desktop\.ini", re.IGNORECASE)
MOODLE = "_assignsubmission_"
CANVAS = re.compile(r"(?P<who>.+?)(_LATE)?_(?P<id>\d+)_\d+")


class Collect(ExtractorPlugin):
    """Unpacks and sorts submissions: ``STUDENT/EXERCISE.ipynb`` for each student, with a note on what was odd.

    Each student is a folder, an archive or a file; the name is the folder's, or what stands before the exercise's
    name in the file's. Whoever handed in nothing that can be read gets a page that says so, and with it a row.
    """

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """What ``nbgrader zip_collect`` calls."""
        course = self.parent.coursedir
        exercise = course.assignment_id
        source = Path(course.format_path(course.source_directory, ".", exercise), f"{exercise}.ipynb")
        checks = _check_lines(_read(source)[0])
        with tempfile.TemporaryDirectory(dir=Path(extracted_path).parent, ignore_cleanup_errors=True) as folder:
            pile = Path(folder) / "pile"
            shutil.copytree(archive_path, pile, ignore=lambda _, names: [n for n in names if JUNK.fullmatch(n)])
            broken = _unpack(pile)
            for student, found in submissions(pile, exercise).items():
                nb = choose(found, exercise, checks, broken)
                target = Path(extracted_path, student, f"{exercise}.ipynb")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(nbformat.writes(nb), encoding="utf-8")
                self.log.info("%s: %s", student, notes.text(nb) or "collected")


def submissions(pile: Path, exercise: str) -> dict[str, list[Path]]:
    """Each student with everything that came under that name."""
    students: dict[str, tuple[str, list[Path]]] = {}  # name without capitals -> (name, files)
    for entry in sorted(_entries(_top(pile, exercise))):
        name = student_of(entry.stem if entry.is_file() else entry.name, exercise)
        files = [entry] if entry.is_file() else sorted(path for path in entry.rglob("*") if path.is_file())
        students.setdefault(name.casefold(), (name, []))[1].extend(files)
    return dict(students.values())


def student_of(name: str, exercise: str) -> str:
    """The student's name in a folder's or file's name, without what platforms add."""
    before, found, after = name.partition(MOODLE)
    if not found:
        before, found, after = _partition(name, exercise)
        before = before if before.strip(" _-.") else re.sub(r"^\W*\(?\d*\)?\W*", "", after)
    canvas = CANVAS.fullmatch(before.rstrip(" _-."))
    before = f"{canvas['who']}_{canvas['id']}" if canvas else before
    before = re.sub(r"[^\w .@-]", "_", before).strip(" _-.")  # it becomes a folder's name, and nbgrader a pattern's
    return before or re.sub(r"[^\w .@-]", "_", name).strip(" .") or "unnamed"


def choose(found: list[Path], exercise: str, checks: set[str], broken: list[Path]) -> NotebookNode:
    """The notebook that holds most checks of this exercise; a page that says why, when there is none."""
    candidates = [path for path in found if path.suffix.lower() == ".ipynb" and "-checkpoint" not in path.stem]
    read = {path: _read(path) for path in candidates}
    good = {path: nb for path, (nb, _) in read.items() if nb is not None}
    if not good:
        return _stand_in(read, [path for path in found if path in broken], found)
    best = max(good, key=lambda path: (len(checks & _check_lines(good[path])), path.stem == exercise, path.name))
    nb = good[best]
    if not checks & _check_lines(nb):
        notes.add(nb, f"{best.name} holds no check of this exercise: is it another one?")
    if len(good) > 1:
        notes.add(nb, f"{len(good)} notebooks were handed in; {best.name} was graded")
    elif exercise not in best.stem:
        notes.add(nb, f"handed in as {best.name}")
    return nb


def _stand_in(read: dict[Path, tuple[NotebookNode | None, str]], broken: list[Path], found: list[Path]) -> NotebookNode:
    why = [f"{path.name} {reason}" for path, (_, reason) in read.items()]
    why += [f"the archive {path.name} could not be opened" for path in broken]
    others = ", ".join(path.name for path in found[:3])
    sentence = "; ".join(why) or (f"no notebook was handed in, but {others}" if others else "the folder is empty")
    nb = new_notebook(cells=[new_markdown_cell(f"Nothing could be graded: {sentence}.")])
    notes.set_unreadable(nb)
    notes.add(nb, sentence)
    return nb


def _read(path: Path) -> tuple[NotebookNode | None, str]:
    """A notebook rebuilt from what can be used of a file, without outputs; or None and the reason."""
    data = path.read_bytes()
    if not data.strip():
        return None, "is empty"
    try:
        raw = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None, "is no notebook: it is not JSON"
    try:
        if isinstance(raw.get("worksheets"), list):  # a notebook from before 2015
            raw = nbformat.convert(nbformat.from_dict(raw), 4)
        cells = [_cell(one) for one in raw["cells"] if isinstance(one, dict)]
    except Exception:  # nothing is known about such a file, and each time the remedy is the same
        return None, "is no notebook: it is JSON of another kind"
    return new_notebook(cells=cells), ""


def _cell(raw: dict) -> NotebookNode:
    makers = {"code": new_code_cell, "markdown": new_markdown_cell}
    source = raw.get("source", "")
    source = "".join(map(str, source)) if isinstance(source, list) else str(source)
    metadata = raw.get("metadata")
    kept = {key: metadata[key] for key in ("nbgrader", "tags") if isinstance(metadata, dict) and key in metadata}
    return makers.get(str(raw.get("cell_type")), new_raw_cell)(source, metadata=_plain(kept))


def _plain(metadata: dict) -> NotebookNode:
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        metadata.pop("tags")
    return nbformat.from_dict(metadata)


def _check_lines(nb: NotebookNode | None) -> set[str]:
    """The lines with checks, by which a renamed notebook is known again."""
    cells = [cell for cell in nb.cells if cell.cell_type == "code"] if nb else []
    lines = {line.strip() for cell in cells for line in without_hidden(cell.source).splitlines()}
    return {line for line in lines if line.startswith("check(")}


def _unpack(pile: Path) -> list[Path]:
    """Put each archive's content in a folder of its name, archives inside archives too; return the broken ones."""
    broken: list[Path] = []
    while archives := [path for path in pile.rglob("*") if _is_archive(path) and path not in broken]:
        for path in archives:
            folder = path.with_name(re.sub(r"(\.tar)?\.\w+$", "", path.name))
            while folder.exists():
                folder = folder.with_name(folder.name + "_")
            try:
                folder.mkdir()
                unzip(str(path), str(folder), zip_ext=[path.suffix])
                path.unlink()
            except Exception:  # a damaged archive may raise anything
                shutil.rmtree(folder, ignore_errors=True)
                broken.append(path)
    return broken


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() in ARCHIVES and path.is_file()


def _entries(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not JUNK.fullmatch(path.name)]


def _top(pile: Path, exercise: str) -> Path:
    """The folder whose entries are the students: platforms wrap it into one or two more."""
    inside = _entries(pile)
    while len(inside) == 1 and inside[0].is_dir():
        deeper = _entries(inside[0])
        folders = [path for path in deeper if path.is_dir() and path.name != exercise]
        if not folders and inside[0].name != exercise and sum(path.suffix == ".ipynb" for path in deeper) < 2:
            break  # one student
        pile, inside = inside[0], deeper
    return pile


def _partition(name: str, exercise: str) -> tuple[str, str, str]:
    at = name.lower().find(exercise.lower())
    return (name, "", "") if at < 0 else (name[:at], name[at : at + len(exercise)], name[at + len(exercise) :])

"""From whatever a learning platform gives to one notebook a student."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.plugins import ExtractorPlugin

from tools.exercises.regions import without_hidden
from tools.grading import notes, unpack

MOODLE = "_assignsubmission_"
CANVAS = re.compile(r"(?P<who>.+?)(_LATE)?_(?P<id>\d+)_\d+")
BLACKBOARD = re.compile(r"(?:.*_)?(?P<who>[^_]+)_attempt_(?P<when>\d{4}(-\d\d){5})(_.*)?", re.IGNORECASE)
BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<who>.+?) - (?P<when>\w{3,9} \d{1,2}, \d{4} \d{3,4} [AP]M)( - .*)?")
COPY = re.compile(r"\W*(copy|kopie|copie|copia)[ _]+(of|von|de)[ _]+", re.IGNORECASE)  # what drives put before a name
WRAPPERS = re.compile(r"submissions?|abgaben?|einreichungen?|soumissions?|rendus?|entregas?", re.IGNORECASE)
NOT_WORK = re.compile(r"(multi_?)?feedback|r(ü|ue)ckmeldung(en)?|corrections?|retours?", re.IGNORECASE)
MOST_TEXT = 2_000_000  # characters of code and text in one notebook
LARGEST_PICTURE, LARGEST_PICTURES = 4_000_000, 20_000_000  # characters of one pasted picture, and of all
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass
class Entry:
    """All that came under one name: where, as a platform wrote it, and the files in it."""

    name: str
    places: list[Path]
    files: list[Path]


class Collect(ExtractorPlugin):
    """What ``nbgrader zip_collect`` uses: ``STUDENT/EXERCISE.ipynb`` for each student, with a note on what was odd."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """What ``nbgrader zip_collect`` calls."""
        course = self.parent.coursedir
        exercise = course.assignment_id
        source = Path(course.format_path(course.source_directory, ".", exercise), f"{exercise}.ipynb")
        for student, nb in collect(Path(archive_path), source, Path(extracted_path).parent):
            target = Path(extracted_path, student, f"{exercise}.ipynb")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(nbformat.writes(nb), encoding="utf-8")
            self.log.info("%s: %s", student, notes.text(nb) or "collected")


def collect(submissions_path: Path, source: Path, scratch: Path) -> Iterator[tuple[str, NotebookNode]]:
    """Each student's name with one notebook; whoever handed in nothing that can be read gets a page that says so.

    submissions_path: a folder or an archive, in which each student is a folder, an archive or a file.  source: the
    exercise with its solutions.  scratch: a folder on a disk with room for what is unpacked.
    """
    checks = _check_lines(_read(source, {})[0])
    with tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as folder:
        pile = Path(folder) / "pile"
        broken = unpack.pile_up(submissions_path, pile)
        for entry in submissions(pile, source.stem).values():
            try:
                nb = choose(entry, source.stem, checks, broken, pile)
                nbformat.validate(nb)
                nbformat.writes(nb).encode("utf-8")
            except Exception as problem:  # strangers made this; it must not cost the others anything
                nb = _stand_in([f"it could not be read ({type(problem).__name__})"])
            yield entry.name, nb


def submissions(pile: Path, exercise: str) -> dict[str, Entry]:
    """Each student with everything that came under that name, by the folder's name that it will have."""
    students: dict[str, Entry] = {}  # name as written, without capitals -> what came
    for entry in sorted(_entries(_top(pile, exercise))):
        name = student_of(entry.stem if entry.is_file() else entry.name, exercise)
        files = [entry] if entry.is_file() else sorted(path for path in entry.rglob("*") if path.is_file())
        student = students.setdefault(name.casefold(), Entry(name, [], []))
        student.places.append(entry)
        student.files += files
    named: dict[str, Entry] = {}
    for student in students.values():
        safe = plain = folder_name(student.name)
        number = 1
        while safe.casefold() in named:  # another name, which only the folder's alphabet makes the same
            number += 1
            safe = f"{plain} {number}"
        student.name = safe
        named[safe.casefold()] = student
    return {student.name: student for student in named.values()}


def student_of(name: str, exercise: str) -> str:
    """The student's name in a folder's or file's name, without what platforms add. No mark of a letter is lost."""
    name = unicodedata.normalize("NFC", name)
    before, found, _ = name.partition(MOODLE)
    if found:
        return before.strip()
    for platform in (BLACKBOARD, BRIGHTSPACE):
        if matched := platform.fullmatch(name.strip()):
            return matched["who"].strip()
    before, found, after = _partition(name, exercise)
    before = COPY.sub("", before, count=1)
    if found and not before.strip(" _-."):
        before = re.sub(r"^\W*\(?\d*\)?\W*", "", after)
    canvas = CANVAS.fullmatch(before.rstrip(" _-."))
    before = f"{canvas['who']}_{canvas['id']}" if canvas else before
    return before.strip(" _-.") or name.strip() or "unnamed"


def folder_name(name: str) -> str:
    """A name as a folder's, in which nothing means something to a system, a pattern or a spreadsheet."""
    kept = "".join(c if c in " .@-_'’\u200c\u200d" or unicodedata.category(c)[0] in "LMN" else "_" for c in name)
    return kept.lstrip(" _-.@'").rstrip(" _-.")[:100] or "unnamed"


def choose(entry: Entry, exercise: str, checks: set[str], broken: unpack.Broken, pile: Path) -> NotebookNode:
    """The newest notebook with this exercise's checks; a page that says why, when there is none."""
    found = [path for path in entry.files if path.suffix.lower() == ".ipynb" and "-checkpoint" not in path.stem]
    read = {path: _read(path, broken) for path in found}
    good = {path: nb for path, (nb, _) in read.items() if nb is not None}
    bad = [f"{path.name} {why}" for path, (nb, why) in read.items() if nb is None]
    bad += [why if "the archive" in why else f"{path.name} {why}" for path, why in broken.items()
            if path not in read and any(path == place or place in path.parents for place in entry.places)]  # fmt: skip
    if not good:
        others = ", ".join(path.name for path in entry.files[:3])
        none = [f"no notebook was handed in, but {others}" if others else "the folder is empty"]
        return _stand_in(bad or none)
    held = {path: len(checks & _check_lines(nb)) for path, nb in good.items()}
    most = max(held.values())
    rank = {path: (2 * held[path] >= most, int(_when(path) / 60), held[path], path.stem == exercise, path.name)
            for path in good}  # fmt: skip
    best = max(good, key=lambda path: rank[path])
    nb = good[best]
    if not held[best]:
        notes.add(nb, f"{best.name} holds no check of this exercise: is it another one?")
    if len(good) > 1 or len(entry.places) > 1:
        older = sorted((path for path in good if path != best), key=lambda path: rank[path], reverse=True)
        left = ", ".join(_dated(path, pile) for path in older[:2]) or "nothing else that can be read"
        notes.add(nb, f"{len(good)} notebooks came under this name: {_dated(best, pile)} was graded, not {left}")
    elif exercise not in best.stem:
        notes.add(nb, f"handed in as {best.name}")
    for why in bad[:2]:
        notes.add(nb, f"left aside: {why}")
    return nb


def _when(path: Path) -> float:
    """When a notebook was handed in: by the platform's word in a folder's or file's name, else by the file's date."""
    for name in [path.stem, *(folder.name for folder in path.parents)]:
        for platform, form in ((BLACKBOARD, "%Y-%m-%d-%H-%M-%S"), (BRIGHTSPACE, "%b %d, %Y %I%M %p")):
            if matched := platform.fullmatch(name):
                with suppress(ValueError):
                    said = re.sub(r" (\d{3} [AP]M)$", r" 0\1", matched["when"])
                    return datetime.strptime(
                        re.sub(r"^(\w{3})\w*", r"\1", said) if " " in said else said, form
                    ).timestamp()
    return path.stat().st_mtime


def _dated(path: Path, pile: Path) -> str:
    return f"{path.relative_to(pile).as_posix()} ({datetime.fromtimestamp(_when(path)):%Y-%m-%d %H:%M})"


def _stand_in(why: list[str]) -> NotebookNode:
    sentence = "; ".join(why)
    nb = new_notebook(cells=[new_markdown_cell(f"Nothing could be graded: {notes.clean(sentence)}.")])
    notes.set_unreadable(nb)
    notes.add(nb, sentence)
    return nb


def _read(path: Path, broken: unpack.Broken) -> tuple[NotebookNode | None, str]:
    """A notebook rebuilt from what can be used of a file, without outputs; or None and the reason."""
    if path in broken:
        return None, broken[path]
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
    if sum(len(cell.source) for cell in cells) > MOST_TEXT or len(cells) > MOST_TEXT // 1000:
        return None, f"holds more than {MOST_TEXT:,} characters of code and text, or {MOST_TEXT // 1000:,} cells"
    _limit_pictures(cells)
    return new_notebook(cells=cells), ""


def _cell(raw: dict) -> NotebookNode:
    makers = {"code": new_code_cell, "markdown": new_markdown_cell}
    source = raw.get("source", "")
    source = "".join(map(str, source)) if isinstance(source, list) else str(source)
    metadata, attached = raw.get("metadata"), raw.get("attachments")
    kept = {key: metadata[key] for key in ("nbgrader", "tags") if isinstance(metadata, dict) and key in metadata}
    cell = makers.get(str(raw.get("cell_type")), new_raw_cell)(notes.whole(source), metadata=_plain(kept))
    if cell.cell_type == "markdown" and isinstance(attached, dict):
        cell["attachments"] = attached
    return cell


def _limit_pictures(cells: list[NotebookNode]) -> None:
    """Keep pasted pictures of known kinds and bearable size; a page cannot be made where one is named and missing."""
    room = LARGEST_PICTURES
    for cell in cells:
        kept: dict[str, dict[str, str]] = {}
        for name, kinds in (cell.pop("attachments", None) or {}).items():
            for kind, data in kinds.items() if isinstance(kinds, dict) else ():
                data = "".join(data) if isinstance(data, list) else data
                size = len(data) if isinstance(data, str) else LARGEST_PICTURE + 1
                if kind in PICTURES and size <= min(LARGEST_PICTURE, room) and re.fullmatch(r"[\w+/=\s]*", data):
                    kept[notes.whole(name)] = {kind: data}
                    room -= size
        if cell.cell_type == "markdown":
            if kept:
                cell["attachments"] = nbformat.from_dict(kept)
            named = {unquote(name) for name in kept} | set(kept)
            for name in set(re.findall(r"attachment:([^)\s\"'>]*)", cell.source)):
                if unquote(name) not in named:
                    cell.source = cell.source.replace(f"attachment:{name}", f"left-out:{name}")


def _plain(metadata: dict) -> NotebookNode:
    """Metadata without what a file cannot hold, and tags only where they are tags."""
    metadata = json.loads(notes.whole(json.dumps(metadata, ensure_ascii=False)))
    tags = metadata.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        metadata.pop("tags")
    return nbformat.from_dict(metadata)


def _check_lines(nb: NotebookNode | None) -> set[str]:
    """The lines with checks, by which a renamed notebook is known again."""
    cells = [cell for cell in nb.cells if cell.cell_type == "code"] if nb else []
    lines = {line.strip() for cell in cells for line in without_hidden(cell.source).splitlines()}
    return {line for line in lines if line.startswith("check(")}


def _entries(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not unpack.JUNK.fullmatch(path.name)]


def _top(pile: Path, exercise: str) -> Path:
    """The folder whose entries are the students: platforms wrap it into one or two more, beside one for feedback."""
    inside = _entries(pile)
    while True:
        work = [path for path in inside if not (path.is_dir() and NOT_WORK.fullmatch(path.name))]
        wrapped = [path for path in work if path.is_dir() and WRAPPERS.fullmatch(path.name)]
        alone = work if len(work) == 1 else wrapped if len(wrapped) == 1 else []
        if len(alone) != 1 or not alone[0].is_dir():
            return pile
        deeper = _entries(alone[0])
        folders = [path for path in deeper if path.is_dir() and path.name != exercise]
        if not (folders or wrapped or alone[0].name == exercise or sum(path.suffix == ".ipynb" for path in deeper) > 1):
            return pile  # one student
        pile, inside = alone[0], deeper


def _partition(name: str, exercise: str) -> tuple[str, str, str]:
    at = name.lower().find(exercise.lower())
    return (name, "", "") if at < 0 else (name[:at], name[at : at + len(exercise)], name[at + len(exercise) :])

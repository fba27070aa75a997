"""From a folder or an archive of strangers to a pile of plain files: no links, no surprises, bounded sizes, dates kept.

What cannot be read is named and left; its place is kept by an empty file or folder, so that nobody's row is lost.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import stat
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz")
JUNK = re.compile(r"\..*|__MACOSX|__pycache__|thumbs\.db|desktop\.ini", re.IGNORECASE)
LARGEST = 200_000_000  # bytes of one notebook
LARGEST_ARCHIVE = 4_000_000_000
MOST = 20_000  # files in one archive
DEEPEST = 4  # archives in archives
Broken = dict[Path, str]  # a place in the pile -> why what belongs there could not be read


def pile_up(source: Path, pile: Path) -> Broken:
    """Copy what can be read of ``source`` (a folder or one file) into the folder ``pile``, archives opened."""
    broken: Broken = {}
    pile.mkdir(parents=True)
    if source.is_dir():
        _copy_folder(source, pile, broken)
    else:
        _copy_file(source, pile / source.name, broken)
    seen: set[Path] = set()
    for _ in range(DEEPEST):
        found = [path for path in sorted(pile.rglob("*")) if _is_archive(path) and path not in seen | set(broken)]
        for path in found:
            seen.add(path)
            _open(path, broken)
    return broken


def _copy_folder(source: Path, target: Path, broken: Broken) -> None:
    """Each entry for itself: one that cannot be read does not stop the others."""
    try:
        target.mkdir(exist_ok=True)
        entries = sorted(os.scandir(source), key=lambda entry: entry.name)
    except OSError as problem:
        broken[target] = f"could not be opened ({problem.strerror})"
        return
    for entry in entries:
        if JUNK.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            _copy_folder(Path(entry.path), target / entry.name, broken)
        else:
            _copy_file(Path(entry.path), target / entry.name, broken)


def _copy_file(source: Path, target: Path, broken: Broken) -> None:
    try:
        # A pipe would be waited for, a link followed: neither is.
        handle = os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            facts = os.fstat(handle)
            if not stat.S_ISREG(facts.st_mode) or source.is_symlink():
                raise OSError(0, "it is no plain file")
            _pour(file, target, facts.st_mtime, broken)
    except OSError as problem:
        why = "it is a link" if source.is_symlink() else problem.strerror
        broken[target] = f"could not be opened ({why})"
        with suppress(OSError):
            target.touch()


def _pour(file: IO[bytes], target: Path, when: float, broken: Broken) -> None:
    """Write a notebook or an archive; of other files only the place is kept, for nobody reads them."""
    target.parent.mkdir(parents=True, exist_ok=True)
    wanted = target.suffix.lower() == ".ipynb" or _has_archives_name(target)
    left = LARGEST_ARCHIVE if _has_archives_name(target) else LARGEST
    with open(target, "wb") as copy:
        while wanted and (part := file.read(1 << 20)):
            left -= len(part)
            if left < 0:
                broken[target] = f"is larger than {LARGEST / 1e6:.0f} MB"
                copy.truncate(0)
                break
            copy.write(part)
    with suppress(OSError, OverflowError, ValueError):
        os.utime(target, (when, when))


def _open(archive: Path, broken: Broken) -> None:
    """Put an archive's content in a folder of its name beside it. The archive itself goes when that went well."""
    folder = archive.with_name(re.sub(r"(\.tar|\.ipynb)?\.\w+$", "", archive.name) or "archive")
    while folder.exists():
        folder = folder.with_name(folder.name + "_")
    try:
        folder.mkdir()
        for number, (name, when, read) in enumerate(_members(archive, folder, broken)):
            if number >= MOST:
                raise ValueError(f"it holds more than {MOST:,} files")
            target = _place(folder, name)
            if target is not None:
                while target.exists():  # an archive may hold a name twice
                    target = target.with_stem(target.stem + "_")
                try:
                    with read() as file:
                        _pour(file, target, when, broken)
                except Exception as problem:  # damaged or locked, one for itself
                    broken[target] = f"could not be unpacked ({type(problem).__name__})"
                    with suppress(OSError):
                        target.touch()
    except Exception as problem:  # a damaged archive may raise anything
        shutil.rmtree(folder, ignore_errors=True)
        said = f": {problem}" if isinstance(problem, ValueError) else ""
        broken[archive] = f"the archive {archive.name} could not be opened{said}"
        return
    archive.unlink()


def _members(archive: Path, folder: Path, broken: Broken) -> Iterator[tuple[str, float, Callable[[], Any]]]:
    """Name, date and content of the plain files of an archive; empty folders are made, links named."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as pack:
            for one in pack.infolist():
                name = _decoded(one)
                kind = stat.S_IFMT(one.external_attr >> 16)
                if one.is_dir() or name.endswith("\\"):
                    if place := _place(folder, name):
                        place.mkdir(parents=True, exist_ok=True)
                elif kind in (0, stat.S_IFREG):
                    yield name, _date(one.date_time), partial(pack.open, one)
                else:
                    _refuse_link(folder, name, broken)
    elif tarfile.is_tarfile(archive):
        with tarfile.open(archive) as bundle:
            for part in bundle:
                if part.isdir():
                    if place := _place(folder, part.name):
                        place.mkdir(parents=True, exist_ok=True)
                elif part.isfile():
                    yield part.name, part.mtime, partial(bundle.extractfile, part)
                else:
                    _refuse_link(folder, part.name, broken)
    elif archive.suffix.lower() == ".gz":
        yield archive.stem, archive.stat().st_mtime, partial(gzip.open, archive)
    else:
        raise ValueError("it is another kind of file")


def _refuse_link(folder: Path, name: str, broken: Broken) -> None:
    if place := _place(folder, name):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
        broken[place] = "could not be opened (it is a link)"


def _decoded(one: zipfile.ZipInfo) -> str:
    """A name as it was meant: many programs write UTF-8 without saying so."""
    if one.flag_bits & 0x800:
        return one.filename
    try:
        return one.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return one.filename


def _place(folder: Path, name: str) -> Path | None:
    """Where a member belongs, always inside ``folder``: without roots, drives and steps upwards."""
    parts = [part for part in re.split(r"[/\\]+", name) if part not in ("", ".", "..")]
    parts = [part for part in parts if not re.fullmatch(r"[A-Za-z]:", part)]
    if not parts or any(JUNK.fullmatch(part) for part in parts):
        return None
    return folder.joinpath(*map(_short, parts))


def _short(name: str) -> str:
    """A name that every file system takes; its end says what it is."""
    wide = {c: chr(ord(c) + 0xFEE0) for c in '<>:"|?*'}  # what Windows refuses, as the same sign in another width
    name = "".join("_" if ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 else wide.get(c, c) for c in name)
    return name if len(name.encode()) <= 200 else f"{name[:40]}…{name[-20:]}"


def _date(when: tuple[int, ...]) -> float:
    try:
        return time.mktime((*when, 0, 0, -1))  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return 0.0


def _has_archives_name(path: Path) -> bool:
    return path.suffix.lower() in ARCHIVES


def _is_archive(path: Path) -> bool:
    return _has_archives_name(path) and path.is_file() and path.stat().st_size > 0

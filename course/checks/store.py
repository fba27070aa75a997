"""The progress file: one small JSON file in the user's data folder. Never half written, never lost."""

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course import settings
from course.checks.report import Report

Tasks = dict[str, dict[str, Any]]  # "20.2" -> {"tries": 3, "first": time, "done": time or None, "student": ""}


def file() -> Path:
    """Where progress is kept."""
    return settings.data_dir() / "progress.json"


def remember(report: Report, student: str = "") -> str:
    """Add one try of a task. Returns a sentence when something about the file has to be said, else ""."""
    if report.status == "open":
        return ""
    with contextlib.suppress(OSError):
        file().parent.mkdir(parents=True, exist_ok=True)
    try:
        with locked(file()):
            tasks, note = read()
            entry = tasks.setdefault(report.task, {"tries": 0, "first": now(), "done": None})
            entry["tries"] += 1
            entry["student"] = student
            if report.status == "done" and not entry["done"]:  # once done, done: trying things out costs nothing
                entry["done"] = now()
            write(tasks)
        return note
    except OSError as problem:
        return f"Progress could not be saved ({problem.strerror or problem}); your notebook is not affected."


def read() -> tuple[Tasks, str]:
    """The tasks tried so far, and a sentence when the file was damaged and has been set aside."""
    try:
        stored = json.loads(file().read_text(encoding="utf-8-sig"))
        return _valid(stored), ""
    except FileNotFoundError:
        return {}, ""
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):  # UnicodeDecodeError is a ValueError
        aside = set_aside("damaged")
        return {}, f"The progress file was damaged. It is kept as {aside.name} beside the new one."


def look() -> tuple[Tasks, str]:
    """Like ``read``, for looking only: a file that cannot be read at all is said, too."""
    try:
        return read()
    except OSError as problem:
        return {}, f"The progress file {file()} cannot be read ({problem.strerror or problem})."


def _valid(stored: Any) -> Tasks:
    """The tasks of a well-formed file. Unknown keys are kept: a newer version of the course may have written them."""
    tasks = stored["tasks"]
    for entry in tasks.values():
        if not isinstance(entry["tries"], int) or not isinstance(entry["first"], str):
            raise TypeError
        if not isinstance(entry.setdefault("done", None), (str, type(None))):
            raise TypeError
    return tasks


def write(tasks: Tasks) -> None:
    """Replace the file in one move: a killed kernel leaves the old one or the new one."""
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    settings.replace_file(path, as_json(tasks).encode("utf-8", "backslashreplace"))


def damaged() -> list[str]:
    """The names of damaged progress files that were set aside."""
    return sorted(path.name for path in file().parent.glob("progress-damaged-*.json"))


def as_json(tasks: Tasks) -> str:
    """The file's text."""
    return json.dumps({"format": 1, "tasks": tasks}, indent=1, ensure_ascii=False)


def set_aside(why: str) -> Path:
    """Rename the progress file so that nothing is lost; returns its new place."""
    aside = file().with_name(f"progress-{why}-{datetime.now():%Y%m%d-%H%M%S-%f}.json")
    os.replace(file(), aside)
    return aside


@contextlib.contextmanager
def locked(path: Path, patience: float = 5.0) -> Iterator[None]:
    """Let one kernel at a time change the file. The system frees the lock of a kernel that ends, even by force.

    Raises ``OSError`` when another kernel holds it for more than ``patience`` seconds, or the folder cannot be written.
    """
    lock = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o666)
    try:
        end = time.monotonic() + patience
        while not _lock(lock):
            if time.monotonic() > end:
                raise OSError(errno.EAGAIN, "another notebook is writing it")
            time.sleep(0.02)
        yield
    finally:
        os.close(lock)  # which also unlocks it; the file stays, since another kernel may wait for it


def _lock(handle: int) -> bool:
    """Lock an open file; False while another process holds it. Network drives that know no locks go without."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS)
    return True


def now() -> str:
    """The time, to the second, with its zone."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")

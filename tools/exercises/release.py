"""From ``solutions/`` to ``exercises/``, by nbgrader: solutions become stubs, hidden tests go."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

from nbformat import NotebookNode

from tools.exercises import places
from tools.exercises.regions import STUB
from tools.pages import files, literal
from tools.pages.outputs import KERNELSPEC, LANGUAGE


class ReleaseFailed(SystemExit):
    """nbgrader refused an exercise; ``exercises/`` is as it was."""


def release(root: Path = files.ROOT, only: str | None = None, target: Path | None = None) -> list[Path]:
    """Bring ``exercises/`` up to date and return what changed.

    nbgrader works in a temporary folder, and only when all of it went well are files exchanged, each at
    one stroke. Other files in ``exercises/`` stay, except an exercise whose solution is gone.
    """
    target = target or root / "exercises"
    wanted = {path.stem: path for path in places.solutions(root, only)}
    with tempfile.TemporaryDirectory(prefix="course-release-", ignore_cleanup_errors=True) as folder:
        stage = Path(folder).resolve()
        for name, path in wanted.items():
            places.notebook(stage / "solutions", name).parent.mkdir(parents=True)
            shutil.copyfile(path, places.notebook(stage / "solutions", name))
        released = {name: _released(stage, name) for name in wanted}
    paths = {places.notebook(target, name): nb for name, nb in released.items()}
    changed = [path for path, nb in paths.items() if _put(nb, path)]
    return changed + ([] if only else _remove_others(target, set(wanted)))


def _released(stage: Path, name: str) -> NotebookNode:
    assign(stage, name)
    nb = files.read(places.notebook(stage / "exercises", name))
    nb.metadata = NotebookNode(kernelspec=KERNELSPEC, language_info=LANGUAGE)
    return nb


def assign(root: Path, name: str) -> None:
    """``nbgrader generate_assignment NAME --no-db --force``, without anybody's configuration files."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    literal.paths()
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.release_directory = "exercises"
    config.CourseDirectory.assignment_id = name
    config.ClearSolutions.code_stub = {"python": STUB}
    config.SaveCells.enabled = False
    config.GenerateAssignment.no_database = True
    config.GenerateAssignment.force = True
    said = _Said()
    log = logging.Logger("nbgrader", logging.ERROR)
    log.addHandler(said)
    try:
        GenerateAssignment(coursedir=CourseDirectory(config=config, log=log), config=config, log=log).start()
    except NbGraderException:
        raise ReleaseFailed(f"{name}: nbgrader could not release it. {said.reason()}") from None


class _Said(logging.Handler):
    """What nbgrader logs: its exceptions only say where to look."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def reason(self) -> str:
        errors = [line for text in self.lines for line in text.splitlines() if "Error: " in line]
        return (errors or self.lines or ["It did not say why."])[-1]


def _put(nb: NotebookNode, path: Path) -> bool:
    before = path.read_bytes() if path.exists() else b""
    files.write(nb, path)
    return path.read_bytes() != before


def _remove_others(target: Path, wanted: set[str]) -> list[Path]:
    """Remove exercises that no solution stands behind any more; other files of their folders stay."""
    gone = [path for path in target.glob("*/*.ipynb") if places.is_exercise(path) and path.stem not in wanted]
    for path in gone:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    return gone

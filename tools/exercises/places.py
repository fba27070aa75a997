"""Where the exercises are: written as text, stored with solutions, released without."""

from __future__ import annotations

import re
from pathlib import Path

from tools.pages.files import ROOT

NAME = re.compile(r"ex(\d\d)_\w+")


def texts(root: Path = ROOT, only: str | None = None) -> list[Path]:
    """The exercises as text, where authors write them."""
    return _chosen("build/text/", (root / "build" / "text").glob("*.py"), only)


def solutions(root: Path = ROOT, only: str | None = None) -> list[Path]:
    """The notebooks that hold the solutions: the single source."""
    return _chosen("solutions/", _notebooks(root / "solutions"), only)


def exercises(root: Path = ROOT, only: str | None = None) -> list[Path]:
    """The notebooks that learners open."""
    return _chosen("exercises/", _notebooks(root / "exercises"), only)


def notebook(folder: Path, name: str) -> Path:
    """Each notebook has a folder of its name: nbgrader wants one folder an assignment."""
    return folder / name / f"{name}.ipynb"


def number(path: Path) -> str:
    """The number of the lesson that an exercise belongs to, such as ``20``."""
    found = NAME.fullmatch(path.stem)
    if not found:
        raise ValueError(f"{path.name} is not an exercise's name, such as ex20_first_gan.ipynb.")
    return found[1]


def is_exercise(path: Path) -> bool:
    """Whether a notebook is an exercise, with its solutions or without."""
    return bool(NAME.fullmatch(path.stem)) and path.parent.name == path.stem


def lesson(path: Path) -> Path:
    """The lesson that an exercise belongs to."""
    root = path.parents[2]
    found = sorted((root / "notebooks").glob(f"{number(path)}_*.ipynb"))
    return found[0] if found else root / "notebooks" / f"{number(path)}_missing.ipynb"


def _notebooks(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/*.ipynb") if is_exercise(path)]


def _chosen(where: str, paths: object, only: str | None) -> list[Path]:
    found = sorted(path for path in paths if NAME.fullmatch(path.stem))  # type: ignore[attr-defined]
    wanted = only and only.removeprefix("ex")
    chosen = [path for path in found if path.stem[2:].startswith(wanted or "")]
    if only and not chosen:
        names = ", ".join(path.stem for path in found) or "none"
        raise SystemExit(f"No exercise in {where} starts with {only!r}; there are: {names}.")
    return chosen

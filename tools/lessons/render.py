"""Run lessons and store their outputs, their measured cost and the hash of the code that made them."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from tools.pages import cost, files
from tools.pages.outputs import complaints, normalise
from tools.pages.runner import Run, run
from tools.pages.speed import speed
from tools.pages.staleness import code_hash


class RenderFailed(Exception):
    """A lesson did not run as a reader would have to see it; the sentence says where."""


def render(path: Path, profile: str = "cpu", *, store: bool | None = None) -> list[Run]:
    """Run the lesson in smoke and in ``profile``, and write the results into its file.

    Outputs are stored for the cpu profile. A gpu run, on another machine, only adds its cost and the name of the
    accelerator, unless ``store`` says otherwise.
    """
    root = path.parents[1]
    code = code_hash(files.read(path), root)
    speeds, runs = [speed()], []
    for each in dict.fromkeys([profile] if profile == "gpu" else ["smoke", profile]):
        runs.append(_clean(run(path, each)))
        speeds.append(speed())
    nb = runs[-1].notebook if (profile == "cpu" if store is None else store) else files.read(path)
    for one, before, after in zip(runs, speeds, speeds[1:], strict=False):
        cost.store(nb, one, (before + after) / 2)
    finish(nb, code if nb is runs[-1].notebook else None)
    files.write(nb, path)
    return runs


def _clean(result: Run) -> Run:
    problems = [result.problem] if result.problem else complaints(result.notebook)
    if problems:
        raise RenderFailed(f"{result.name} in the {result.profile} profile: {'; '.join(problems)}")
    return result


def finish(nb: NotebookNode, code: str | None = None) -> None:
    """Bring a lesson into the form in which it is stored."""
    if code:
        nb.metadata.setdefault("course", {})["code"] = code
    normalise(nb)
    cost.write_line(nb)

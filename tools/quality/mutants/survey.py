"""From the notebooks with solutions to the results of their mutants."""

from __future__ import annotations

import random
from collections.abc import Callable

import jupytext
import torch

from course.checks import exam
from tools.exercises import build, places
from tools.pages import files
from tools.quality.mutants import cases, summary
from tools.quality.mutants.cases import Case
from tools.quality.mutants.make import Mutant, mutants
from tools.quality.mutants.verdicts import Examine, Rejected, Result, results

Chosen = list[tuple[Case, list[Mutant]]]


def all_cases(only: str | None = None, task: str | None = None, text: bool = False) -> list[Case]:
    """The tasks of the stored solutions, or of the texts that authors are writing."""
    only = task.split(".")[0] if task else only
    if text:
        notebooks = [jupytext.read(path, fmt=build.FORMAT) for path in places.texts(only=only)]
    else:
        notebooks = [files.read(path) for path in places.solutions(only=only)]
    found = [case for nb in notebooks for case in cases.cases(nb)]
    return [case for case in found if task in (None, case.task)]


def sample(all_cases: list[Case], size: int | None = None, seed: int = 0) -> Chosen:
    """All mutants of the tasks, or so many of them by chance."""
    pairs = [(case, mutant) for case in all_cases for mutant in mutants(case.cell)]
    if size is not None and size < len(pairs):
        picked = sorted(random.Random(seed).sample(range(len(pairs)), size))
        pairs = [pairs[at] for at in picked]
    by_task = [(case, [mutant for other, mutant in pairs if other is case]) for case in all_cases]
    return [(case, chosen) for case, chosen in by_task if chosen]


def run(
    chosen: Chosen, say: Callable[[str], None] = lambda line: None, examine: Examine = exam.examine
) -> tuple[list[Result], list[str]]:
    """The results, task by task, and a sentence for each solution that its own check rejects."""
    torch.set_num_threads(1)
    found: list[Result] = []
    rejected = []
    for case, some in chosen:
        try:
            new = results(case, some, examine)
        except Rejected as problem:
            rejected.append(str(problem))
            continue
        found += new
        say(summary.row(case.task, new))
    return found, rejected

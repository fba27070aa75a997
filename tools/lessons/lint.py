"""The contract of a lesson as rules; each problem is one sentence that says where and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from course.lessons import LESSONS, Lesson
from tools.lessons import glossary, order, rules_equations
from tools.pages import files, rules_code, rules_outputs, rules_page, rules_prose
from tools.pages.context import Context, Rule

# In the order in which a reader meets what they are about.
RULES: list[Rule] = [
    *rules_page.RULES,
    *rules_code.RULES,
    *rules_prose.RULES,
    *rules_equations.RULES,
    *rules_outputs.RULES,
]


def check(nb: NotebookNode, path: Path, context: Context) -> dict[str, list[str]]:
    """The problems of one lesson by the name of the rule."""
    found = {rule.__name__: rule(nb, path, context) for rule in RULES}
    return {name: problems for name, problems in found.items() if problems}


def check_all(root: Path = files.ROOT, only: str | None = None, table: Sequence[Lesson] = LESSONS) -> list[str]:
    """The problems of all lessons, of their order and of the glossary, each with its file."""
    context, said = Context(root), []
    for path in files.lessons(root, only):
        found = check(files.read(path), path, context)
        said += [f"{path.name}: {problem} [{name}]" for name, problems in found.items() for problem in problems]
    if only:
        return said
    names = [path.stem for path in files.lessons(root)]
    return said + order.problems(files.by_number(root), names, table) + glossary.load(root)

"""The contract of a lesson as rules; each problem is one sentence that says where and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from tools.notebooks import files, glossary, order


@dataclass(frozen=True)
class Context:
    """What a rule may need to know besides the lesson."""

    root: Path = field(default_factory=lambda: files.ROOT)

    @cached_property
    def repository(self) -> str:
        return files.repository(self.root)


Rule = Callable[[NotebookNode, Path, Context], list[str]]


def rules() -> list[Rule]:
    """All rules, in the order in which a reader meets what they are about."""
    from tools.notebooks import rules_code, rules_equations, rules_outputs, rules_page, rules_prose

    return [
        *rules_page.RULES,
        *rules_code.RULES,
        *rules_prose.RULES,
        *rules_equations.RULES,
        *rules_outputs.RULES,
    ]


def check(nb: NotebookNode, path: Path, context: Context) -> dict[str, list[str]]:
    """The problems of one lesson by the name of the rule."""
    found = {rule.__name__: rule(nb, path, context) for rule in rules()}
    return {name: problems for name, problems in found.items() if problems}


def check_all(root: Path = files.ROOT, only: str | None = None) -> list[str]:
    """The problems of all lessons, of their order, their exercises and the glossary, each with its file."""
    from tools.exercises import places, rules  # they build on the lessons' rules

    context, said = Context(root), []
    for path in files.lessons(root, only):
        found = check(files.read(path), path, context)
        said += [
            f"{path.name}: {problem} [{name}]" for name, problems in found.items() for problem in problems
        ]
    wanted = [path.stem for path in places.solutions(root) if path.stem[2:].startswith(only or "")]
    said += [problem for name in wanted for problem in rules.check_all(root, name)]
    return said + ([] if only else order.problems(files.by_number(root)) + glossary.load(root))

"""The programs that debug tasks ask to repair: they stand on the page and beside the task's check."""

from __future__ import annotations

import ast
import copy
from pathlib import Path

from tools.exercises.regions import region
from tools.exercises.tasks import Task
from tools.pages.staleness import Package, canonical, tree_of


def problems(task: Task, source: str, root: Path) -> list[str]:
    """Why a debug task's stub is not the program that its check takes for not begun."""
    number, k = task.number.split(".")
    package, module = Package(root), f"course.tasks.lesson_{number}.task_{k}"
    known = [name for node in package.module(module).definitions.get("check", []) for name in _untouched(node)]
    if not known:
        return ["its check must call report.untouched(answer, program) with the broken program of the page."]
    try:
        shown = [nameless(node) for node in tree_of("\n".join(region(source).before)).body]
    except ValueError:
        return []  # another rule says that the region is missing
    return [
        f"the program on the page is not {name} of {module}."
        for name in known
        if not set(map(nameless, _definitions(package, module, name))) & set(shown)
    ]


def nameless(node: ast.stmt) -> str:
    """A program's text in a form that leaves out its name, comments, docstrings and annotations."""
    node = copy.deepcopy(node)
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        node.name = ""
    return canonical(node)


def _untouched(node: ast.stmt) -> list[str]:
    """The names that a check hands to ``report.untouched`` as broken programs."""
    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "untouched"]
    return [ast.unparse(call.args[-1]) for call in named if len(call.args) == 2]


def _definitions(package: Package, module: str, name: str) -> list[ast.stmt]:
    """What a name in a module stands for, through imports."""
    here = package.module(module)
    first, _, rest = name.partition(".")
    if first in here.definitions:
        return here.definitions[first]
    if first not in here.bindings:
        return []
    source, original = here.bindings[first]
    if f"{source}.{original}" in package.paths:
        source, original = f"{source}.{original}", rest
    return _definitions(package, source, original or rest)

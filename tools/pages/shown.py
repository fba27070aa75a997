"""Code that a lesson writes out must be the code that it imports ever after."""

from __future__ import annotations

import ast
from pathlib import Path

from nbformat import NotebookNode

from tools.pages.files import ROOT, tags
from tools.pages.staleness import Package, canonical, tree_of


def problems(nb: NotebookNode, root: Path = ROOT) -> list[str]:
    """Cells tagged ``shown`` that are not what the next code cell imports from the package."""
    package = Package(root)
    code = [(number, cell) for number, cell in enumerate(nb.cells, 1) if cell.cell_type == "code"]
    found = []
    for place, (number, cell) in enumerate(code):
        if "shown" in tags(cell):
            after = code[place + 1][1].source if place + 1 < len(code) else ""
            found += [f"cell {number}: {text}" for text in _compare(cell.source, after, package)]
    return found


def _compare(shown: str, after: str, package: Package) -> list[str]:
    imported = package.imports(tree_of(after), "__main__")
    found = []
    for statement in tree_of(shown).body:
        for name in _names(statement):
            if name not in imported:
                found.append(f"it shows {name}, and the next code cell does not import {name} from course.")
            elif not _same(statement, package, *imported[name]):
                module, original = imported[name]
                found.append(f"what it shows of {name} is not what {module}.{original} is.")
    return found


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return []


def _same(statement: ast.stmt, package: Package, module: str, name: str) -> bool:
    """Compare the syntax trees, without docstrings and annotations, through re-exports."""
    here = package.module(module)
    while name not in here.definitions and name in here.bindings:
        module, name = here.bindings[name]
        here = package.module(module)
    return canonical(statement) in [canonical(one) for one in here.definitions.get(name, [])]

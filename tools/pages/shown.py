"""Code that a lesson writes out must be the code that it imports ever after, its guards apart.

A guard refuses a mistake and does nothing else: ``if …: raise …``, or a call of ``_guards.…`` or ``_check…`` whose
result nobody uses. The package may have guards that the page leaves out: they change no run that succeeds. What the
page does show, guards too, must stand in the package.
"""

from __future__ import annotations

import ast
import copy
import re
from pathlib import Path

from nbformat import NotebookNode

from tools.pages.files import ROOT, tags
from tools.pages.staleness import Package, canonical, tree_of

GUARD = re.compile(r"_guards\.\w+|_check(_\w+)?")


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
    """Compare the syntax trees, without docstrings, annotations and guards, through re-exports."""
    here = package.module(module)
    while name not in here.definitions and name in here.bindings:
        module, name = here.bindings[name]
        here = package.module(module)
    return any(_agree(statement, one) for one in here.definitions.get(name, []))


def _agree(page: ast.stmt, original: ast.stmt) -> bool:
    bare = canonical(_Bare().visit(copy.deepcopy(page))) == canonical(_Bare().visit(copy.deepcopy(original)))
    # A guard that only the page has would promise a refusal that the package does not make.
    return bare and _guards_in(page) <= _guards_in(original)


def _guards_in(statement: ast.stmt) -> set[str]:
    return {canonical(node) for node in ast.walk(statement) if _is_guard(node)}


def _is_guard(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        only = node.body[0]
        return len(node.body) == 1 and isinstance(only, ast.Raise) and only.exc is not None and not node.orelse
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return bool(GUARD.fullmatch(ast.unparse(node.value.func)))
    return False


class _Bare(ast.NodeTransformer):
    """Takes guards out, wherever they stand; a block of nothing else keeps a ``pass``."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if isinstance(getattr(node, "body", None), list):
            kept = [one for one in node.body if not _is_guard(one)]  # type: ignore[attr-defined]
            node.body = kept or [ast.Pass()]  # type: ignore[attr-defined]
        for name in ("orelse", "finalbody"):
            if isinstance(getattr(node, name, None), list):
                setattr(node, name, [one for one in getattr(node, name) if not _is_guard(one)])
        return node

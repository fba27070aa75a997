"""Which cells must run before a cell can: those that bind, or may change, what it uses."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence


def needed(cells: Sequence[str], wanted: Collection[str]) -> list[str]:
    """The cells that bind, or may change, a wanted name or what such a cell needs in turn."""
    return [cells[at] for at in places(cells, wanted)]


def places(cells: Sequence[str], wanted: Collection[str] = (), always: Collection[int] = ()) -> list[int]:
    """The same by their places in the list; ``always`` are cells that are kept whatever they bind."""
    looked_for, kept = set(wanted), set(always)
    fixed = set().union(*(_fixed(cell) for cell in cells))
    for at in reversed(range(len(cells))):
        if at in kept or (bound(cells[at]) | _mentioned(cells[at]) - fixed) & looked_for:
            looked_for |= names(cells[at])
            kept.add(at)
    while below := [at for at in range(len(cells)) if at not in kept and _fixed(cells[at]) & looked_for]:
        for at in below:  # a function may call one that stands below it
            looked_for |= names(cells[at])
            kept.add(at)
    return sorted(kept)


def names(source: str) -> set[str]:
    """All names in a piece of code."""
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def bound(source: str) -> set[str]:
    """The names that a cell binds outside of functions."""
    found = _fixed(source)
    for node in ast.parse(source).body:
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return found


def _fixed(source: str) -> set[str]:
    """Names of functions, classes and imports: a cell that mentions them does not change them."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return found


def _mentioned(source: str) -> set[str]:
    """Names of things that a cell may change without binding them: ``results.append(1)``, a loop that trains."""
    body = [node for node in ast.parse(source).body if isinstance(node, (ast.Expr, ast.For, ast.While, ast.With))]
    return set().union(*(names(ast.unparse(node)) for node in body)) - {"print"}

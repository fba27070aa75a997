"""A hash of the code that made a lesson's outputs.

It covers the lesson's own cells and, of the package, only the definitions that the lesson reaches. So a
new function makes no lesson stale, while a change to a used one does. Comments, docstrings, annotations
and layout do not count: they change no output. The form is our own because ``ast.dump`` differs between
the versions of Python.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from nbformat import NotebookNode

from tools.pages.files import ROOT, tags

WITHOUT_EFFECT = {"annotation", "returns", "type_comment", "type_params", "kind", "ctx"}
EVERYTHING, EFFECTS = "*", "<effects>"
DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
Target = tuple[str, str]  # module, name in it


def code_hash(nb: NotebookNode, root: Path = ROOT) -> str:
    """The hash of all code that can have influenced the outputs of ``nb``."""
    trees = [tree_of(cell.source) for cell in nb.cells if cell.cell_type == "code" and "bootstrap" not in tags(cell)]
    package = Package(root)
    bindings: dict[str, Target] = {}
    for tree in trees:
        bindings.update(package.imports(tree, "__main__"))
    wanted = {target for tree in trees for target in package.targets(tree, "__main__", bindings)}
    reached = package.closure(wanted)
    texts = [canonical(tree) for tree in trees] + [f"{name} {reached[name]}" for name in sorted(reached)]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def is_stale(nb: NotebookNode, root: Path = ROOT) -> bool:
    return nb.metadata.get("course", {}).get("code") != code_hash(nb, root)


def tree_of(source: str) -> ast.Module:
    """The syntax tree; a cell that is not plain Python counts as its text."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module(body=[ast.Expr(ast.Constant(0)), ast.Expr(ast.Constant(source))], type_ignores=[])


def canonical(node: object) -> str:
    """A text that is equal for equal code, in every version of Python."""
    if isinstance(node, ast.Constant):
        return f"{type(node.value).__name__}:{node.value!r}"
    if isinstance(node, ast.AST):
        inner = " ".join(f"{name}={canonical(value)}" for name, value in parts(node))
        return f"({type(node).__name__} {inner})"
    if isinstance(node, list):
        return "[" + " ".join(canonical(item) for item in node) + "]"
    return repr(node)


def parts(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The fields of a node that can change what the program does."""
    for name, value in ast.iter_fields(node):
        if name == "body" and isinstance(node, DOCUMENTED):
            value = without_docstring(value)
        if name not in WITHOUT_EFFECT and value is not None and value != []:
            yield name, value


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    value = first.value if isinstance(first, ast.Expr) else None
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return body[1:] if is_text else body


@dataclass
class Module:
    """One module of the package: what it defines, what it imports, and what it does on import."""

    definitions: dict[str, list[ast.stmt]] = field(default_factory=dict)
    effects: list[ast.stmt] = field(default_factory=list)
    bindings: dict[str, Target] = field(default_factory=dict)


class Package:
    """The package's source as a graph of definitions."""

    def __init__(self, root: Path, name: str = "course") -> None:
        self.name = name
        self.paths: dict[str, Path] = {}
        for path in sorted((root / name).rglob("*.py")):
            names = path.relative_to(root).with_suffix("").parts
            self.paths[".".join(names[:-1] if names[-1] == "__init__" else names)] = path
        self.module = lru_cache(maxsize=None)(self._module)

    def _module(self, name: str) -> Module:
        tree = ast.parse(self.paths[name].read_text(encoding="utf-8"))
        module = Module(bindings=self.imports(tree, name))
        for statement in without_docstring(tree.body):
            names = _defined(statement)
            for one in names:
                module.definitions.setdefault(one, []).append(statement)
            if not names and not isinstance(statement, (ast.Import, ast.ImportFrom)):
                module.effects.append(statement)
        return module

    def imports(self, tree: ast.AST, here: str) -> dict[str, Target]:
        """What the names that are imported from the package stand for."""
        found: dict[str, Target] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    full = alias.name if alias.asname else alias.name.split(".")[0]
                    found[alias.asname or full] = (full, "")
            elif isinstance(node, ast.ImportFrom):
                source = self._absolute(node, here)
                for alias in node.names:
                    found[alias.asname or alias.name] = (source, alias.name)
        return {name: target for name, target in found.items() if target[0] in self.paths}

    def _absolute(self, node: ast.ImportFrom, here: str) -> str:
        if not node.level:
            return node.module or ""
        is_package = here in self.paths and self.paths[here].name == "__init__.py"
        base = here.split(".")
        base = base[: len(base) - node.level + is_package]
        return ".".join([*base, *([node.module] if node.module else [])])

    def targets(self, node: object, here: str, bindings: dict[str, Target]) -> Iterator[Target]:
        """The definitions of the package that a piece of code names."""
        if isinstance(node, list):
            for item in node:
                yield from self.targets(item, here, bindings)
        elif isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield self._absolute(node, here), EVERYTHING
        elif isinstance(node, (ast.Attribute, ast.Name)) and (chain := _chain(node)):
            yield from self._resolve(chain, here, bindings)
        elif isinstance(node, ast.AST):
            for _, value in parts(node):
                yield from self.targets(value, here, bindings)

    def _resolve(self, chain: list[str], here: str, bindings: dict[str, Target]) -> Iterator[Target]:
        first, *rest = chain
        if first not in bindings:
            if here in self.paths:
                yield here, first
            return
        module, name = bindings[first]
        if name:
            rest = [name, *rest]
        while rest and f"{module}.{rest[0]}" in self.paths:
            module, *rest = f"{module}.{rest[0]}", *rest[1:]
        yield module, rest[0] if rest else EVERYTHING

    def closure(self, wanted: set[Target]) -> dict[str, str]:
        """Every definition that can be reached from ``wanted``, in canonical form."""
        reached: dict[str, str] = {}
        seen: set[Target] = set()
        queue = sorted(wanted)
        while queue:
            target = queue.pop()
            if target in seen or target[0] not in self.paths:
                continue
            seen.add(target)
            statements, more = self._expand(*target)
            if statements:
                reached[":".join(target)] = canonical(statements)
            queue += more
        return reached

    def _expand(self, module: str, name: str) -> tuple[list[ast.stmt], list[Target]]:
        """The statements behind one target, and the targets that it leads to."""
        here = self.module(module)
        if name == EVERYTHING:
            passed_on = [(source, one) for source, one in here.bindings.values() if one]
            passed_on = [pair for pair in passed_on if ".".join(pair) not in self.paths]
            return [], [(module, EFFECTS), *((module, one) for one in here.definitions), *passed_on]
        if name == EFFECTS:
            return here.effects, list(self.targets(here.effects, module, here.bindings))
        if name in here.definitions:
            statements = here.definitions[name]
            return statements, [(module, EFFECTS), *self.targets(statements, module, here.bindings)]
        return [], list(self._resolve([name], module, here.bindings)) if name in here.bindings else []


def _defined(statement: ast.stmt) -> list[str]:
    """The names that a top-level statement defines and does nothing else with."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    aims = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        named = [node for aim in aims for node in ast.walk(aim) if isinstance(node, ast.Name)]
        return [node.id for node in named if isinstance(node.ctx, ast.Store)]
    return []


def _chain(node: ast.AST) -> list[str]:
    """``a.b.c`` as a list of names; empty when it does not start with a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return [node.id, *names] if isinstance(node, ast.Name) else []

"""The mutants of one cell: every operator at every node of its solution."""

from __future__ import annotations

import ast
import copy
import types
from collections.abc import Iterator
from dataclasses import dataclass

from tools.exercises.regions import holds_solution
from tools.quality.mutants.operators import OPERATORS


@dataclass(frozen=True)
class Mutant:
    """A solution with one small change.

    before, after: the statement in question; they name the mutant, whatever line it stands in.
    """

    operator: str
    before: str
    after: str
    source: str

    @property
    def diff(self) -> str:
        return f"- {self.before}\n+ {self.after}"


def mutants(cell: str) -> list[Mutant]:
    """All mutants of a cell's solution region; those that compile to the same code are left out."""
    tree = ast.parse(cell)
    seen = {shape_of(cell)}
    found = []
    for mutant in _all(tree, _inside(cell)):
        print_ = shape_of(mutant.source)
        if print_ and print_ not in seen:
            seen.add(print_)
            found.append(mutant)
    return found


def shape_of(source: str) -> object:
    """What a source compiles to, without line numbers; empty when it does not compile."""
    try:
        return _code(compile(ast.parse(source), "", "exec", dont_inherit=True))
    except SyntaxError:
        return ()


def _code(code: types.CodeType) -> tuple:
    constants = tuple(_code(one) if isinstance(one, types.CodeType) else repr(one) for one in code.co_consts)
    table = getattr(code, "co_exceptiontable", b"")
    return code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars, code.co_name, table


def _inside(cell: str) -> range:
    """The numbers of the lines of the region."""
    marks = [at for at, line in enumerate(cell.split("\n"), 1) if holds_solution(line)]
    return range(marks[0], marks[1]) if len(marks) == 2 else range(0)


def _all(tree: ast.Module, lines: range) -> Iterator[Mutant]:
    for path in _paths(tree):
        node = _at(tree, path)
        if getattr(node, "lineno", 0) not in lines:
            continue
        for operator in OPERATORS:
            for name, new in operator(node):
                if _no_mistake(tree, path, new):
                    continue
                changed = _replaced(tree, path, new)
                place = _statement(tree, path)
                source = ast.unparse(ast.fix_missing_locations(changed))
                yield Mutant(name, _head(_at(tree, place)), _head(_at(changed, place)), source)


Path = tuple[tuple[str, int | None], ...]


def _paths(node: ast.AST, path: Path = ()) -> Iterator[Path]:
    """The way to every node that may change: no docstrings, annotations, messages or formatted texts, no seeds."""
    if path:
        yield path
    if isinstance(node, (ast.JoinedStr, ast.Raise, ast.Assert)) or _is_print(node) or _is_seed(node):
        return
    for name, part in ast.iter_fields(node):
        if name in ("annotation", "returns", "ctx", "op", "ops", "decorator_list"):
            continue
        for at, child in enumerate(part) if isinstance(part, list) else [(None, part)]:
            if isinstance(child, ast.AST) and not _is_docstring(child) and not _is_default_seed(node, name, at):
                yield from _paths(child, (*path, (name, at)))


def _is_default_seed(node: ast.AST, name: str, at: int | None) -> bool:
    """``seed=0`` in a signature."""
    if not isinstance(node, ast.arguments) or name not in ("defaults", "kw_defaults") or at is None:
        return False
    takers = node.kwonlyargs if name == "kw_defaults" else [*node.posonlyargs, *node.args][-len(node.defaults) :]
    return takers[at].arg == "seed"


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _no_mistake(tree: ast.Module, path: Path, new: ast.AST) -> bool:
    """Whether a dropped statement tells nothing about a check: a constant seed, or the only value that a name gets.

    Without the only value every run would raise, whatever the check.
    """
    node = _at(tree, path)
    if not isinstance(new, ast.Pass):
        return False
    if isinstance(node, ast.Expr):
        return _is_seed(node.value)
    if not isinstance(node, ast.Assign):
        return False
    names = [one.id for target in node.targets for one in ast.walk(target) if _stores(one)]  # type: ignore[attr-defined]
    bound = list(_bound(_scope(tree, path)))
    return any(bound.count(name) < 2 for name in names)


def _scope(tree: ast.Module, path: Path) -> ast.AST:
    """The innermost function around a node, or the cell."""
    around = [_at(tree, path[:end]) for end in range(len(path))]
    return [one for one in around if isinstance(one, (ast.Module, ast.FunctionDef, ast.Lambda, ast.ClassDef))][-1]


def _bound(scope: ast.AST) -> Iterator[str]:
    """The names that get a value in a scope, once for each time; the dots of a stub are none."""
    for child in ast.iter_child_nodes(scope):
        if isinstance(child, ast.arg):
            yield child.arg
        elif _stores(child):
            yield child.id  # type: ignore[attr-defined]
        stub = isinstance(child, ast.Assign) and "..." in ast.unparse(child.value)
        if not stub and not isinstance(child, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            yield from _bound(child)


def _stores(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _is_seed(node: ast.AST) -> bool:
    """Another constant seed is no mistake."""
    if isinstance(node, ast.keyword):
        return node.arg in ("seed", "random_state") and isinstance(node.value, ast.Constant)
    called = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2]
    return called in ("manual_seed", "seed_everything", "Random") and isinstance(node.args[0], ast.Constant)  # type: ignore[attr-defined]


def _is_print(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith("print(")


def _at(node: ast.AST, path: Path) -> ast.AST:
    for name, at in path:
        part = getattr(node, name)
        node = part if at is None else part[at]
    return node


def _replaced(tree: ast.Module, path: Path, new: ast.AST) -> ast.Module:
    """A copy of the tree in which the node at the path is another one."""
    tree = copy.deepcopy(tree)
    *way, (name, at) = path
    parent = _at(tree, tuple(way))
    if at is None:
        setattr(parent, name, copy.deepcopy(new))
    else:
        getattr(parent, name)[at] = copy.deepcopy(new)
    return tree


def _statement(tree: ast.Module, path: Path) -> Path:
    """The way to the innermost statement around a node."""
    ends = [end for end in range(1, len(path) + 1) if isinstance(_at(tree, path[:end]), ast.stmt)]
    return path[: ends[-1]]


def _head(node: ast.AST) -> str:
    """A statement in one line: of a loop, a branch or a definition only the head."""
    if isinstance(getattr(node, "body", None), list):
        node = copy.copy(node)
        node.body = [ast.Expr(ast.Constant(...))]  # type: ignore[attr-defined]
        if hasattr(node, "orelse"):
            node.orelse = []
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())

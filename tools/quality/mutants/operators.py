"""What a mutant changes: each operator is a function from a node of the syntax tree to the nodes it may become.

An operator yields a name for the change and the new node. It never changes the node that it was given.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

Change = tuple[str, ast.AST]
Operator = Callable[[ast.AST], Iterator[Change]]

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
ORDERED = (ast.Sub, ast.Div, ast.Pow, ast.MatMult, ast.FloorDiv, ast.Mod)  # a ∘ b is not b ∘ a
REDUCTIONS = {"mean": "sum", "sum": "mean", "nanmean": "nansum", "nansum": "nanmean"}
EXTREMES = {
    "min": "max",
    "argmin": "argmax",
    "amin": "amax",
    "minimum": "maximum",
    "cummin": "cummax",
    "nanmin": "nanmax",
    "ceil": "floor",
}
EXTREMES |= {after: before for before, after in EXTREMES.items()}
UNORDERED = {"min", "max", "minimum", "maximum", "hypot", "logaddexp"}  # f(a, b) is f(b, a)
WRAPPERS = {
    *("softplus", "sigmoid", "logsigmoid", "softmax", "log_softmax", "tanh", "relu", "leaky_relu", "log", "log2"),
    *("log1p", "exp", "expm1", "abs", "sqrt", "square", "clamp", "clip", "clamp_min", "round", "ceil", "floor"),
}
TRAINING = {"zero_grad", "backward", "step", "clip_grad_norm_", "eval", "train", "requires_grad_"}
MODULES = {"torch", "torch.special", "nn", "nn.functional", "F", "np", "numpy", "math", "sp", "sympy"}


def arithmetic(node: ast.AST) -> Iterator[Change]:
    """Another arithmetic operator, and operands exchanged where their order matters."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in ARITHMETIC:
        yield "operator", _with(node, op=ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ORDERED):
        yield "operands swapped", _with(node, left=node.right, right=node.left)


def comparison(node: ast.AST) -> Iterator[Change]:
    """Another comparison, ``and`` for ``or``, ``not`` dropped, branches of ``a if c else b`` exchanged."""
    if isinstance(node, ast.Compare):
        for at, old in enumerate(node.ops):
            for new in COMPARISONS[type(old)]:
                yield "comparison", _with(node, ops=[*node.ops[:at], new(), *node.ops[at + 1 :]])
    elif isinstance(node, ast.BoolOp):
        yield "and/or", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert)):
        yield "not dropped", node.operand
    elif isinstance(node, ast.IfExp):
        yield "branches swapped", _with(node, body=node.orelse, orelse=node.body)


def sign(node: ast.AST) -> Iterator[Change]:
    """A minus dropped; a minus added before what a function returns or a name is bound to."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "minus dropped", node.operand
    if isinstance(node, (ast.Return, ast.Assign)) and _may_be_number(node.value):
        assert node.value is not None
        yield "minus added", _with(node, value=ast.UnaryOp(ast.USub(), node.value))


def constant(node: ast.AST) -> Iterator[Change]:
    """Another constant: n + 1, half of a fraction, True for False, the other letter of a choice."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", ast.Constant(value + 1)
    elif isinstance(value, float):
        yield "constant", ast.Constant(value / 2 if value else 1.0)
    elif isinstance(value, str) and value in ("A", "B", "C", "D", "E"):
        yield "constant", ast.Constant("B" if value == "A" else "A")


def axis(node: ast.AST) -> Iterator[Change]:
    """Another axis, or none."""
    if isinstance(node, ast.Call):
        for at, keyword in enumerate(node.keywords):
            if keyword.arg in ("dim", "axis"):
                yield "axis dropped", _with(node, keywords=node.keywords[:at] + node.keywords[at + 1 :])
                other = _another_axis(keyword.value)
                if other is not None:
                    changed = ast.keyword(keyword.arg, other)
                    yield "axis", _with(node, keywords=[*node.keywords[:at], changed, *node.keywords[at + 1 :]])


def call(node: ast.AST) -> Iterator[Change]:
    """Arguments exchanged; a mean for a sum; a maximum for a minimum; a wrapper or a ``detach`` taken away."""
    if not isinstance(node, ast.Call):
        return
    name = called(node)
    ordered = name not in UNORDERED and not any(isinstance(one, ast.Starred) for one in node.args)
    for at in range(len(node.args) - 1 if ordered else 0):
        swapped = [*node.args[:at], node.args[at + 1], node.args[at], *node.args[at + 2 :]]
        yield "arguments swapped", _with(node, args=swapped)
    for family, table in (("mean/sum", REDUCTIONS), ("min/max", EXTREMES)):
        if name in table:
            yield family, _with(node, func=_renamed(node.func, table[name]))
    inner = _wrapped(node)
    if inner is not None and name in WRAPPERS:
        yield f"{name} dropped", inner
    if isinstance(node.func, ast.Attribute) and name in ("detach", "clone") and not node.args:
        yield f"{name} dropped", node.func.value


def statement(node: ast.AST) -> Iterator[Change]:
    """A statement dropped, ``no_grad`` lifted, a constant returned."""
    if isinstance(node, ast.With) and any("no_grad" in ast.unparse(item.context_expr) for item in node.items):
        yield "no_grad dropped", ast.If(ast.Constant(True), node.body, [])
    if isinstance(node, ast.Return) and node.value is not None:
        yield "constant returned", ast.Return(ast.Constant(0.0))
        if _may_be_number(node.value):
            yield "constant returned", ast.Return(ast.BinOp(node.value, ast.Mult(), ast.Constant(0)))
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        name = called(node.value) if isinstance(node.value, ast.Call) else ""
        yield f"{name} dropped" if name in TRAINING else "statement dropped", ast.Pass()
    elif isinstance(node, (ast.Assign, ast.AugAssign, ast.Return, ast.Raise, ast.Assert, ast.Delete)):
        yield "statement dropped", ast.Pass()
    elif isinstance(node, (ast.Break, ast.Continue)):
        yield "statement dropped", ast.Pass()


OPERATORS: list[Operator] = [arithmetic, comparison, sign, constant, axis, call, statement]


def called(node: ast.Call) -> str:
    """The last part of the name of the function that is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _with(node: ast.AST, **parts: object) -> ast.AST:
    """A shallow copy of a node with other parts."""
    new = copy.copy(node)
    for name, part in parts.items():
        setattr(new, name, part)
    return new


def _renamed(function: ast.expr, name: str) -> ast.expr:
    new = _with(function, attr=name) if isinstance(function, ast.Attribute) else ast.Name(name, ast.Load())
    assert isinstance(new, ast.expr)
    return new


def _wrapped(node: ast.Call) -> ast.expr | None:
    """What ``f(x)``, ``torch.f(x)`` or ``x.f()`` does something to."""
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        return node.func.value
    return node.args[0] if node.args and not isinstance(node.args[0], ast.Starred) else None


def _is_module(node: ast.expr) -> bool:
    return ast.unparse(node) in MODULES


def _another_axis(value: ast.expr) -> ast.expr | None:
    if isinstance(value, ast.Constant) and isinstance(value.value, int):
        return ast.Constant(1 if value.value == 0 else 0)
    if isinstance(value, ast.UnaryOp):  # dim=-1
        return ast.Constant(0)
    if isinstance(value, ast.Tuple) and len(value.elts) > 1:
        return ast.Tuple(value.elts[:-1], ast.Load())
    return None


def _may_be_number(value: ast.expr | None) -> bool:
    """Whether a minus before it can make sense: no text, dictionary, function or tuple, and not 0."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, (int, float)) and not isinstance(value.value, bool) and value.value != 0
    if isinstance(value, ast.Call) and (called(value)[:1].isupper() or called(value) in ("manual_seed", "list", "zip")):
        return False  # an object
    return isinstance(value, (ast.BinOp, ast.Call, ast.Name, ast.IfExp, ast.Subscript))

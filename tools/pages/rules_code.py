"""Rules on the code of a lesson."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from tools.pages import cells, shown
from tools.pages.context import Context

LONGEST_CELL, MEDIAN_CELL, LONGEST_LESSON, LONGEST_LINE = 25, 6, 320, 100
SHORTEST_ALT = 20
RESHAPES = {"view", "reshape", "flatten", "permute", "squeeze", "unsqueeze"}
SHAPE = re.compile(r"#.*\((?:[^()]*,[^()]*)?\)")  # (B, 1), (N,) or ()
PYPLOT = {"plt.show", "fig.show", "figure.show", "pyplot.show"}
NETWORK = {"urllib", "requests", "httpx", "http", "socket", "wget", "gdown", "ftplib"}


def python(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Every code cell is plain Python: a magic hides what happens and fails outside Jupyter."""
    found = []
    for number, cell in cells.code(nb):
        try:
            ast.parse(cell.source)
        except SyntaxError as error:
            found.append(f"cell {number}: line {error.lineno} is not plain Python.")
    return found


def lengths(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Cells are short, and so is the lesson."""
    numbered = cells.lesson_code(nb)
    sizes = [cells.code_lines(cell.source) for _, cell in numbered]
    found = [
        f"cell {number}: it has {len(cells.lines(cell.source))} lines; {LONGEST_CELL} are the most."
        for number, cell in numbered
        if len(cells.lines(cell.source)) > LONGEST_CELL
    ]
    if sizes and statistics.median(sizes) > MEDIAN_CELL:
        median = statistics.median(sizes)
        found.append(f"half of the code cells have {median:g} lines or more; {MEDIAN_CELL} is the limit.")
    if sum(sizes) > LONGEST_LESSON:
        found.append(f"it has {sum(sizes)} code lines; {LONGEST_LESSON} are the most.")
    return found


def line_width(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Lines fit on a page without scrolling."""
    return [
        f"cell {number}: a line has {len(line)} characters; {LONGEST_LINE} are the most."
        for number, cell in cells.lesson_code(nb)
        for line in cell.source.splitlines()
        if len(line) > LONGEST_LINE
    ]


def no_pyplot_show(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Figures go through plots.show, which asks for alt text."""
    found = []
    for number, cell in cells.code(nb):
        shows = {cells.called(call) for call in cells.calls(cell, "show")}
        if shows & PYPLOT or "%matplotlib" in cell.source:
            found.append(f"cell {number}: use plots.show(fig, alt=…) instead of pyplot's show and %matplotlib.")
    return found


def alt_in_code(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Whoever shows a figure says in words what is to be seen."""
    return [
        f"cell {number}: {cells.called(call)}(…) needs alt= with at least {SHORTEST_ALT} characters."
        for number, cell in cells.code(nb)
        for name in ("show", "explore", "Live")
        for call in cells.calls(cell, name)
        if cells.called(call) not in PYPLOT and not _says_enough(call)
    ]


def _says_enough(call: ast.Call) -> bool:
    alt = next((keyword.value for keyword in call.keywords if keyword.arg == "alt"), None)
    constants = [node for node in ast.walk(alt) if isinstance(node, ast.Constant)] if alt else []
    text = "".join(node.value for node in constants if isinstance(node.value, str))
    return alt is not None and (not constants or len(text) >= SHORTEST_ALT)


def touchable(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """There is something to move."""
    calls = [node for _, cell in cells.code(nb) for node in ast.walk(cells.tree(cell)) if isinstance(node, ast.Call)]
    touches = any(cells.called(call).startswith("widgets.") for call in calls)
    return [] if touches else ["nothing can be touched: call something from widgets, such as widgets.explore."]


def shapes(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """A line that reshapes says the new shape in a comment such as ``# (B, 1, 32, 32)``."""
    found = []
    for number, cell in cells.lesson_code(nb):
        text = cell.source.splitlines()
        for line, statement in _reshapes(cells.tree(cell)):
            if not any(SHAPE.search(one) for one in text[statement.lineno - 1 : statement.end_lineno]):
                found.append(f"cell {number}: line {line} reshapes without a comment on the shape.")
    return found


def _reshapes(tree: ast.Module) -> Iterator[tuple[int, ast.stmt | ast.expr]]:
    """The line of each reshaping expression, with the statement in whose lines its comment may stand."""
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.stmt):
            continue
        nested = hasattr(statement, "body")
        for expression in [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.expr)]:
            for node in ast.walk(expression):
                if isinstance(node, ast.expr) and _is_reshape(node):
                    yield node.lineno, expression if nested else statement


def _is_reshape(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in RESHAPES
    if isinstance(node, ast.Subscript):
        index = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return any(isinstance(one, ast.Constant) and one.value is None for one in index)
    return False


def offline(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Only the bootstrap, and the package's data sets on request, may use the network."""
    found = []
    for number, cell in cells.lesson_code(nb):
        for node in ast.walk(cells.tree(cell)):
            if what := _reaches_out(node):
                found.append(f"cell {number}: {what} reaches for the network; a lesson works without it.")
    return found


def _reaches_out(node: ast.AST) -> str | None:
    modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and not node.level:
        modules = [node.module or ""]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"https?://", node.value):
        return f"the address {node.value!r}"
    return next((name for name in modules if name.split(".")[0] in NETWORK), None)


def plain_statements(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """One idea a line: a learner copies what stands here."""
    return [
        f"cell {number}: line {getattr(node, 'lineno', 0)} {what}"
        for number, cell in cells.lesson_code(nb)
        for node in ast.walk(cells.tree(cell))
        if (what := _too_clever(node))
    ]


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _too_clever(node: ast.AST) -> str:
    """What is wrong with a statement or expression that saves lines at the reader's expense; "" for nothing."""
    value = getattr(node, "value", None)
    if isinstance(node, ast.Expr) and isinstance(value, COMPREHENSIONS):
        return "runs a comprehension for its effect; write a for loop."
    if isinstance(node, ast.Expr) and isinstance(value, ast.Tuple):
        return "holds two statements in a tuple; give each its own line."
    if isinstance(node, ast.Expr) and isinstance(value, (ast.BoolOp, ast.IfExp)):
        return "decides what to run inside an expression; write an if."
    if isinstance(node, ast.Assign) and isinstance(value, ast.Tuple):
        if sum(isinstance(part, ast.Call) for part in value.elts) > 1:
            return "assigns two calls at once; give each its own line."
    if isinstance(node, ast.Return) and isinstance(value, ast.Tuple):
        if any(isinstance(part, ast.Starred) for part in value.elts):
            return "unpacks inside a return; name the parts first."
    if isinstance(node, ast.Return) and isinstance(value, ast.BoolOp):
        first, last = value.values[0], value.values[-1]
        if isinstance(last, ast.Name) and isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute):
            return "hides a call in a return with and; give it its own line."
    if isinstance(node, ast.Dict) and any(isinstance(part, ast.Lambda) for part in node.values):
        return "keeps lambdas in a dictionary; write functions with names."
    if isinstance(node, ast.Lambda) and (node.args.vararg or node.args.kwarg):
        return "has a lambda that takes anything; write a function with named arguments."
    return ""


def shown_cells(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """What is written out is what the package holds."""
    return shown.problems(nb, context.root)


RULES = [
    python, lengths, line_width, plain_statements, no_pyplot_show, alt_in_code, touchable, shapes, offline,
    shown_cells,
]  # fmt: skip

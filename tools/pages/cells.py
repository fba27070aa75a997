"""Small views on a lesson that the lint rules share."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from tools.pages.files import tags

FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
DISPLAY = re.compile(r"\$\$.*?\$\$", re.DOTALL)
INLINE = re.compile(r"(?<!\\)\$[^$]+?(?<!\\)\$", re.DOTALL)
TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)
LINK = re.compile(
    r"!?\[(?P<text>(?:[^\[\]]|!?\[[^\]]*\]\([^)]*\))*)\]"  # a link's text may hold a picture
    r"\((?P<address>[^()\s]*(?:\([^()]*\)[^()\s]*)*)[^)]*\)"
)
HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*#*$", re.MULTILINE)
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

Numbered = tuple[int, NotebookNode]


def markdown(nb: NotebookNode) -> list[Numbered]:
    return [(number, cell) for number, cell in enumerate(nb.cells, 1) if cell.cell_type == "markdown"]


def code(nb: NotebookNode) -> list[Numbered]:
    return [(number, cell) for number, cell in enumerate(nb.cells, 1) if cell.cell_type == "code"]


def lesson_code(nb: NotebookNode) -> list[Numbered]:
    """The code cells that belong to this lesson: all but the bootstrap."""
    return [(number, cell) for number, cell in code(nb) if "bootstrap" not in tags(cell)]


def outputs(nb: NotebookNode) -> list[tuple[int, NotebookNode]]:
    return [(number, output) for number, cell in code(nb) for output in cell.outputs]


def tree(cell: NotebookNode) -> ast.Module:
    """The syntax tree of a cell, empty when the cell is not plain Python (another rule says so)."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def calls(cell: NotebookNode, name: str) -> list[ast.Call]:
    """The calls of ``name(…)`` or ``anything.name(…)`` in a cell."""
    return [node for node in ast.walk(tree(cell)) if isinstance(node, ast.Call) and called(node).split(".")[-1] == name]


def called(node: ast.Call) -> str:
    """The dotted name of what is called; ``?`` stands for what is not a name."""
    names: list[str] = []
    at = node.func
    while isinstance(at, ast.Attribute):
        names.insert(0, at.attr)
        at = at.value
    return ".".join([at.id if isinstance(at, ast.Name) else "?", *names])


def lines(source: str) -> list[str]:
    """The lines that a reader sees filled."""
    return [line for line in source.splitlines() if line.strip()]


def code_lines(source: str) -> int:
    """Lines of code proper: neither blank nor a comment alone."""
    return sum(not line.lstrip().startswith("#") for line in lines(source))


def without_code(source: str) -> str:
    return CODE_SPAN.sub(" ", FENCE.sub(" ", source))


def without_math(source: str) -> str:
    return INLINE.sub(" ", DISPLAY.sub(" ", source))


def prose(source: str) -> str:
    """Markdown as words: links by their text; no code, formulas, tags or addresses."""
    text = TAG.sub(" ", without_math(without_code(source)))
    text = LINK.sub(lambda match: " " if match[0].startswith("!") else match["text"], text)
    return re.sub(r"https?://\S+", " ", text)


def words(source: str) -> int:
    return len(WORD.findall(prose(source)))


def headings(nb: NotebookNode) -> Iterator[tuple[int, int, str]]:
    """Cell number, level and text of each heading."""
    for number, cell in markdown(nb):
        for match in HEADING.finditer(FENCE.sub(" ", cell.source)):
            yield number, len(match[1]), match[2]


def text(nb: NotebookNode) -> str:
    """All markdown of a lesson."""
    return "\n\n".join(cell.source for _, cell in markdown(nb))


def section(nb: NotebookNode, title: str) -> str:
    """The markdown under a second-level heading, up to the next one."""
    heading = rf"^## +{re.escape(title)}\s*$(.*?)(?=^## |\Z)"
    found = re.search(heading, text(nb), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def slug(heading: str) -> str:
    """The anchor of a heading, in the spelling that JupyterLab and GitHub agree on but for case."""
    text = TAG.sub("", re.sub(r"[`*]", "", heading)).strip().lower()
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text))


def anchors(text: str) -> set[str]:
    """Everything in a markdown text that a ``#`` link can point at, in lower case."""
    named = re.findall(r"""<a\s+(?:id|name)=["']([^"']+)["']""", text)
    headed = [match[2] for match in HEADING.finditer(FENCE.sub(" ", text))]
    jupyter = [re.sub(r"\s", "-", heading) for heading in headed]
    return {one.lower() for one in [*named, *jupyter, *map(slug, headed)]}

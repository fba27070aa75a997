"""The glossary and the lessons must agree: every term explained, where it first appears."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from tools.lessons import order
from tools.pages import files

PATH = Path("notebooks") / "glossary.md"
COLUMNS = ["term", "meaning", "中文", "first in"]
LINK = re.compile(r"(?P<bold>\[\*\*[^\]]+\*\*\]|\*\*\[[^\]]+\]|\[[^\]]+\])\(glossary\.md#(?P<anchor>[\w-]+)\)")
ANCHOR = re.compile(r'<a id="([\w-]+)"></a>\s*(.+)')
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Row:
    anchor: str
    term: str
    meaning: str
    chinese: str
    first: str


def load(root: Path = files.ROOT) -> list[str]:
    """The problems of the glossary that is stored."""
    path = root / PATH
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return problems(text, files.by_number(root))


def problems(text: str, lessons: dict[str, NotebookNode]) -> list[str]:
    """What is wrong between a glossary and the lessons, each a sentence; ``lessons`` go by number."""
    rows, found = table(text)
    used = links(lessons)
    anchors = [row.anchor for row in rows]
    found += [f"glossary: {name} stands there twice." for name in sorted({a for a in anchors if anchors.count(a) > 1})]
    for row in rows:
        found += [f"glossary: {row.term} {what}" for what in _row_problems(row, used.get(row.anchor, []))]
    for anchor in sorted(used.keys() - set(anchors)):
        found.append(f"lesson {used[anchor][0]}: it links the term {anchor}, which the glossary does not have.")
    return found + _not_bold(lessons)


def table(text: str) -> tuple[list[Row], list[str]]:
    """The rows of the glossary, and what is wrong with its form."""
    lines = [_cells(line) for line in text.splitlines() if line.lstrip().startswith("|")]
    if not lines or lines[0] != COLUMNS:
        return [], [f"glossary: its table must have the columns {', '.join(COLUMNS)}."]
    rows, found = [], []
    for cells in lines[2:]:
        anchor = ANCHOR.fullmatch(cells[0])
        if len(cells) != len(COLUMNS) or not anchor:
            found.append(f"glossary: the row {cells[0]!r} needs four cells, the first with an anchor <a id=…></a>.")
        else:
            rows.append(Row(anchor[1], anchor[2], *cells[1:]))
    return rows, found


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def links(lessons: dict[str, NotebookNode]) -> dict[str, list[str]]:
    """For each linked term, the numbers of the lessons that link it, in the order in which they are read."""
    used: dict[str, list[str]] = {}
    for number in order.reading(lessons):
        for anchor in dict.fromkeys(match["anchor"] for match in _matches(lessons[number])):
            used.setdefault(anchor, []).append(number)
    return used


def _matches(nb: NotebookNode) -> list[re.Match]:
    sources = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
    return [match for source in sources for match in LINK.finditer(source)]


def _row_problems(row: Row, used: list[str]) -> list[str]:
    found = []
    if not re.search(r"\w.*[.!]$", row.meaning):
        found.append("needs a meaning that is a sentence with a full stop.")
    if not HAN.search(row.chinese):
        found.append("has no Chinese equivalent.")
    if not used:
        found.append(f"is linked by no lesson, not even by {row.first or 'the one it names'}.")
    elif row.first != used[0]:
        found.append(f"first appears in lesson {used[0]}, and the glossary says {row.first or 'nothing'}.")
    return found


def _not_bold(lessons: dict[str, NotebookNode]) -> list[str]:
    """The first link of a term in a lesson is bold, so that a reader sees where it is introduced."""
    found = []
    for number in sorted(lessons):
        seen: set[str] = set()
        for match in _matches(lessons[number]):
            if match["anchor"] not in seen and "**" not in match["bold"]:
                found.append(f"lesson {number}: the first link to the term {match['anchor']} is not bold.")
            seen.add(match["anchor"])
    return found

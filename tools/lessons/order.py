"""The order in which the lessons are read: each names the one after it under "Next"."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from tools.pages import cells

LESSON = re.compile(r"\]\((\d\d)_\w+\.ipynb\)")


def reading(lessons: dict[str, NotebookNode]) -> list[str]:
    """The numbers of the lessons as a reader meets them; those that none leads to stand at the end."""
    order = _chain(lessons)
    return order + sorted(lessons.keys() - set(order))


def problems(lessons: dict[str, NotebookNode]) -> list[str]:
    """Lessons that a reader who begins with the first would never meet, each a sentence."""
    order = _chain(lessons)
    if not order:
        return []
    listed = {order[0], *LESSON.findall(cells.text(lessons[order[0]]))}
    lost, unlisted = sorted(lessons.keys() - set(order)), sorted(lessons.keys() - listed)
    said = [f"lesson {number}: no lesson leads to it as its first link under Next." for number in lost]
    return said + [f"lesson {order[0]}: its map does not link lesson {number}." for number in unlisted]


def _chain(lessons: dict[str, NotebookNode]) -> list[str]:
    order: list[str] = []
    at = min(lessons, default="")
    while at in lessons and at not in order:
        order.append(at)
        at = next(iter(LESSON.findall(cells.section(lessons[at], "Next"))), "")
    return order

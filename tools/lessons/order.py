"""The lessons follow the table in ``course.lessons``: their names, titles, needs, order, and the map in the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nbformat import NotebookNode

from course.lessons import LESSONS, Lesson
from tools.pages import cells
from tools.pages.rules_page import FIRST

LINK = re.compile(r"\]\((\d\d)_\w+\.ipynb\)")
NUMBER = re.compile(r"\b\d\d\b")
LISTED = re.compile(r"\*\*Read in this order\*\*[^:]*: ((?:\d\d, )*\d\d)")


def reading(numbers: Iterable[str], table: Sequence[Lesson] = LESSONS) -> list[str]:
    """The numbers in the order of reading; those that the table does not know stand at the end."""
    numbers, known = set(numbers), [one.number for one in table]
    return [number for number in known if number in numbers] + sorted(numbers - set(known))


def problems(lessons: dict[str, NotebookNode], names: Iterable[str], table: Sequence[Lesson] = LESSONS) -> list[str]:
    """Where the stored lessons and the table differ, each a sentence; names: the lessons' files without ending."""
    known = {one.number: one for one in table}
    order = [number for number in reading(lessons, table) if number in known]
    found = [f"lesson {number}: course/lessons.py does not have it." for number in sorted(lessons.keys() - set(order))]
    found += [
        f"lesson {name[:2]}: its file is {name}.ipynb, and course/lessons.py says {known[name[:2]].name}.ipynb."
        for name in sorted(names)
        if name[:2] in known and known[name[:2]].name != name
    ]
    for number, after in zip(order, [*order[1:], ""], strict=False):
        found += [f"lesson {number}: {what}" for what in _page_problems(lessons[number], known[number], after)]
    return found + (_map_problems(lessons[order[0]], order) if order else []) + needs_problems(table)


def _page_problems(nb: NotebookNode, lesson: Lesson, after: str) -> list[str]:
    """What a page says of itself, of what it needs, and of the lesson after it."""
    lines = nb.cells[0].source.splitlines()
    found = [] if lines[0] == f"# {lesson.number} · {lesson.title}" else [f"its title is not “{lesson.title}”."]
    said = set(NUMBER.findall(next((line for line in lines if line.startswith(FIRST)), "")))
    found += [f"its line “You need first” does not name lesson {one}." for one in lesson.needs if one not in said]
    first = next(iter(LINK.findall(cells.section(nb, "Next"))), "nothing")
    wrong = after and first != after
    return found + ([f"the first link under Next leads to {first}, not to {after}."] if wrong else [])


def _map_problems(first: NotebookNode, order: list[str]) -> list[str]:
    """What the first lesson says of all of them."""
    linked, listed = {order[0], *LINK.findall(cells.text(first))}, LISTED.search(cells.text(first))
    found = [f"lesson {order[0]}: its map does not link lesson {number}." for number in sorted(set(order) - linked)]
    if not listed or listed[1].split(", ") != order:
        found.append(f"lesson {order[0]}: it must say “**Read in this order** …: {', '.join(order)}”.")
    return found


def needs_problems(table: Sequence[Lesson]) -> list[str]:
    """Lessons that need one which comes later, or which is not there."""
    seen: set[str] = set()
    found = []
    for one in table:
        found += [f"lesson {one.number}: it needs lesson {need}, which does not come before it." for need in one.needs
                  if need not in seen]  # fmt: skip
        seen.add(one.number)
    return found

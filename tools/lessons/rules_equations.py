"""No equation without its check.

A numbered equation, ``\\tag{10.3}``, states something that could be wrong: a claim in the code names it, "(10.3) …".
An equation that defines a symbol carries ``\\tag*{(definition)}`` and needs no check.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from tools.pages import cells
from tools.pages.context import Context

CHECKS = ("claim", "identity", "estimate", "derivation")
NUMBER = re.compile(r"\\tag\{(\d\d\.\d+)\}")
DEFINITION = r"\tag*{(definition)}"
NAMED = re.compile(r"\((\d\d\.\d+)\)")


def equations(nb: NotebookNode) -> list[tuple[int, str]]:
    """The displayed equations of a lesson with the number of their cell."""
    return [(number, found[0]) for number, cell in cells.markdown(nb) for found in cells.DISPLAY.finditer(cell.source)]


def checks(nb: NotebookNode) -> Iterator[tuple[int, str, str]]:
    """The checks that name an equation: the cell's number, the equation's number, the sentence."""
    for number, cell in cells.lesson_code(nb):
        for call in (call for name in CHECKS for call in cells.calls(cell, name)):
            sentence = ast.unparse(call.args[0]) if call.args else ""
            for equation in NAMED.findall(sentence):
                yield number, equation, sentence


def numbered(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """All displayed equations are numbered in order, or marked as definitions."""
    shown = equations(nb)
    found = [
        f"cell {cell}: the equation {' '.join(text.split())[:60]}… needs a number or {DEFINITION}."
        for cell, text in shown
        if not NUMBER.search(text) and DEFINITION not in text
    ]
    numbers = [number for _, text in shown for number in NUMBER.findall(text)]
    wanted = [f"{path.name[:2]}.{k}" for k in range(1, len(numbers) + 1)]
    return found + ([] if numbers == wanted else [f"equations are numbered {numbers}; {wanted} is wanted."])


def checked(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Each numbered equation has a check, in the code, that names it; no check names an equation that is not there."""
    shown = {number: cell for cell, text in equations(nb) for number in NUMBER.findall(text)}
    named = {equation for _, equation, _ in checks(nb)}
    missing = [f"cell {shown[n]}: no claim names equation ({n})." for n in shown if n not in named]
    return missing + [f"a claim names equation ({n}), which is not there." for n in sorted(named - set(shown))]


RULES = [numbered, checked]

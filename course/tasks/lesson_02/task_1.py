"""Task 1: which classes a mask keeps."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """Cats or dogs"""
    a, b = my.pair
    report.must(
        "it is a dictionary with the keys A to E",
        isinstance(answer, dict) and {str(k).strip().upper() for k in answer} == set("ABCDE"),
        'Give one entry for each line: {"A": …, "B": …, "C": …, "D": …, "E": …}.',
    )
    assert isinstance(answer, dict)
    given = {str(k).strip().upper(): _classes(value) for k, value in answer.items()}
    bad = [k for k, value in given.items() if value is None]
    report.must(
        "each entry is a text of digits, empty, or the word error",
        not bad,
        f'Entry {", ".join(bad)} is neither. Write the digits of the classes that stay, "" for none, or "error".',
    )
    every, pair, glued = set(range(10)), {a, b}, {a | b}
    number = f"`|` binds more tightly than `==`, so Python first computes {a} | {b}, bit by bit. "
    truth = f"Python reads `(c == {a}) or {b}`. When c is not {a}, the result is the number {b}: "
    _line(report, "A", given, every, [
        (pair, truth + "does an `if` take that number for true or for false?"),
        ({a}, truth + "an `if` also accepts numbers. Which ones does it take for true?"),
        ("error", "A runs: each c is a single label, and `or` may ask a single label for its truth."),
    ], f"Go through the ten labels by hand. {truth}what does `if` make of it?")  # fmt: skip
    _line(report, "B", given, glued, [
        (pair, number + "Which number is it?"),
        (every, number + "One number comes out, and it is compared with each label."),
        (set(), number + "It need not be an impossible label: write both in binary."),
        ("error", number + "Both are whole numbers, so nothing is refused."),
    ], number + "Write both in binary.")  # fmt: skip
    _line(report, "C", given, set(), [
        (pair, f"`&` means: both at once. Which label is {a} and at the same time {b}?"),
        (glued, "The parentheses compare first, so `&` meets True and False here, not numbers."),
    ], "For one label, say 4, write down both comparisons and combine them. Then do it for the others.")  # fmt: skip
    _line(report, "D", given, "error", [
        (pair, "`or` wants one truth value from its left side. Here stand ten: is a mixed tensor true or false?"),
        (every, "`or` wants one truth value from ten comparisons. Try bool(torch.tensor([True, False]))."),
        ({a}, "`or` would return its left side if that were true. Does a tensor of ten values have one truth?"),
    ], "`or` asks its left side, a tensor, for one truth value. Try bool(torch.tensor([True, False])).")  # fmt: skip
    _line(report, "E", given, pair, [
        (glued, "In E the parentheses make the comparisons first: `|` joins True and False, not numbers."),
        (every, "E has two comparisons, joined element by element. What does it say for the label 0?"),
        ("error", "E uses `|`, which joins two tensors element by element; only `or` needs one truth value."),
    ], "Compute both comparisons for each label; `|` is true where at least one of them is.")  # fmt: skip


def _classes(value: object) -> set[int] | str | None:
    """Digits in any container as a set of classes, or "error"; None when it is neither."""
    if isinstance(value, str):
        text = value.strip().strip("'\"")
        if text.casefold() == "error":
            return "error"
        digits = text.replace(",", "").replace(" ", "")
        return {int(c) for c in digits} if all(c in "0123456789" for c in digits) else None
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return {int(c) for c in str(abs(int(value)))}
    if isinstance(value, (list, tuple, set, frozenset, range, Tensor, np.ndarray)):
        parts = [_classes(v.item() if hasattr(v, "item") else v) for v in value]
        return None if any(not isinstance(p, set) for p in parts) else {c for p in parts for c in p}  # type: ignore[union-attr,misc]
    return None


def _line(report: Report, name: str, given: dict, wanted: object, known: list, hint: str) -> None:
    """One line of 02.1, with the hint of the wrong belief behind the answer."""
    its = next((h for wrong, h in known if wrong == given[name]), hint)
    report.that(f"line {name} is predicted rightly", given[name] == wanted, f"Line {name}: {its}")

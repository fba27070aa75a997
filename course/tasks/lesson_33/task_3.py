"""Task 3: a BLEU with two mistakes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def grams(tokens: Any, n: int) -> Counter[Any]:
    """The runs of n tokens, counted."""
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def bleu(candidate: Any, references: Any) -> Any:
    """The broken program of task 3."""
    shares = []
    for n in (1, 2):
        most = Counter()  # type: ignore[var-annotated]
        for one in references:
            most += grams(one, n)
        own = grams(candidate, n)
        shares.append((own & most).total() / own.total())
    wanted = min((len(one) for one in references), key=lambda length: abs(length - len(candidate)))
    brevity = math.exp(min(0, 1 - len(candidate) / wanted))
    return brevity * math.sqrt(shares[0] * shares[1])


def made(clip: str = "max", brevity: str = "right", mean: str = "geometric") -> Callable[[Any, Any], float]:
    """BLEU with one slip or none."""

    def program(candidate: Any, references: Any) -> float:
        shares = []
        for n in (1, 2):
            own, tables = grams(candidate, n), [grams(one, n) for one in references]
            most: Counter[Any] = Counter()
            for table in tables:
                most = most + table if clip == "sum" else most | table
            most = tables[0] if clip == "first" else most
            match = (own & most).total() if clip != "none" else sum(k for g, k in own.items() if g in most)
            shares.append(match / own.total())
        c = len(candidate)
        r = min((len(one) for one in references), key=lambda length: abs(length - c))
        r = min(len(one) for one in references) if brevity == "shortest" else r
        factor = {"right": math.exp(min(0, 1 - r / c)), "turned": math.exp(min(0, 1 - c / r)), "none": 1.0,
                  "both": math.exp(1 - r / c), "ratio": min(1.0, c / r),
                  "shortest": math.exp(min(0, 1 - r / c))}[brevity]  # fmt: skip
        return factor * (math.sqrt(shares[0] * shares[1]) if mean == "geometric" else sum(shares) / 2)

    return program


KNOWN = [
    (made("max", "shortest"), "This takes the shortest reference's length: the nearest one is meant."),
    (made("max", "none"), "Without a brevity penalty, one right pair of words is a perfect candidate."),
    (made("sum", "right"), "Clipped at the sum of the references: take the larger count of any one of them."),
    (made("max", "turned"), "The brevity is turned round: what does it give for a candidate that is too short?"),
    (made("none", "right"), "Without clipping, one right word said again and again is perfect."),
    (made("first", "right"), "Only the first reference clips here: the others count, too."),
    (made("max", "both"), "The penalty must not reward long candidates: it is at most 1."),
    (made("max", "ratio"), "With the lengths r and c the penalty is exp(1 - r/c), not c/r."),
    (made("max", "right", "arithmetic"), "The shares are multiplied, and the root taken; this is their mean."),
]  # fmt: skip
CASES = [
    ("the the the the cat is is", ["the cat is here now", "the dog is the one"], "words that two references share"),
    ("a cat", ["a cat sat down", "a cat on a mat"], "a candidate that is too short"),
    ("a b c a b x y z", ["a b c d", "a b e a f"], "a candidate that is long"),
    ("a b c d e", ["a b", "a b c d e f"], "references of which the longer is nearer"),
    ("on the mat the cat", ["the cat is on the mat"], "one reference"),
]


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for BLEU of order 2."""
    for text, references, what in CASES:
        candidate, known = text.split(), [one.split() for one in references]
        value = report.number(report.call(answer, list(candidate), [list(one) for one in known]), "BLEU")
        wanted = made()(candidate, known)
        slips = [(program(candidate, known), its) for program, its in KNOWN]
        report.close(f"it is right for {what}", value, wanted, tol=1e-3, known=slips,
                     hint="(33.5) to (33.7), with n = 1 and 2, and the nearest reference for the length.")  # fmt: skip
    same = "a right one".split()
    value = report.number(report.call(answer, same, [same]), "BLEU of a reference")
    report.close("a reference gets 1", value, 1.0, tol=1e-6, hint="A candidate that is a reference gets 1.")


def check(report: Report, answer: object, my: Variant) -> None:
    """A BLEU with two mistakes"""
    report.untouched(answer, bleu)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, bleu, my)

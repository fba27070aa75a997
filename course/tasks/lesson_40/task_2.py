"""Task 2: a smoothed bigram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from course.checks.report import Report, Variant


def smoothed(
    text: str, delta: float = 0.5, *, below: str = "contexts", given: str = "kinds"
) -> Callable[[str, str], float]:
    """Kneser-Ney of order 2 on letters; ``below`` and ``given`` name what slips put in their places."""
    pairs = Counter(zip(text, text[1:], strict=False))
    letters = sorted(set(text))
    before = Counter(b for _, b in pairs)

    def alone(b: str) -> float:
        if below == "counts":
            return text.count(b) / len(text)
        if below == "equal":
            return 1 / len(letters)
        return (before[b] - delta + delta * len(before) / len(letters)) / before.total() if below == "contexts" else 0.0

    def chance(a: str, b: str) -> float:
        after = {w: n for (v, w), n in pairs.items() if v == a}
        total = sum(after.values())
        handed = {"kinds": delta * len(after), "once": delta, "all": 1.0 * total, "none": 0.0}[given]
        return (max(after.get(b, 0) - delta, 0) + handed * alone(b)) / total

    return chance


KNOWN: list[tuple[Callable[[str], Callable[[str, str], float]], str]] = [
    (
        lambda text: smoothed(text, below="counts"),
        "The shorter history counts how often the letter comes. (40.3) asks after how many different ones.",
    ),
    (
        lambda text: smoothed(text, below="equal"),
        "The shorter history must say more than 1/V: use (40.3), and 1/V only below it.",
    ),
    (
        lambda text: smoothed(text, given="once"),
        "One discount is given back, but one was taken for each different letter after a: d(h) of them.",
    ),
    (
        lambda text: smoothed(text, given="none"),
        "What was taken goes to the shorter history: the probabilities after a must sum to 1.",
    ),
    (lambda text: smoothed(text, given="all"), "The shorter history gets the weight δ d(h) / k(h), not all of it."),
    (
        lambda text: smoothed(text, delta=0.0),
        "Nothing is taken from the counts: a pair that is new gets probability 0.",
    ),
    (lambda text: smoothed(text, delta=1.0), "The discount is 0.5 here."),
]


def check(report: Report, answer: object, my: Variant) -> None:
    """A smoothed bigram"""
    for text in (my.text, "abracadabra", "abcabcaab"):
        right = smoothed(text)
        letters = sorted(set(text))
        for a in (text[0], text[3]):
            found = [report.number(report.call(answer, text, a, b), "chance") for b in letters]
            slips = [([slip(text)(a, b) for b in letters], its) for slip, its in KNOWN]
            wanted, hint = (
                [right(a, b) for b in letters],
                "(40.2) with k = c for the pair, (40.3) for the letter alone.",
            )
            report.close(f"all letters after {a} in {text}", found, wanted, tol=1e-4, known=slips, hint=hint)

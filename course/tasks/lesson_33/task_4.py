"""Task 4: the longest common sequence."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Sequence

from course import metrics
from course.checks.report import Report, Variant

Tokens = Sequence[str]


def common(a: Tokens, b: Tokens) -> int:
    """The length of the longest common subsequence."""
    return round(metrics.rouge(a, b).recall * len(b))


def bag(a: Tokens, b: Tokens) -> int:
    """Words that both have, in any order."""
    return (Counter(a) & Counter(b)).total()


def run(a: Tokens, b: Tokens) -> int:
    """The longest run without gaps."""
    return difflib.SequenceMatcher(None, list(a), list(b), autojunk=False).find_longest_match().size


def greedy(a: Tokens, b: Tokens) -> int:
    """Takes each token of a at its first place behind the last one."""
    at = count = 0
    for token in a:
        if token in b[at:]:
            at = list(b).index(token, at) + 1
            count += 1
    return count


def f1(match: Callable[[Tokens, Tokens], int]) -> Callable[[Tokens, Tokens], float]:
    """F1 of a count of matches."""
    return lambda a, b: 2 * match(a, b) / (len(a) + len(b))


KNOWN: list[tuple[Callable[[Tokens, Tokens], float], str]] = [
    (f1(bag), "This counts words in any order (ROUGE-1): they must stand in both in the same order."),
    (f1(run), "This is the longest run without gaps. A subsequence may leave words out."),
    (f1(greedy), "This takes each word at the first place it finds, and misses better ways: fill a table."),
    (lambda a, b: common(a, b) / len(b), "This is the recall alone. F1 counts the candidate's length, too."),
    (lambda a, b: common(a, b) / len(a), "This is the precision alone. F1 counts the reference's length, too."),
    (lambda a, b: common(a, b), "This is the length of the sequence: divide as (33.9) says."),
    (lambda a, b: common(a, b) / (len(a) + len(b)), "Half of F1: there is a 2 in (33.9)."),
    (f1(lambda a, b: len(set(a) & set(b))), "A set forgets how often a word comes, and the order."),
]
CASES = [
    ("y a b a x", "a a b z x y"),
    ("c a b d a b", "a b x y c d a b z"),
    ("the gunman kill police", "police killed the gunman"),
    ("a b c d e", "e d c b a a a"),
]


def check(report: Report, answer: object, my: Variant) -> None:
    """The longest common sequence"""
    for first, second in CASES:
        a, b = first.split(), second.split()
        value = report.number(report.call(answer, list(a), list(b)), "rouge_l")
        slips = [(slip(a, b), its) for slip, its in KNOWN]
        report.close(f"“{first}” for “{second}”", value, f1(common)(a, b), tol=1e-3, known=slips,
                     hint="Twice the words that both have in the same order, over both lengths.")  # fmt: skip
    value = report.number(report.call(answer, ["a", "b"], ["c"]), "rouge_l of two texts with nothing in common")
    report.close("nothing in common gives 0", value, 0.0, tol=1e-9, hint="With nothing in common it is 0.")
    long = [str(i * i % 17) for i in range(150)], [str(i * i % 19) for i in range(150)]
    value = report.number(report.call(answer, *map(list, long)), "rouge_l of long texts")
    report.close("two texts of 150 words", value, f1(common)(*long), tol=1e-3,
                 known=[(slip(*long), its) for slip, its in KNOWN], hint="It is wrong for long texts.")  # fmt: skip

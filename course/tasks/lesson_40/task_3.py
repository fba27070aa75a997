"""Task 3: merges in their order."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.language.tokens import merged

Pair = tuple[int, int]


def encoded(word: list[int], merges: list[Pair]) -> list[int]:
    """Each merge, in the order in which it was learned."""
    for new, pair in enumerate(merges, 256):
        word = merged(word, pair, new)
    return word


def backwards(word: list[int], merges: list[Pair]) -> list[int]:
    """The last merge first."""
    for new in range(255 + len(merges), 255, -1):
        word = merged(word, merges[new - 256], new)
    return word


def from_the_left(word: list[int], merges: list[Pair]) -> list[int]:
    """Always the first pair that is a merge, whatever its rank."""
    word = list(word)
    at = 0
    while at + 1 < len(word):
        if (word[at], word[at + 1]) in merges:
            word[at : at + 2] = [256 + merges.index((word[at], word[at + 1]))]
            at = 0
        else:
            at += 1
    return word


def once(word: list[int], merges: list[Pair]) -> list[int]:
    """Each pair at its first place only."""
    word = list(word)
    for new, pair in enumerate(merges, 256):
        for at in range(len(word) - 1):
            if (word[at], word[at + 1]) == pair:
                word[at : at + 2] = [new]
                break
    return word


def overlapping(word: list[int], merges: list[Pair]) -> list[int]:
    """Pairs that share a token are merged both."""
    for new, pair in enumerate(merges, 256):
        out = [new for one in zip(word, word[1:], strict=False) if one == pair]
        word = out if out and len(word) == len(out) + 1 else merged(word, pair, new)
    return word


KNOWN = [
    (from_the_left, "You merge what comes first in the word. What was learned first goes first, wherever it stands."),
    (backwards, "The last merge came first. A token can only be merged once it is there: go in the order of learning."),
    (once, "A pair may stand in a word more than once: merge each."),
    (overlapping, "In aaa the pair aa stands once: after a merge go on behind it."),
    (
        lambda word, merges: [token - 1 if token > 255 else token for token in encoded(word, merges)],
        "The first new token is 256.",
    ),
    (lambda word, merges: list(word), "Nothing was merged."),
]
CASES = [
    ("abab", [(97, 98), (256, 256)]),
    ("abcab", [(98, 99), (97, 98), (257, 256)]),
    ("abcd", [(99, 100), (98, 99), (97, 98), (258, 256)]),
    ("aaaaa", [(97, 97), (256, 97)]),
    ("aaa", [(97, 97)]),
    ("lowlower", [(108, 111), (256, 119), (101, 114)]),
]


def check(report: Report, answer: object, my: Variant) -> None:
    """Merges in their order"""
    for text, merges in CASES:
        word = list(text.encode())
        value = report.call(answer, list(word), list(merges))
        told = value.tolist() if callable(getattr(value, "tolist", None)) else value
        fits = isinstance(told, (list, tuple)) and all(hasattr(one, "__index__") for one in told)
        report.need("encode returns a list of tokens", fits, "Return the list of tokens, whole numbers.")
        found = [int(one) for one in told]
        hint = next(
            (its for slip, its in KNOWN if slip(word, merges) == found),
            "Apply each merge, in its order, from left to right.",
        )
        report.that(f"{text} with the merges {merges}", found == encoded(word, merges), hint)

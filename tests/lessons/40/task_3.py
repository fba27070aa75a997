"""40.3 merges in their order."""

import numpy as np

from course.language import BytePairs
from course.tasks.lesson_40.task_3 import CASES, backwards, encoded, from_the_left, once, overlapping


def with_a_loop(word, merges):
    new = 256
    for a, b in merges:
        out = []
        for token in word:
            if out and out[-1] == a and token == b:
                out[-1] = new
            else:
                out.append(token)
        word, new = out, new + 1
    return word


def lowest_rank(word, merges):
    """As the package: the pair that was learned first, until there is none."""
    word = list(word)
    while True:
        ranks = [
            (merges.index(pair), at) for at, pair in enumerate(zip(word, word[1:], strict=False)) if pair in merges
        ]
        if not ranks:
            return word
        rank, at = min(ranks)
        word[at : at + 2] = [256 + rank]


def right(my):
    return [encoded, with_a_loop, lowest_rank, lambda word, merges: np.array(encoded(word, merges)),
            lambda word, merges: tuple(encoded(word, merges))]  # fmt: skip


def wrong(my):
    return [
        (backwards, "The last merge came first"),
        (from_the_left, "merge what comes first in the word"),
        (once, "more than once: merge each"),
        (overlapping, "go on behind it"),
        (lambda word, merges: [t - 1 if t > 255 else t for t in encoded(word, merges)], "first new token is 256"),
        (lambda word, merges: word, "Nothing was merged"),
        (lambda word, merges: encoded(word, merges)[::-1], "in its order, from left to right"),
        (lambda word, merges: "".join(map(str, encoded(word, merges))), "Return the list of tokens"),
    ]


def test_the_package_encodes_the_same():
    for text, merges in CASES:
        assert BytePairs(merges)._split(text) == encoded(list(text.encode()), merges)

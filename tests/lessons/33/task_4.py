"""33.4 the longest common sequence."""

from functools import cache

import numpy as np

from course.tasks.lesson_33.task_4 import bag, common, f1, greedy, run


def table(candidate, reference):
    lengths = np.zeros((len(candidate) + 1, len(reference) + 1), dtype=int)
    for i, word in enumerate(candidate):
        for j, other in enumerate(reference):
            longer = max(lengths[i, j + 1], lengths[i + 1, j])
            lengths[i + 1, j + 1] = lengths[i, j] + 1 if word == other else longer
    return np.float32(2 * lengths[-1, -1] / (len(candidate) + len(reference)))


def remembered(candidate, reference):
    """As the lesson's, with a memory, from the front."""

    @cache
    def longest(i, j):
        if i == len(candidate) or j == len(reference):
            return 0
        if candidate[i] == reference[j]:
            return 1 + longest(i + 1, j + 1)
        return max(longest(i + 1, j), longest(i, j + 1))

    length = longest(0, 0)
    if not length:
        return 0
    recall, precision = length / len(reference), length / len(candidate)
    return 2 * recall * precision / (recall + precision)


def right(my):
    return [f1(common), table, remembered]


def wrong(my):
    return [
        (f1(bag), "in any order (ROUGE-1)"),
        (f1(run), "longest run without gaps"),
        (f1(greedy), "first place it finds"),
        (lambda a, b: common(a, b) / len(b), "the recall alone"),
        (lambda a, b: common(a, b) / len(a), "the precision alone"),
        (common, "the length of the sequence"),
        (lambda a, b: common(a, b) / (len(a) + len(b)), "Half of F1"),
        (f1(lambda a, b: len(set(a) & set(b))), "A set forgets"),
        (lambda a, b: 1 - f1(common)(a, b), "over both lengths"),
    ]

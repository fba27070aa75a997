"""32.4 Holm's rule."""

import numpy as np

from course.tasks.lesson_32.task_4 import benjamini, hochberg, holm, never_stops, steps


def numpys(values, level):
    values = np.asarray(values)
    order = values.argsort()
    fails = values[order] > level / (len(values) - np.arange(len(values)))
    found = np.zeros(len(values), bool)
    found[order] = ~np.logical_or.accumulate(fails)
    return found


def singles(values, level):
    values = np.array(values, dtype=np.float32)
    order = values.argsort()
    found = np.zeros(len(values), bool)
    found[order] = np.logical_and.accumulate(values[order] <= level / np.arange(len(values), 0, -1))
    return found.tolist()


def ones(values, level):
    return [int(one) for one in holm(values, level)]


def adjusted(values, level):
    made = [max(sum(q >= p for q in values) * p for p in values if p <= mine) for mine in values]
    return tuple(one <= level * (1 + 1e-12) for one in made)


def right(my):
    return [holm, numpys, singles, ones, adjusted]


def strict(values, level):
    return holm([p + 1e-9 for p in values], level)


def changes(values, level):
    found = holm(values, level)
    values.sort()
    return found


def as_given(values, level):
    found = []
    for step, p in enumerate(values):
        found.append(p <= level / (len(values) - step) and all(found))
    return found


def misplaced(values, level):
    p = np.array(values)
    order = p.argsort()
    passed = np.cumprod(p[order] <= level / (len(p) - np.arange(len(p)))).astype(bool)
    return passed[order]


def wrong(my):
    return [
        (lambda v, a: [p <= a for p in v], "tests each at the full level"),
        (lambda v, a: [p <= a / len(v) for p in v], "This is Bonferroni"),
        (lambda v, a: holm(sorted(v), a), "in the order of the sorted values"),
        (lambda v, a: [not one for one in holm(v, a)], "are exchanged"),
        (hochberg, "Holm begins at the smallest"),
        (never_stops, "After the first failure nothing wins"),
        (benjamini, "another promise"),
        (lambda v, a: steps(v, a, 1), "bounds are too small"),
        (lambda v, a: steps(v, a, -1), "bounds are too large"),
        (lambda v, a: holm(v, 0.05), "does not use level"),
        (lambda v, a: [min(1, len(v) * p) for p in v], "Give True or False"),
        (lambda v, a: [True] * len(v), "Compare the smallest"),
        (strict, "equals its bound"),
        (changes, "changes the list"),
        (lambda v, a: [i for i, one in enumerate(holm(v, a)) if one], "Give 5 answers"),
        (lambda v, a: [False] * len(v), "Compare the smallest"),
        (as_given, "as they are given"),
        (misplaced, "in the wrong places"),
    ]


def marks(my):
    return [(lambda v, a: [False] * len(v), 0), (never_stops, 4 / 5)]

"""33.3 a BLEU with two mistakes."""

import numpy as np

from course import metrics
from course.tasks.lesson_33.task_3 import bleu, made


def counted(candidate, references):
    """Without a Counter."""
    logs = 0.0
    for n in (1, 2):
        own = [tuple(candidate[i : i + n]) for i in range(len(candidate) - n + 1)]
        known = [[tuple(one[i : i + n]) for i in range(len(one) - n + 1)] for one in references]
        match = sum(min(own.count(g), max(one.count(g) for one in known)) for g in set(own))
        if not match:
            return 0
        logs += np.log(match / len(own))
    lengths = np.array([len(one) for one in references])
    wanted = lengths[np.abs(lengths - len(candidate)).argmin()]
    penalty = 1 if len(candidate) >= wanted else np.exp(1 - wanted / len(candidate))
    return np.float32(penalty * np.exp(logs / 2))


def package(candidate, references):
    return metrics.bleu(metrics.bleu_counts([candidate], [references], order=2))


def right(my):
    return [made(), counted, package]


def no_op(candidate, references):
    references = list(references)
    return bleu(candidate, references)


def wrong(my):
    return [
        (made("sum"), "Clipped at the sum"),
        (made("max", "turned"), "turned round"),
        (made("none"), "again and again is perfect"),
        (made("first"), "Only the first reference"),
        (made("max", "none"), "Without a brevity penalty"),
        (made("max", "shortest"), "the shortest reference's length"),
        (made("max", "both"), "it is at most 1"),
        (made("max", "ratio"), "not c/r"),
        (made("max", "right", "arithmetic"), "this is their mean"),
        (no_op, "with n = 1 and 2"),
    ]

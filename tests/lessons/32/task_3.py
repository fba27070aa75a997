"""32.3 an agreement beyond chance."""

import numpy as np
import torch
from sklearn.metrics import cohen_kappa_score

from course.tasks.lesson_32.task_3 import mended


def torches(table):
    shares = torch.tensor(table) / torch.tensor(table).sum()
    chance = shares.sum(0) @ shares.sum(1)
    return (shares.trace() - chance) / (1 - chance)


def sklearns(table):
    a, b = zip(*[(i, j) for i, row in enumerate(table) for j, k in enumerate(row) for _ in range(k)], strict=True)
    return cohen_kappa_score(a, b)


def singles(table):
    shares = np.asarray(table, dtype=np.float32) / np.float32(np.sum(table))
    chance = shares.sum(0) @ shares.sum(1)
    return (shares.trace() - chance) / (1 - chance)


def looped(table):
    k, n = len(table), sum(map(sum, table))
    agreed = sum(table[i][i] for i in range(k)) / n
    chance = sum(sum(table[i]) * sum(row[i] for row in table) for i in range(k)) / n**2
    return (agreed - chance) / (1 - chance)


def right(my):
    return [mended, torches, sklearns, singles, looped]


def made(chance_of, quotient=lambda a, c: (a - c) / (1 - c)):
    def kappa(table):
        shares = np.asarray(table) / np.sum(table)
        return quotient(np.trace(shares), chance_of(shares))

    return kappa


def both(shares):
    return (shares.sum(0) * shares.sum(1)).sum()


def of_counts(table):
    counts = np.asarray(table)
    chance = (counts.sum(1) * counts.sum(0)).sum()
    return (np.trace(counts) - chance) / (1 - chance)


def wrong(my):
    return [
        (made(both, lambda a, c: (a - c) / c), "do not get 1"),
        (made(lambda s: (s.sum(1) ** 2).sum()), "B has habits"),
        (made(lambda s: (s.sum(0) ** 2).sum()), "A counts, too"),
        (made(both, lambda a, c: a - c), "Divide by what could be reached"),
        (made(lambda s: 1 / len(s)), "not one in k"),
        (made(both, lambda a, c: a), "nothing taken off for chance"),
        (made(both, lambda a, c: 1 - (a - c) / (1 - c)), "was not reached"),
        (made(lambda s: (((s.sum(0) + s.sum(1)) / 2) ** 2).sum()), "Scott's pi"),
        (lambda table: abs(mended(table)), "keep its sign"),
        (lambda table: max(0, mended(table)), "do not cut it off"),
        (of_counts, "These are counts"),
        (lambda table: round(mended(table), 1), "is (agreed - chance)"),
        (made(both, lambda a, c: (a - c) / (2 - c)), "chance is the sum of"),
    ]

"""40.4 an attention with two mistakes."""

import numpy as np
import torch

from course.tasks.lesson_40.task_4 import attend, slip
from course.tasks.lesson_40.task_4 import right_one as right_attention


def in_numpy(q, k, v):
    q, k, v = (x.numpy() for x in (q, k, v))
    scores = q @ k.T / np.sqrt(q.shape[1])
    scores[np.triu_indices(len(q), 1)] = -np.inf
    share = np.exp(scores - scores.max(1, keepdims=True))
    return share / share.sum(1, keepdims=True) @ v


def row_by_row(q, k, v):
    rows = []
    for t in range(len(q)):
        scores = torch.stack([q[t] @ k[s] for s in range(t + 1)]) / q.shape[1] ** 0.5
        rows.append(sum(share * v[s] for s, share in enumerate(scores.softmax(0))))
    return torch.stack(rows)


def single(q, k, v):
    return right_attention(q.float(), k.float(), v.float())


def in_place(q, k, v):
    q /= q.shape[1] ** 0.5
    return slip(q, k, v, scale=0.0)


def wrongly(**named):
    return lambda q, k, v: slip(q, k, v, **named)


def right(my):
    return [right_attention, in_numpy, row_by_row, single, slip]


def wrong(my):
    return [
        (wrongly(mask="none"), "where is the mask"),
        (wrongly(mask="past"), "hides the past"),
        (wrongly(mask="zero"), "A score of 0"),
        (wrongly(mask="after"), "came after the softmax"),
        (wrongly(scale=0.0), "not divided by the root"),
        (wrongly(scale=1.0), "divided by d."),
        (wrongly(dim=0), "runs over the queries"),
        (in_place, "writes into"),
        (lambda q, k, v: right_attention(q, k, v).mean(0), "has shape"),
        (lambda q, k, v: v, "(40.4): scores"),
        (lambda *given: attend(*given), "(40.4): scores"),
        (wrongly(scale=1.0, mask="after"), "(40.4): scores"),
    ]

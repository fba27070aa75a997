"""34.2 on the sphere."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from course.tasks.lesson_34 import task_2


def loops(a, b, t):
    rows = []
    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        lengths = math.dist(x, [0] * len(x)) * math.dist(y, [0] * len(y))
        angle = math.acos(max(-1, min(1, sum(p * q for p, q in zip(x, y, strict=True)) / lengths)))
        if angle < 1e-5:
            rows.append(x)
            continue
        first, second = math.sin((1 - t) * angle) / math.sin(angle), math.sin(t * angle) / math.sin(angle)
        rows.append([first * p + second * q for p, q in zip(x, y, strict=True)])
    return torch.tensor(rows)


def numpys(a, b, t):
    a, b = a.numpy(), b.numpy()
    cosine = (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    angle = np.maximum(np.arccos(np.clip(cosine, -1, 1)), 1e-6)[:, None]
    return (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def single(a, b, t):
    return task_2.slerp(a.float(), b.float(), t)


def filled(a, b, t):  # 0/0 is mended afterwards
    angle = torch.acos(F.cosine_similarity(a, b, dim=1).clamp(-1, 1)).unsqueeze(1)
    found = (torch.sin((1 - t) * angle) * a + torch.sin(t * angle) * b) / torch.sin(angle)
    return torch.where(torch.isnan(found), a, found)


def right(my):
    return [task_2.slerp, loops, numpys, single, filled]


def pick(k):
    def slip(a, b, t):
        return task_2.slips(a, b, t)[k][0]

    return slip


def careless(a, b, t):
    angle = torch.acos((a * b).sum(1, keepdim=True))
    return (torch.sin((1 - t) * angle) * a + torch.sin(t * angle) * b) / torch.sin(angle)


def nans(a, b, t):
    angle = torch.acos(F.cosine_similarity(a, b, dim=1).clamp(-1, 1))[:, None]
    found = (torch.sin((1 - t) * angle) * a + torch.sin(t * angle) * b) / torch.sin(angle)
    return torch.where(torch.sin(angle) < 1e-7, torch.nan, found)


def all_straight(a, b, t):
    angle = task_2.angles(a, b)
    return torch.lerp(a, b, t) if (angle < 1e-4).any() else task_2.slerp(a, b, t)


def changes(a, b, t):
    found = task_2.slerp(a, b, t)
    a /= 2
    return found


def other_weights(a, b, t):
    return math.sqrt(1 - t) * a + math.sqrt(t) * b


def unclamped(a, b, t):
    """Right in all rows whose cosine does not leave [-1, 1] by rounding."""
    angle = torch.acos(F.cosine_similarity(a, b, dim=1))[:, None]
    same = angle < 1e-4
    safe = torch.where(same, torch.ones_like(angle), angle)
    turned = (torch.sin((1 - t) * safe) * a + torch.sin(t * safe) * b) / torch.sin(safe)
    return torch.where(same, torch.lerp(a, b, t), turned)


def wrong(my):
    return [
        (pick(0), "This is the straight way"),
        (pick(1), "It begins at b"),
        (pick(2), "division by the sine"),
        (pick(3), "one angle for the whole batch"),
        (pick(4), "length is mended, the angle is not"),
        (pick(5), "All results have length 1"),
        (careless, "divided by both lengths"),
        (pick(6), "Sines, not cosines"),
        (pick(7), "right for a right angle"),
        (nans, "0/0 is NaN"),
        (unclamped, "clamp it to [-1, 1]"),
        (all_straight, "changed the whole batch"),
        (changes, "changes the codes"),
        (other_weights, "row by row: the angle"),
    ]

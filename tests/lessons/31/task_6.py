"""31.6 how many samples to catch a copyist."""

import math

import numpy as np
import torch

from course.tasks.lesson_31.task_6 import solution


def exact(my):
    """The number of samples, without leaving the 1 out, and rounded up."""
    c, z = my.share, my.z
    return math.ceil((z**2 + math.sqrt(z**4 + 3 * c**2 * z**2)) / (3 * c**2))


def right(my):
    needed, score, least = solution(my)
    return [
        (needed, score, least),
        [round(needed), round(score, 2), round(least, 3)],
        (exact(my), score, least),
        (math.ceil(needed), np.float32(score), torch.tensor(least)),
        torch.tensor([needed, score, least]),
        (float(f"{needed:.3g}"), score, least),
        (0.991 * needed, score, least),  # 1 % is near enough, as the task says
        (1.009 * needed, score, least),
    ]


def wrong(my):
    needed, score, least = solution(my)
    c, z, m, n = my.share, my.z, my.many, my.held
    return [
        ((6 / c**2, score, least), "Put your own z"),
        ((2 * needed, score, least), "drawn and held-out together"),
        ((needed / 2, score, least), "about n/2, not n"),
        ((3 * needed, score, least), "root of (31.12) is lost"),
        ((needed * c, score, least), "it becomes c^2"),
        ((needed / z, score, least), "z is squared"),
        ((math.sqrt(needed), score, least), "root of the number"),
        ((1, score, least), "Set m = n"),
        ((needed, -score, least), "z is negative"),
        ((needed, score / c, least), "all drawn pictures were copies"),
        ((needed, score * c, least), "c counts once"),
        ((needed, score / math.sqrt(3), least), "The 3 under the root is lost"),
        ((needed, -(score**2) / c, least), "The root is missing"),
        ((needed, -c * math.sqrt(1.5 * m), least), "There are fewer"),
        ((needed, -c * math.sqrt(1.5 * n), least), "There are more"),
        ((needed, -c * math.sqrt(0.75 * (m + n)), least), "were their mean"),
        ((needed, score, least * math.sqrt(2)), "You may draw more"),
        ((needed, score, z / math.sqrt(3 * m * n / (m + n + 1))), "You may draw still more"),
        ((needed, score, least * math.sqrt(3)), "root of (31.12) is lost"),
        ((needed, score, least**2), "square of the share"),
        ((needed, score, 1 / least), "Upside down"),
        ((needed, score, 0.0), "do not help without end"),
    ]

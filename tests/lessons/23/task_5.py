"""23.5 easier to read than real."""

import numpy as np

from course.tasks.lesson_23.task_5 import solution


def right(my):
    d = my.doubt
    joint = np.array([[0.4, 0.0, 0.2 * d], [0.0, 0.4, 0.2 * (1 - d)]])
    label = joint / joint.sum(0)
    return [
        (0.8 + 0.2 * (d**2 + (1 - d) ** 2), 0.8 + 0.2 * d),
        [(joint * label).sum(), (joint.sum(0) * label.max(0)).sum()],
        tuple(round(one, 3) for one in solution(my)),
    ]


def wrong(my):
    faithful, auxiliary = solution(my)
    d = my.doubt
    return [
        ((auxiliary, auxiliary), "for both labels"),
        ((1, auxiliary), "no certainty"),
        (((2 + d**2 + (1 - d) ** 2) / 3, auxiliary), "weight them"),
        ((0.8 + 0.2 * d**2, auxiliary), "drawn for label 2 is missing"),
        ((faithful - 0.1, auxiliary), "sum q(y|x) p(y|x)"),
        ((faithful, faithful), "to one label only"),
        ((faithful, 1), "is not certain"),
        ((faithful, 0.8 + 0.2 * (1 - d)), "most* probable"),
        ((faithful, (2 + d) / 3), "weight them"),
        ((faithful, d), "third picture alone"),
        ((faithful, auxiliary + 0.05), "its most probable label only"),
    ]

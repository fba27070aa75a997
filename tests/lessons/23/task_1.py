"""23.1 a label that is asked for too seldom."""

import math

import torch

from course.tasks.lesson_23.task_1 import solution


def right(my):
    best, logit = solution(my)
    ratio = my.frequent * 0.3 / (my.asked * 0.1)
    return [
        (ratio / (1 + ratio), math.log(ratio)),
        torch.tensor([best, logit]),
        [round(best, 3), round(logit, 3)],
    ]


def wrong(my):
    best, logit = solution(my)
    return [
        ((0.75, logit), "in which p(y) cancels"),
        ((1 - best, logit), "the share of the drawn pairs"),
        ((my.frequent * 0.3 / (my.asked * 0.1), logit), "D is a share"),
        ((my.frequent * 0.3, logit), "Divide by that of both"),
        ((my.asked * 0.3 / (my.asked * 0.3 + my.frequent * 0.1), logit), "exchanged"),
        ((best + 0.05, logit), "Count pairs"),
        ((best, math.log(3)), "leaves out the labels"),
        ((best, -logit), "The sign is turned"),
        ((best, logit / math.log(10)), "natural logarithm"),
        ((best, math.log(best)), "This is log D"),
        ((best, 2 * logit), "the log of the two numbers' ratio"),
    ]

"""30.1 some of ten digits."""

import math

import numpy as np
import torch

from course.tasks.lesson_30.task_1 import answers, entropy, shared_among, solution


def right(my):
    score = solution(my)
    return [score, torch.tensor(score), round(score, 2), np.array([score])]


def wrong(my):
    score = solution(my)
    one, mean = answers(my)
    return [
        (my.drawn, "Its doubt costs"),
        (math.exp(entropy(mean)), "first term of (30.2) only"),
        (math.log(score), "logarithm of the score"),
        (math.exp(math.log(10) - entropy(one)), "draws all ten"),
        (math.exp(math.log(my.drawn) - entropy(one)), "the doubt of each answer lies on all ten"),
        (shared_among(my.drawn - 1, my), "among the drawn digits only"),
        (shared_among(10, my), "nine are left"),
        (1 / score, "Upside down"),
        (10, "ten numbers each"),
    ]

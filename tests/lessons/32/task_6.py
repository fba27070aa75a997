"""32.6 a study to plan."""

import math

import numpy as np

from course.tasks.lesson_32.task_6 import answers, solution, unpooled, ways


def right(my):
    n = math.ceil(solution(my))
    return [n, float(n), np.int64(n), *ways(my.p1, my.p2, my.m, my.rho)]


def wrong(my):
    n, effect = answers(my), 1 + (my.m - 1) * my.rho
    floor, no_p_bar = math.floor(solution(my)), math.ceil(unpooled(my))
    others = [] if no_p_bar in (floor, floor + 1) else [(no_p_bar, "Almost: (32.7) has p-bar")]
    return [
        *others,
        (math.ceil(n / my.m), "worth less"),
        (math.ceil(n), "not raters"),
        (math.ceil(n * effect), "Each rater gives m"),
        (2 * math.ceil(solution(my)), "both generators together"),
        (math.floor(solution(my)), "Round up"),
        (solution(my), "no part of a rater"),
        (math.ceil(answers(my, level=0.95) * effect / my.m), "on one side"),
        (math.ceil(answers(my, power=0.9) * effect / my.m), "90 %"),
        (math.ceil(n / 2 * effect / my.m), "half of it"),
        (math.ceil(n * (1 + my.m * my.rho) / my.m), "m - 1 other answers"),
        (10_000, "rounded up"),
    ]

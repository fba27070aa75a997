"""25.4 where the alias goes."""

import torch

from course.tasks.lesson_25.task_4 import solution


def right(my):
    frequency, moves = solution(my)
    return [(frequency, moves), torch.tensor([float(frequency), moves]), [frequency, float(f"{moves:.3g}")]]


def wrong(my):
    frequency, moves = solution(my)
    n, f, d = my.size, my.wave, my.moved
    return [
        ((2 * f, moves), "pixels hold at most"),
        ((f, moves), "Squaring doubles the frequency first"),
        ((n - f, moves), "This folds f itself"),
        ((2 * f - n / 2, moves), "The folding is N - 2f"),
        ((-frequency, moves), "Up to its sign"),
        ((0, moves), "takes the same values"),
        ((frequency, -moves), "moves to the left"),
        ((frequency, moves + n / frequency), "A whole wave further right"),
        ((frequency, moves - n / frequency), "A whole wave further left"),
        ((frequency, d), "So would a true wave move"),
        ((frequency, -d), "divide it by the alias"),
        ((frequency, -d * frequency / (2 * f)), "upside down"),
        ((frequency, moves / 2), "factor of 2 is missing"),
        ((frequency, 77.0), "the alias turns once"),
    ]

"""25.1 the price of a spike."""

import math

import torch

from course.tasks.lesson_25.task_1 import solution


def right(my):
    rest, top = solution(my)
    return [(rest, top), torch.tensor([rest, top]), [round(rest, 3), round(top, 2)]]


def wrong(my):
    rest, top = solution(my)
    n, a, h = my.pixels, my.strength, my.spike
    sigma = math.sqrt((n - 1) / n * (a**2 + h**2 / n))
    zero = math.sqrt(((n - 1) * a**2 + h**2) / n)
    return [
        ((top, rest), "in the order rest, top"),
        ((rest, rest), "rest first, then top"),
        ((rest * math.sqrt((n - 1) / n), top * math.sqrt((n - 1) / n)), "torch's default"),
        ((rest, top * math.sqrt((n - 1) / n)), "Here, too, the mean of the squares"),
        ((a / sigma**2, top), "divides by its root"),
        ((a / zero, top), "The spike also moves the mean"),
        ((a / math.sqrt(a**2 + h**2), top), "counts one Nth"),
        ((sigma, top), "deviation of the whole channel before"),
        ((math.sqrt(n / (n - 1)), top), "what is left without a spike"),
        ((5.0, top), "square of the mean gives the variance"),
        ((rest, h / sigma), "The mean is subtracted first"),
        ((rest, math.sqrt(n - 1)), "endless spike"),
        ((rest, h), "(h - mean) / deviation"),
        ((rest, (h - h / n) / sigma**2), "divides by its root"),
    ]

"""40.6 a mixture, in bits a character."""

import math

import numpy as np
import torch

from course.tasks.lesson_40.task_6 import COUNTS, GPT


def both(my):
    alone = -sum(map(math.log2, GPT)) / my.characters
    mixed = [my.share * a + (1 - my.share) * b for a, b in zip(GPT, COUNTS, strict=True)]
    return alone, -sum(map(math.log2, mixed)) / my.characters


def right(my):
    alone, mixed = both(my)
    return [(alone, mixed), [alone, mixed], np.array([alone, mixed]), torch.tensor([alone, mixed]),
            tuple(float(f"{one:.3g}") for one in both(my))]  # fmt: skip


def wrong(my):
    alone, mixed = both(my)
    counts = -sum(map(math.log2, COUNTS)) / my.characters
    turned = [(1 - my.share) * a + my.share * b for a, b in zip(GPT, COUNTS, strict=True)]
    best = [max(pair) for pair in zip(GPT, COUNTS, strict=True)]
    return [
        ((alone * my.characters / 4, mixed), "These are bits a token"),
        ((alone * my.characters, mixed), "of the whole text"),
        ((alone * math.log(2), mixed), "These are nats: bits"),
        ((-alone, mixed), "Surprise is positive"),
        ((-math.log2(sum(GPT) / 4) * 4 / my.characters, mixed), "then add"),
        ((alone, my.share * alone + (1 - my.share) * counts), "You mixed the bits"),
        ((alone, -sum(map(math.log2, turned)) / my.characters), "The share λ is the GPT's"),
        ((alone, mixed * my.characters / 4), "These are bits a token"),
        ((alone, mixed * math.log(2)), "These are nats."),
        ((alone, -sum(map(math.log2, best)) / my.characters), "Nobody knows before"),
        ((alone, alone), "(40.11) for each token"),
        (alone, "in this order"),
    ]

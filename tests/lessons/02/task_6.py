"""02.6 is B better than A?"""

import math

import torch


def numbers(my):
    both, only_a, only_b, neither = my.table
    n = sum(my.table)
    a, b = (both + only_a) / n, (both + only_b) / n
    d, v = b - a, (only_a + only_b) / n - (b - a) ** 2
    return n, a, b, d, math.sqrt((a * (1 - a) + b * (1 - b)) / n), math.sqrt(v / n)


def right(my):
    n, a, b, d, apart, paired = numbers(my)
    rows = torch.tensor([[1, 1], [1, 0], [0, 1], [0, 0]]).repeat_interleave(torch.tensor(my.table), dim=0).double()
    g = torch.Generator().manual_seed(5)
    i, k = (torch.randint(n, (1000, n), generator=g) for _ in range(2))
    resampled = (
        (rows[:, 1] - rows[:, 0]).mean(),
        (rows[k, 1].mean(dim=1) - rows[i, 0].mean(dim=1)).std(),
        (rows[i, 1].mean(dim=1) - rows[i, 0].mean(dim=1)).std(),
    )
    _, only_a, only_b, _ = my.table
    mcnemar = [(only_b - only_a) / n, apart, math.sqrt(only_a + only_b) / n]
    return [resampled, mcnemar, torch.tensor([d, apart, paired])]


def wrong(my):
    n, a, b, d, apart, paired = numbers(my)
    _, only_a, only_b, _ = my.table
    se_a, se_b = math.sqrt(a * (1 - a) / n), math.sqrt(b * (1 - b) / n)
    v = paired**2 * n
    return [
        ((-d, apart, paired), "the gap is B minus A"),
        ((100 * d, apart, paired), "That is in percent"),
        ((only_b - only_a, apart, paired), "That is a number of images"),
        ((b, apart, paired), "Mean of right_b minus mean of right_a"),
        ((d, paired, apart), "With two test sets A's luck"),
        ((d, apart**2, paired), "That is a variance"),
        ((d, 1.96 * apart, paired), "half a 95 % interval"),
        ((d, se_a, paired), "The gap carries the luck of both"),
        ((d, se_b, paired), "The gap carries the luck of both"),
        ((d, se_a + se_b, paired), "do not add: their squares do"),
        ((d, apart * math.sqrt(n), paired), "That is the spread of one image. A mean"),
        ((d, 100 * apart, paired), "That is in percent"),
        ((d, abs(se_b**2 - se_a**2) ** 0.5, paired), "Resample the images of A and of B independently"),
        ((d, apart, apart), "Draw the *same* images for A and for B"),
        ((d, apart, paired**2), "That is a variance"),
        ((d, apart, 2 * paired), "half a 95 % interval"),
        ((d, apart, math.sqrt(v)), "the spread of one image's difference"),
        ((d, apart, math.sqrt(v / (only_a + only_b))), "You divided by the images on which they differ"),
        ((d, apart, math.sqrt(only_b - only_a) / n), "must not cancel in the variance"),
        ((d, apart, math.sqrt(only_a + only_b)), "That is a number of images"),
        ((d, apart, 100 * paired), "That is in percent"),
        ((d, apart, abs(se_b - se_a)), "Make one number for each image"),
        ((d, apart), "Give (gap, apart, paired)"),
        ((d, apart, float("nan")), "division by zero"),
        ((f"{d:.1%}", apart, paired), "give a number"),
        (d, "three numbers in this order"),
    ]

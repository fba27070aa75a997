"""Exercise 02: data."""

from __future__ import annotations

import random

STANDARD = {
    "pair": (3, 5),  # the two classes of 02.1
    "table": (890, 8, 26, 76),  # 02.6: test images that both, only A, only B, neither got right
    "sets": ("AMTY", "NSZ", "bd", "69"),  # 02.7
    "n": 64,  # 02.8: images that D sees at once …
    "error": 0.1,  # … and the standard error that we accept
}

# Pairs whose bits, taken together, give a third class.
PAIRS = ((1, 2), (1, 4), (1, 6), (2, 4), (2, 5), (3, 4), (1, 8), (6, 1), (4, 3), (5, 2), (4, 1))

LIMITS = {4: 40.0}  # seconds: a double loop over all pairs is slow, and right


def vary(choose: random.Random) -> dict:
    """A student's own constants: the same traps with other classes, counts, characters and limits."""
    only_a = choose.choice([6, 7, 9, 10])
    only_b = only_a + choose.choice([16, 17, 19, 20])
    n = choose.choice([900, 1000, 1100, 1200])
    neither = choose.choice([70, 80, 90])
    sets = [choose.choice(s) for s in (["ATUY", "MTUV", "MTUY"], ["NZ", "NS", "NSZ"], ["bd", "pq"], ["69", "dp", "bq"])]
    choose.shuffle(sets)
    return {
        "pair": choose.choice(PAIRS),
        "table": (n - only_a - only_b - neither, only_a, only_b, neither),
        "sets": tuple(sets),
        "n": choose.choice([32, 48, 96, 128]),
        "error": choose.choice([0.06, 0.08, 0.12]),
    }

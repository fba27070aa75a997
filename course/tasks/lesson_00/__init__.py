"""Exercise 00: start here."""

from __future__ import annotations

import random

# Task 7: real and drawn letters, counted.
COUNTS = [
    ((60, 30, 10), (20, 30, 50)),
    ((50, 30, 20), (10, 30, 60)),
    ((45, 40, 15), (15, 40, 45)),
    ((70, 20, 10), (30, 20, 50)),
    ((40, 40, 20), (10, 40, 50)),
    ((80, 15, 5), (20, 15, 65)),
]

# Task 3: who is given what.
WHO = {
    "a real picture": "D",
    "a picture that G drew": "D",
    "which pictures are real": "D",
    "noise": "G",
    "the slope of D's score": "G",
    "the name of the letter": "neither",
    "how far the closest real picture is": "neither",
    "pictures kept for a test": "neither",
}

# Task 8. Measured: (median distance of 200 drawings to the closest real letter) / (the same among real letters), as
# in lesson 00, for GANs trained 200 steps on 1,500 letters G, A, N of 16 x 16 pixels. One training a number, each its
# own seed. |difference| / error: at least 3.0 in CLEAR, 11 in SLOW; at most 1.3 in CHANCE (its first seed misleads).
RUNS = {
    "plain": (2.362, 2.459, 2.323, 2.337, 2.320, 2.432, 2.270, 2.396),
    "same again": (2.238, 2.347, 2.314, 2.339, 2.382, 2.342, 2.315, 2.338),
    "slow": (3.033, 2.931, 2.881, 2.897, 2.863, 2.937, 2.947, 2.981),
    "newest": (2.538, 2.329, 2.616, 2.641, 2.430, 2.490, 2.396, 2.660),
    "small batch": (2.563, 2.445, 2.296, 2.357, 2.432, 2.365, 2.407, 2.404),
    "half rate": (2.593, 2.419, 2.680, 2.535, 2.529, 2.532, 2.401, 2.634),
    "no penalty": (2.241, 2.624, 2.302, 2.348, 2.414, 2.506, 2.333, 2.312),
    "wide": (2.402, 2.296, 2.326, 2.501, 2.391, 2.373, 2.406, 2.309),
}
CLEAR = [("plain", "newest"), ("plain", "half rate"), ("same again", "newest"), ("wide", "half rate")]
SLOW = [("slow", "plain"), ("slow", "same again"), ("slow", "wide"), ("slow", "no penalty")]
CHANCE = [("plain", "no penalty"), ("plain", "small batch"), ("plain", "same again"), ("small batch", "no penalty")]

STANDARD = {
    "size": 32,
    "count": 20,
    "levels": 4,
    "frames": 9,
    "copied": 3,
    "things": (
        "a real picture",
        "noise",
        "the name of the letter",
        "a picture that G drew",
        "the slope of D's score",
        "how far the closest real picture is",
    ),
    "letters": "GAN",
    "real": (60, 30, 10),
    "drawn": (20, 30, 50),
    "pairs": (("plain", "newest"), ("plain", "no penalty"), ("slow", "plain")),
}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own numbers: other answers, the same difficulty."""
    things = choose.sample([t for t, w in WHO.items() if w == "D"], 2)
    things += choose.sample([t for t, w in WHO.items() if w == "neither"], 2)
    things += [t for t, w in WHO.items() if w == "G"]
    rows = list(zip(*choose.choice(COUNTS), strict=True))
    choose.shuffle(things)
    choose.shuffle(rows)
    pairs = [choose.choice(CLEAR), choose.choice(SLOW), choose.choice(CHANCE)]
    return {
        "size": choose.choice([24, 28, 40, 48, 56]),
        "count": choose.choice([6, 10, 12, 15, 25]),
        "levels": choose.choice([3, 5, 6, 7]),
        "frames": choose.choice([7, 8, 10, 11]),
        "copied": choose.choice([2, 4, 5]),
        "things": tuple(things),
        "letters": choose.choice(["ART", "BUS", "KEY", "SUN", "FOX", "TEA"]),
        "real": tuple(a for a, _ in rows),
        "drawn": tuple(b for _, b in rows),
        "pairs": tuple(tuple(choose.sample(pair, 2)) for pair in choose.sample(pairs, 3)),
    }

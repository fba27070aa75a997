"""Exercise 34: Looking inside. A way on the sphere, what nothing explains, a broken search, a map, a direction."""

from __future__ import annotations

import random

STANDARD = {"t": 0.3, "inputs": 32, "examples": 200, "found": 0.41, "goal": 0.02,
            "up": "ink", "still": "width", "least": 0.5}  # fmt: skip

# What a step must reach, in standard deviations: about four fifths of what a fit on many codes reaches.
LEAST = {("ink", "height"): 0.55, ("width", "ink"): 0.45, ("width", "height"): 0.4, ("height", "width"): 0.35}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    inputs, examples = choose.choice([16, 24, 64]), choose.choice([150, 240, 300])
    up, still = choose.choice(list(LEAST))
    return {
        "t": choose.choice([0.2, 0.35, 0.4]),
        "inputs": inputs,
        "examples": examples,
        "found": round(inputs / (examples - 1) + choose.choice([0.2, 0.25, 0.3]), 2),
        "goal": choose.choice([0.01, 0.04, 0.05]),
        "up": up,
        "still": still,
        "least": LEAST[up, still],
    }

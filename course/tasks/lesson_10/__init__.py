"""Exercise 10: the adversarial game."""

from __future__ import annotations

import random

STANDARD = {"sure": 0.8, "share": 0.1, "doubt": 0.4, "noise": (2, 3), "numbers": 20, "deck": 5}
LIMITS = {6: 120.0}  # it trains seven small networks: about 3 s on one idle core


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version. The doubtful discriminator always stands where p is 2 to 5 times as large as q."""
    share, doubt = choose.choice([(0.2, 0.4), (0.1, 0.3), (0.15, 0.4), (0.2, 0.45), (0.1, 0.25)])
    return {
        "sure": choose.choice([0.6, 0.7, 0.75, 0.9]),
        "share": share,
        "doubt": doubt,
        "noise": choose.choice([(2, 5), (3, 4), (2, 4), (3, 5), (4, 5)]),
        "numbers": choose.choice([16, 18, 22, 24]),
        "deck": choose.randrange(10, 1000),
    }

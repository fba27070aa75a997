"""Exercise 25: StyleGAN. A spike, demodulated weights, shifts that tell, an alias, a path length, a broken bend."""

from __future__ import annotations

import random

STANDARD = {"pixels": 64, "strength": 2.0, "spike": 24.0, "finer": 4, "size": 32, "wave": 13, "moved": 0.5}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version. Twice the wave is more than half the pixels hold, and its alias moves by less than half
    of its own length, so that what one measures is what one computes."""
    size, wave, moved = choose.choice([(24, 9, 0.4), (24, 10, 0.25), (32, 11, 0.5), (32, 13, 0.25), (40, 14, 0.4),
                                       (40, 15, 0.6), (40, 17, 0.2)])  # fmt: skip
    return {
        "pixels": choose.choice([16, 25, 36]),
        "strength": choose.choice([1.5, 2.5, 3.0]),
        "spike": choose.choice([12.0, 16.0, 20.0]),
        "finer": choose.choice([4, 5]),
        "size": size,
        "wave": wave,
        "moved": moved,
    }

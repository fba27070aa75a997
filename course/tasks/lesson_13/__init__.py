"""Exercise 13: Wasserstein."""

from __future__ import annotations

import random

SAND, HOLES = (7, 1, 4, 2, 9), (3, 0, 12, 2, 5)  # task 1, on a line
FROM, TO = ((3, 0), (3, 7), (6, 1), (1, 2)), ((2, 7), (4, 6), (2, 3), (6, 0))  # task 7, in a town

STANDARD = {
    "sand": SAND,
    "holes": HOLES,
    "wide": 2,
    "dims": 10,
    "sites": FROM,
    "pits": TO,
}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version: the same piles and the same town, measured or seen otherwise."""
    scale, shift = choose.choice([2, 3]), choose.choice([-4, -1, 1, 5])
    mirrored, turned = choose.choice([True, False]), choose.choice([True, False])

    def seen(place: tuple[int, int]) -> tuple[int, int]:
        along, up = (7 - place[0], place[1]) if mirrored else place
        return (7 - up, along) if turned else (along, 7 - up)

    return {
        "sand": tuple(scale * at + shift for at in SAND),
        "holes": tuple(scale * at + shift for at in HOLES),
        "wide": choose.choice([3, 4, 5]),
        "dims": choose.choice([8, 9, 11, 12]),
        "sites": tuple(map(seen, FROM)),
        "pits": tuple(map(seen, choose.sample(TO, len(TO)))),  # in another order: each version has its own plan
    }

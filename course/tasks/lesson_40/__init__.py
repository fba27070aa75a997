"""Exercise 40: text. Reports to judge, a smoothed bigram, merges, attention, a cache, a mixture."""

from __future__ import annotations

import random

STANDARD = {"order": "abcd", "text": "barbarabananabar", "share": 0.75, "characters": 11}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "order": "".join(choose.sample("abcd", 4)),
        "text": choose.choice(["mississippimiss", "tattarattatarta", "lollapaloozapal"]),
        "share": choose.choice([0.6, 0.7, 0.8]),
        "characters": choose.choice([10, 12, 13]),
    }

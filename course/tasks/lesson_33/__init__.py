"""Exercise 33: text and caption metrics. Reports to judge, two models, a BLEU, a ROUGE, a bootstrap, a lie."""

from __future__ import annotations

import random

STANDARD = {"order": "abcd", "words": 24.0, "letters": 2.3, "length": 5.5, "world": 0, "name": "Anna"}


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "order": "".join(choose.sample("abcd", 4)),
        "words": choose.choice([18.0, 28.0, 36.0]),
        "letters": choose.choice([1.9, 2.1, 2.5]),
        "length": choose.choice([5.0, 5.25, 6.0]),
        "world": choose.randint(1, 20),
        "name": choose.choice(["Boris", "Clara", "Felix", "Greta", "Hugo", "Zoe"]),
    }

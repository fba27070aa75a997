"""Checks of exercise 00: start here."""

from __future__ import annotations

import random

from course.checks.lesson_00.copies import broken_nearest, task_5
from course.checks.lesson_00.films import broken_film, task_6
from course.checks.lesson_00.judges import COUNTS, task_7
from course.checks.lesson_00.pictures import task_1, task_2
from course.checks.lesson_00.players import WHO, task_3
from course.checks.lesson_00.seeds import CHANCE, CLEAR, RUNS, SLOW, task_8
from course.checks.lesson_00.walks import task_4

__all__ = ["RUNS", "STANDARD", "broken_film", "broken_nearest", "vary"]
__all__ += ["task_1", "task_2", "task_3", "task_4", "task_5", "task_6", "task_7", "task_8"]

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

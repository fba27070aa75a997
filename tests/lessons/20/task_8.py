"""20.8 five games by their curves."""

import math

from course.tasks.lesson_20.task_8 import deal

FLOOR = math.log1p(math.exp(-1)) + math.log(2)


def right(my):
    """In another order and other letter cases; the floor rounded, and by the difference of two logarithms."""
    verdicts = deal(my.deck)
    turned = {k.lower(): f" {v.upper()} " for k, v in reversed(verdicts.items())}
    return [(verdicts, round(FLOOR, 3)), (turned, math.log(2 * (1 + math.e)) - 1), (verdicts, 1.01)]


HINTS = {
    "healthy": "In a healthy game",
    "frozen G": "When G never moves",
    "frozen D": "When D never moves",
    "helpful G": "both players want the same",
    "two sigmoids": "keep within these",
}


def exchanged(my, one, other):
    """Two programs taken for each other, and the hint on the first of the two letters."""
    swap = {one: other, other: one}
    verdicts = {letter: swap.get(program, program) for letter, program in deal(my.deck).items()}
    return (verdicts, FLOOR), HINTS[next(program for program in verdicts.values() if program in swap)]


def taken(my, program, for_other):
    """One program taken for another one."""
    return {letter: for_other if program == true else true for letter, true in deal(my.deck).items()}


def wrong(my):
    verdicts = deal(my.deck)
    return [
        ((taken(my, "two sigmoids", "healthy"), FLOOR), "In a healthy game"),
        ((taken(my, "frozen D", "frozen G"), FLOOR), "When G never moves"),
        ((taken(my, "frozen G", "frozen D"), FLOOR), "When D never moves"),
        ((taken(my, "frozen G", "helpful G"), FLOOR), "both players want the same"),
        ((taken(my, "healthy", "two sigmoids"), FLOOR), "keep within these"),
        exchanged(my, "helpful G", "frozen G"),
        exchanged(my, "healthy", "two sigmoids"),
        ((verdicts | {"A": "mode collapse"}, FLOOR), "not among the choices"),
        ((list(verdicts.values()), FLOOR), "Give a dictionary"),
        (({k: verdicts[k] for k in "ABCD"}, FLOOR), "Give a dictionary"),
        ((verdicts, 0.0), "scores without bound"),
        ((verdicts, 2 * math.log1p(math.exp(-1))), "is 0, not -1"),
        ((verdicts, 2 * math.log(2)), "a D that cannot tell"),
        ((verdicts, math.log1p(math.exp(-1))), "The fakes' term does not vanish"),
        ((verdicts, math.log(2)), "Add the one of the real points"),
        ((verdicts, 0.5), "Put these scores into D's loss"),
    ]

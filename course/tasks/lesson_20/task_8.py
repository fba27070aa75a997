"""Task 8: five games by their curves."""

from __future__ import annotations

import math
import random

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

PROGRAMS = ("healthy", "frozen G", "frozen D", "helpful G", "two sigmoids")
CONFUSED = {
    "healthy": "In a healthy game neither loss runs away, and G's loss goes above log 2 = 0.69 at times. Does it here?",
    "frozen G": "When G never moves, D rejects it ever more surely. What does G's own loss, -log D(G(z)), then do?",
    "frozen D": "When D never moves, G finds what fools it, and nobody answers. Which loss then falls to 0?",
    "helpful G": 'When G asks for the label "fake", both players want the same. What do both losses then do?',
    "two sigmoids": "Between 0 and 1 a score moves softplus(-score) from 0.69 to 0.31. Does G's loss keep within "
    "these?",
}


def deal(deck: int) -> dict[str, str]:
    """Which program of task 8 stands behind which letter."""
    order = list(PROGRAMS)
    random.Random(deck).shuffle(order)
    return dict(zip("ABCDE", order, strict=True))


def check(report: Report, answer: object, my: Variant) -> None:
    """Five games by their curves"""
    verdicts, floor = parts(report, answer, "verdicts", "floor")
    wanted = deal(my.deck)
    report.must(
        "there is a verdict for each letter",
        isinstance(verdicts, dict) and {str(k).strip().upper() for k in verdicts} == set(wanted),
        'Give a dictionary with the keys "A" to "E".',
    )
    for letter, program in {str(k).strip().upper(): v for k, v in verdicts.items()}.items():
        report.choice(f"{letter} is recognised", program, PROGRAMS, wanted[letter], CONFUSED)
    one, zero = math.log1p(math.exp(-1)), math.log(2)
    report.close(
        "the floor is the least loss that D can have with two sigmoids",
        report.number(floor, "the floor"),
        one + zero,
        tol=three_digits(one + zero),
        known=[
            (0.0, "A loss of 0 needs scores without bound. Behind a sigmoid the largest score for a real point is 1."),
            (2 * one, "Real points can get the score 1, so far right; but the least score for a fake is 0, not -1."),
            (2 * zero, "This is the loss of a D that cannot tell. What if it gives 1 to real points and 0 to fakes?"),
            (one, "This is the term of the real points. The fakes' term does not vanish: at a score of 0 it is not 0."),
            (zero, "This is the term of the fakes. Add the one of the real points, at a score of 1."),
            (math.log1p(math.e) + zero, "The sign of the real term: softplus(-score) at a score of 1."),
        ],
        hint="Behind a sigmoid the best D gives 1 to real points and 0 to fakes. Put these scores into D's loss.",
    )

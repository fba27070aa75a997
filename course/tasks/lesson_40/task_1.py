"""Task 1: four reports."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import four_faults

FAULTS = ("no mask", "targets not shifted", "batch and time exchanged", "different tokens", "nothing")
KEYS = {"a": "no mask", "b": "targets not shifted", "c": "batch and time exchanged", "d": "different tokens"}
WHY = {
    "a": {
        "nothing": "Position 0 changes with token 5. May it see token 5?",
        "targets not shifted": "No loss is used here: two texts go in. What may position 0 see?",
        "batch and time exchanged": "Only one text was changed, and it alone is looked at. What may position 0 see?",
        "different tokens": "Both texts are cut by the same tokens. What may position 0 see?",
    },
    "b": {
        "nothing": "Its loss is near 0 after 20 steps, and it repeats what it reads. What was it asked to say?",
        "no mask": "An output of position t changes with no token after it. What was it asked to say?",
        "batch and time exchanged": "Rows do not meet each other here. What was it asked to say?",
        "different tokens": "One model, one set of tokens. What was it asked to say?",
    },
    "c": {
        "nothing": "Two rows of a batch are two texts. May one change the outputs of the other?",
        "no mask": "The change is in another text, not in a later token. What do the two dimensions mean to the model?",
        "targets not shifted": "No loss is used here. What do the two dimensions mean to the model?",
        "different tokens": "Both rows are cut by the same tokens. What do the two dimensions mean to the model?",
    },
    "d": {
        "nothing": "Is a token of A as long as one of B's?",
        "no mask": "Each of them writes well. What is counted, in A and in B?",
        "targets not shifted": "Each of them writes well. What is counted, in A and in B?",
        "batch and time exchanged": "Each of them writes well. What is counted, in A and in B?",
    },
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Four reports"""
    four_faults(report, answer, my, FAULTS, KEYS, WHY)

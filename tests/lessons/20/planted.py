"""Errors planted into the checks of lesson 20: (equation, what the check says, what a slip would make of it)."""

PLANTED = [
    ("20.1", "slope + 1 - score.sigmoid()", "slope - 1 + score.sigmoid()"),
    ("20.1", "slope + 1 - score.sigmoid()", "slope + score.sigmoid()"),
]

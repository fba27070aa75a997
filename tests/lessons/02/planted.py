"""Errors planted into the checks of lesson 02: (equation, what the check says, what a slip would make of it)."""

PLANTED = [
    ("02.1", "equals=q + (1 - 2 * q) * m", "equals=q + (1 - q) * m"),
    ("02.1", "equals=q + (1 - 2 * q) * m", "equals=(1 - q) * m"),
]

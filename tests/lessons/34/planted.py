"""Errors planted into the checks of lesson 34: (equation, what the check says, what a slip would make of it)."""

PLANTED: list[tuple[str, str, str]] = []

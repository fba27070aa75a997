"""Errors planted into the checks of lesson 02: (equation, what the check says, what a slip would make of it)."""

PLANTED = [
    ("02.1", "two_ways - (q + (1 - 2 * q) * m)", "two_ways - (q + (1 - q) * m)"),
    ("02.1", "two_ways - (q + (1 - 2 * q) * m)", "two_ways - (q - (1 - 2 * q) * m)"),
    ("02.1", "two_ways - (q + (1 - 2 * q) * m)", "two_ways - (m + (1 - 2 * q) * q)"),
    ("02.1", "two_ways = (1 - q) * m + q * (1 - m)", "two_ways = (1 - q) * m"),
    ("02.1", "two_ways = (1 - q) * m + q * (1 - m)", "two_ways = (1 - q) * m + q * m"),
    ("02.1", "two_ways = (1 - q) * m + q * (1 - m)", "two_ways = q * m + (1 - q) * (1 - m)"),
    ("02.1", "(mirrored_first != flipped)", "(mirrored_first | flipped)"),
]

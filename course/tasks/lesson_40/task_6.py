"""Task 6: a mixture, in bits a character."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

GPT, COUNTS = (0.5, 0.125, 0.25, 0.5), (0.25, 0.5, 0.0625, 0.5)


def bits(chances: list[float], characters: int) -> float:
    """Bits a character."""
    return -sum(map(math.log2, chances)) / characters


def check(report: Report, answer: object, my: Variant) -> None:
    """A mixture, in bits a character"""
    alone, mixed = parts(report, answer, "alone", "mixed")
    wanted = bits(list(GPT), my.characters)
    value = report.number(alone, "alone")
    known = [
        (wanted * my.characters / len(GPT), "These are bits a token: divide by the characters."),
        (wanted * my.characters, "These are the bits of the whole text: divide by its characters."),
        (wanted * math.log(2), "These are nats: bits take the logarithm to the base 2."),
        (-wanted, "Surprise is positive: minus the logarithm."),
        (
            -math.log2(sum(GPT) / len(GPT)) * len(GPT) / my.characters,
            "Take the logarithm of each token's probability, then add.",
        ),
    ]
    report.close("the GPT's bits a character", value, wanted, tol=three_digits(wanted), known=known,
                 hint="The sum of -log2 of the four probabilities, over the characters.")  # fmt: skip
    pairs = list(zip(GPT, COUNTS, strict=True))
    blended = [my.share * a + (1 - my.share) * b for a, b in pairs]
    wanted = bits(blended, my.characters)
    value = report.number(mixed, "mixed")
    turned = bits([(1 - my.share) * a + my.share * b for a, b in pairs], my.characters)
    of_bits = my.share * bits(list(GPT), my.characters) + (1 - my.share) * bits(list(COUNTS), my.characters)
    known = [
        (of_bits, "You mixed the bits. (40.11) mixes the probabilities of each token, before the logarithm."),
        (turned, "The share λ is the GPT's."),
        (wanted * my.characters / len(GPT), "These are bits a token: divide by the characters."),
        (wanted * math.log(2), "These are nats."),
        (
            bits([max(pair) for pair in pairs], my.characters),
            "Nobody knows before which of the two will be right: mix.",
        ),
    ]
    report.close("the mixture's bits a character", value, wanted, tol=three_digits(wanted), known=known,
                 hint="(40.11) for each token, then the logarithms.")  # fmt: skip

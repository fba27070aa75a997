"""Task 1: which of five machines can draw?"""

from __future__ import annotations

from course.checks.report import Report, Variant

WORDS = ("draws", "elsewhere", "silent")
# Measured, three seeds: the share of draws within 0.3 of a mode is 0.2 to 0.35 for A and B, 0.66 to 0.76 for C, 0.98
# for D, and 0 for E, whose draws have a standard deviation of 0.02.
WANTED = {"A": "elsewhere", "B": "elsewhere", "C": "draws", "D": "draws", "E": "silent"}
HINTS = {
    "A": {
        "draws": "Nobody told A's codes to lie where N(0, 1) is: its loss does not see their place. It has no prior.",
        "silent": "A's codes are in use, since nothing else can carry the image. What it lacks is something else.",
    },
    "B": {
        "draws": "A draw in the encoder makes no VAE. Without a KL the means run apart and the widths shrink to 0: "
        "nothing ties the codes to N(0, 1).",
        "silent": "Nothing charges B for its code, so it uses it to the full. Does it lie where N(0, 1) draws?",
    },
    "C": {
        "elsewhere": "C pays a KL for every code that is far from N(0, 1): its codes, taken together, lie about there.",
        "silent": "With s² = 0.02 against a variance of 0.51 the code is worth its price: C uses it.",
    },
    "D": {
        "elsewhere": "D draws where the codes are: the codes of the data with a little noise are a prior, fitted "
        "afterwards.",
        "silent": "D's decoder is A's, and A rebuilds: its decoder listens to the code.",
    },
    "E": {
        "draws": "The KL alone makes no generator. For E s² is 1, and each coordinate's variance is 0.51: compare.",
        "elsewhere": "E's codes lie exactly at N(0, 1), for every image. That is its trouble: what do they say then?",
    },
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Five machines that draw"""
    fits = isinstance(answer, dict) and set(answer) == set(WANTED)
    report.need("each machine has a word", fits, "Keep the dictionary with the keys A to E, and give each one word.")
    for name, wanted in WANTED.items():
        word = str(answer[name]).strip().casefold()  # type: ignore[index]
        report.need(
            f"{name} has one of the three words",
            word in WORDS,
            f'{name} has the word {answer[name]!r}. Choose among "draws", "elsewhere" and "silent".',  # type: ignore[index]
        )
        report.choice(f"{name} is judged right", word, WORDS, wanted, HINTS[name])

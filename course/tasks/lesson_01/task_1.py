"""01.1: six needs, and the family of models that fits each."""

from __future__ import annotations

from course.checks.report import Report, Variant

FAMILIES = ("autoregressive", "VAE", "flow", "GAN", "diffusion", "none")
FITS = {
    "faces": "GAN",
    "words": "autoregressive",
    "sound": "autoregressive",
    "zip": "none",
    "sensor": "flow",
    "code": "VAE",
    "day": "diffusion",
}
# For each need what speaks against the wrong families, where people really choose them.
AGAINST = {
    "faces": {
        "VAE": "A VAE draws in one pass too, but nothing in its training is a contest. Which family trains two "
        "networks against each other?",
        "flow": "A flow would compute a density that nobody asked for, with one network.",
        "diffusion": "A diffusion model needs many passes for a picture, and there is no contest.",
    },
    "words": {
        "none": "It is a generative model: probabilities of the next word, multiplied, are a density over sentences.",
        "GAN": "Words are discrete: sampling one has no gradient, so a GAN does not fit. And a probability is wanted.",
        "diffusion": "Each step here adds one word, it does not remove noise from the whole sentence.",
    },
    "sound": {
        "diffusion": "Many passes, yes: but each pass here adds one value, it does not remove noise from all of them.",
        "none": "It is a generative model: conditionals, multiplied, are a density. Autoregression is not for text "
        "alone.",
        "GAN": "A GAN gives no probability at all. Which family predicts each value from those before it?",
    },
    "zip": {
        "VAE": "A VAE also says which codes occur: z from N(0, I). Here no such rule exists, so nothing can be drawn.",
        "flow": "A flow keeps as many numbers as the data have, and says how its noise is distributed. This does "
        "neither.",
        "GAN": "Without a rule for drawing the 16 numbers there is no sampler. To restore a picture is not to make "
        "one.",
    },
    "sensor": {
        "autoregressive": "Its density is exact, but it draws one number after the other. Here they come together.",
        "GAN": "A GAN draws in one pass, but it has no density to report: none is computed.",
        "VAE": "A VAE draws in one pass, but it gives only a bound of the density. Exactly is the word here.",
        "diffusion": "Its sampler has a density, but to compute it takes hundreds of passes a reading, with slopes.",
    },
    "code": {
        "none": "There is a rule for drawing codes, N(0, I). That makes it a generative model.",
        "flow": "A flow gives each picture one point of noise, without a width. Which family has a code with a spread?",
        "GAN": "A GAN has noise, but it gives no code for a picture and no bound on log p(x).",
    },
    "day": {
        "GAN": "A GAN needs two networks and one pass. Here one network learns to see noise.",
        "autoregressive": "Many passes, yes: but it predicts the next number, it does not learn from noisy pictures.",
        "VAE": "A VAE has two networks and needs one pass. Which family removes noise a little at a time?",
    },
}
TRANSFORMER = "A transformer is an architecture, a way to build the network. Which principle makes the samples?"
AUTOENCODER = "An autoencoder alone is no generative model: it has no rule for drawing a code. Write VAE, or none."
READ_AGAIN = "Read the need again: exact density, a bound, or none? One pass or many? Is there a sampler at all?"
WORDS = f"Choose among {', '.join(FAMILIES)}."


def check(report: Report, answer: object, my: Variant) -> None:
    """Which family?"""
    letters = "ABCDEF"
    if not isinstance(answer, dict) or set(answer) != set(letters):
        report.must("it answers A to F", False, 'Keep the form {"A": "…", …, "F": "…"}, with all six letters.')
        return
    for letter, need in zip(letters, my.needs, strict=True):
        word = str(answer[letter]).strip().casefold()
        says = f"{letter} fits"
        if "transformer" in word or word in ("gpt", "llm"):
            report.that(says, False, f"{letter}: {TRANSFORMER}")
        elif word in ("autoencoder", "auto-encoder", "ae"):
            report.that(says, False, f"{letter}: {AUTOENCODER}")
        elif word not in [family.casefold() for family in FAMILIES]:
            report.that(says, False, f"{letter}: {answer[letter]!r} is not among the words. {WORDS}")
        else:
            wanted = FITS[need]
            chosen = next(family for family in FAMILIES if family.casefold() == word)
            report.that(says, chosen == wanted, f"{letter}: {AGAINST[need].get(chosen, READ_AGAIN)}")

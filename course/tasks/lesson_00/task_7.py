"""Task 7: the best possible discriminator."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Known, Report, Variant
from course.tasks.lesson_00.shared import several

# (real, drawn): of 100 pictures each, how many show each letter


def check(report: Report, answer: object, my: Variant) -> None:
    """The best possible discriminator"""
    values = several(report, answer, 4, "`best` holds four numbers: one for each letter, then the last question")
    numbers = [report.number(v, f"number {k}") for k, v in enumerate(values, 1)]
    real, drawn = torch.tensor(my.real).double(), torch.tensor(my.drawn).double()
    wanted = real / (real + drawn)
    report.close(
        "the probability that a picture is real is right for all three letters",
        numbers[:3],
        wanted.tolist(),
        tol=6e-3,
        known=_wrong_shares(real, drawn, wanted),
        hint="Put all pictures on one heap and keep those with the first letter. What share of them is real?",
    )
    report.close(
        "the last answer is right",
        numbers[3],
        0.5,
        tol=6e-3,
        known=[
            (
                0,
                "0 would mean: surely drawn. A discriminator that cannot tell is not sure of anything. "
                "(For the lesson's *score* 0 is the middle; a probability has its middle elsewhere.)",
            ),
            (1, "1 would mean: surely real. Half of the heap is drawn."),
            (50, "Give a probability between 0 and 1, not percent."),
            (1 / 3, "The discriminator does not choose among three letters, but between real and drawn."),
        ],
        hint="When the counts agree, what share of each letter's pictures is real?",
    )


def _wrong_shares(real: Tensor, drawn: Tensor, wanted: Tensor) -> Known:
    return [
        ((real / drawn).log(), "That is D's score, the logit. The sigmoid turns it into a probability."),
        (100 * wanted, "Right, in percent. Give probabilities between 0 and 1."),
        (drawn / (real + drawn), "That is the probability that the picture is *drawn*. Turn it round."),
        (real / 100, "That is how common the letter is among real pictures. It is asked something else: "
                     "this picture lies before it, is it real?"),
        (real / 200, "You divided by all pictures of the heap. Only those with this letter count."),
        (real / drawn, "That is how many real ones there are for each drawn one. Wanted is their share of *all* "
                       "pictures with this letter."),
        ((real - drawn) / (real + drawn), "You subtracted the drawn ones. Count the real ones, divide by all."),
        ((wanted > 0.5).double(), "You decided, real or drawn. A probability says how sure one can be."),
        ((wanted >= 0.5).double(), "You decided, real or drawn. A probability says how sure one can be."),
        (torch.full((3,), 0.5).double(), "1/2 says one that has learned nothing. This discriminator knows the counts."),
    ]  # fmt: skip

"""01.7: the loss of a language model of letters."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant

CROSS_ENTROPY = "cross_entropy wants logits, and these are probabilities: give it their `.log()`."
NO_PAIR = (
    "A text of one letter has no pair of letters: a mean over pairs divides by zero there, and the logarithm of an "
    "empty sum is infinite. Add up the logarithms, do not average."
)


def check(report: Report, answer: object, my: Variant) -> None:
    """What a language model is trained on"""
    g = report.generator
    letters = 5
    first = torch.rand(letters, generator=g) + 0.2  # float32, as in the notebook
    table = torch.rand(letters, letters, generator=g) ** 2 + 0.05
    first, table = first / first.sum(), table / table.sum(dim=1, keepdim=True)
    unit = math.log(2) if my.unit == "bits" else 1.0
    _one_letter(report, answer, first, table, my.unit)
    tokens = torch.tensor([3, 0, 2, 2, 4, 1, 0])
    report.close(
        "each letter is judged given the one before it",
        report.number(report.call(answer, tokens, first, table), "the loss"),
        _nats(tokens, first, table) / unit,
        known=_wrong_losses(tokens, first, table, unit),
        hint="Take a text of two letters: the loss is −log first[x₁] − log table[x₁, x₂]. Compare yours by hand.",
    )
    text = torch.randint(letters, (4000,), generator=g)
    value = float(report.call(answer, text, first, table))
    report.must(
        "a text of 4,000 letters has a finite loss",
        math.isfinite(value),
        "For a long text the loss is infinite: a product of thousands of probabilities becomes 0. Add logarithms "
        "instead.",
    )
    report.close(
        "a long text is right as well",
        value,
        _nats(text, first, table) / unit,
        tol=3e-5,  # of some 6,000: float32, added up in any order; one letter weighs more
        hint="Short texts are right, a long one is not: is every letter used?",
    )


def _one_letter(report: Report, answer: object, first: Tensor, table: Tensor, unit: str) -> None:
    """A text of one letter: only ``first`` matters."""
    value = report.call(answer, torch.tensor([3]), first, table)
    finite = not isinstance(value, (float, Tensor)) or bool(torch.isfinite(torch.as_tensor(value)).all())
    report.must("a text of one letter has a finite loss", finite, NO_PAIR)
    start = -first[3].log().item()
    scale, other = (math.log(2), 1.0) if unit == "bits" else (1.0, math.log(2))
    report.close(
        "a text of one letter costs −log first",
        report.number(value, "the loss"),
        start / scale,
        known=[
            (start / other, f"This is in {'bits' if unit == 'nats' else 'nats'}; yours are {unit}."),
            (-start / scale, "The sign is turned: a loss is −log p, which is never negative."),
            (0.0, "The first letter is free in yours, but p(x₁) belongs to the text as well."),
            (math.exp(-start), "This is a probability; the loss is minus its logarithm."),
            (start * scale, "To turn nats into bits, divide by log 2; you multiply."),
            (_as_logits(first[None], torch.tensor([3])) / scale, CROSS_ENTROPY),
        ],
        hint=f"With one letter only first[x₁] matters: minus its logarithm, in {unit}.",
    )


def _nats(tokens: Tensor, first: Tensor, table: Tensor) -> float:
    """The loss of a text in nats, in float64."""
    first, table = first.double(), table.double()
    return -(first[tokens[0]].log() + table[tokens[:-1], tokens[1:]].log().sum()).item()


def _as_logits(probabilities: Tensor, tokens: Tensor) -> float:
    """What ``cross_entropy`` makes of probabilities that it takes for logits, summed over the rows."""
    return (probabilities.logsumexp(dim=1) - probabilities[range(len(tokens)), tokens]).sum().item()


def _wrong_losses(tokens: Tensor, first: Tensor, table: Tensor, unit: float) -> list[tuple[float, str]]:
    """Losses of a text that people give, each with its hint."""
    before, after = tokens[:-1], tokens[1:]
    picked, rows = table[before, after], table[before]
    start, right = -first[tokens[0]].log().item(), _nats(tokens, first, table) / unit

    def with_start(logs: Tensor) -> float:
        return (start - logs.sum().item()) / unit

    return [
        (
            with_start(table[after, before].log()),
            "Rows and columns are exchanged: table[i, j] has the letter before as its row i.",
        ),
        (right / len(tokens), "This is the mean over the letters; the loss of the text is the sum."),
        (right / len(before), "This is divided by the number of pairs; the loss of the text is the sum."),
        (-right, "The sign is turned: a loss is −log p."),
        (
            -first[tokens].log().sum().item() / unit,
            "Every letter is judged as if it were the first: the condition on the letter before it is lost.",
        ),
        (
            with_start(rows.log()),
            "You add up whole rows of the table. The predicted distribution is a row; the loss takes its value at the "
            "letter that came next.",
        ),
        (
            with_start(rows.amax(1).log()),
            "You take the model's favourite letter; the loss takes the letter that really came next.",
        ),
        (
            with_start(rows * rows.log()),
            "This is the entropy of the rows: how unsure the model is before it looks. The loss takes the letter that "
            "really came next.",
        ),
        (
            with_start(table.diagonal()[after].log()),
            "A letter is predicted from itself: the row must be the letter before.",
        ),
        (with_start(picked[:-1].log()), "The last pair is left out."),
        (with_start(picked[1:].log()), "The second letter is left out: begin with the pair of the first two."),
        (
            -math.log((first[tokens[0]] + picked.sum()).item()) / unit,
            "This is the logarithm of a sum; the logarithms must be summed.",
        ),
        ((math.exp(-start) + picked.sum().item()) / unit, "The logarithm is missing."),
        ((start + _as_logits(rows, after)) / unit, CROSS_ENTROPY),
        ((start + _as_logits(rows, after) / len(after)) / unit, CROSS_ENTROPY),
    ]

"""Task 2: how much of the lead is memory."""

from __future__ import annotations

import torch

from course.checks.report import Report, Variant


def overfitting(train: torch.Tensor, held: torch.Tensor, fake: torch.Tensor) -> float:
    """(27.2) from scores (n,), (m,), (k,); 0.0 when D has no lead."""
    lead = train.mean() - fake.mean()
    return float((train.mean() - held.mean()) / lead) if lead > 0 else 0.0


def check(report: Report, answer: object, my: Variant) -> None:
    """How much of the lead is memory"""
    for n, m, k in ((5, 3, 4), (64, 10, 128)):
        train, held, fake = (
            middle + 0.3 * torch.randn(count, generator=report.generator)
            for count, middle in ((n, my.train), (m, my.held), (k, my.fake))
        )
        kept = [one.clone() for one in (train, held, fake)]
        wanted = overfitting(*kept)
        lead = train.mean() - fake.mean()
        report.close(
            "the share is right",
            report.number(report.call(answer, train, held, fake), "the share"),
            wanted,
            tol=1e-4,
            known=[
                (-wanted, "The sign is turned: what is missing on held-out samples is training minus held-out."),
                (1 - wanted, "This is the share of the lead that is left on held-out samples."),
                (1 / wanted, "The quotient is upside down: the loss of score over the whole lead."),
                (wanted * lead, "That is the difference alone. Divide by the lead, training minus drawn."),
                ((train.mean() - held.mean()) / (held.mean() - fake.mean()), "The lead is that of the training samples "
                 "over the drawn ones."),
                ((train.sum() - held.sum()) / (train.sum() - fake.sum()), "Take means: the three sets differ in size."),
            ],
            hint="(mean training - mean held-out) / (mean training - mean drawn).",
        )  # fmt: skip
        report.unchanged([train, held, fake], kept, "Your function changes the scores it was given.")
    flat = torch.full((4,), 0.5)
    little = report.number(report.call(answer, flat, flat - 0.025, flat - 0.1), "the share of a small lead")
    report.that("a small lead is a lead", abs(little - 0.25) < 1e-4, "Only a lead of 0 or below gives 0.0.")
    below = report.number(report.call(answer, flat, flat + 0.2, flat - 0.4), "the share below zero")
    beyond = report.number(report.call(answer, flat, flat - 0.6, flat - 0.4), "the share above one")
    hint = "Held-out samples may score above the training ones, or below the drawn: no clipping, and keep the sign."
    report.that("it may be below 0, or above 1", abs(below + 0.5) < 1e-4 and abs(beyond - 1.5) < 1e-4, hint)
    nothing = report.number(report.call(answer, flat, flat - 1, flat), "the share without a lead", finite=False)
    behind = report.number(report.call(answer, flat, flat - 1, flat + 2), "the share behind", finite=False)
    hint = "When D has no lead, or is behind, there is no share of it: return 0.0."
    report.that("without a lead it is 0", nothing == 0 and behind == 0, hint)

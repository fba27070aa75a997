"""Task 1: from a discriminator's opinion to a ratio of densities."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """Reading an opinion"""
    ratio, uneven = parts(report, answer, "ratio", "uneven")
    sure, doubt, prior = my.sure, my.doubt, my.share / (1 - my.share)
    odds = sure / (1 - sure)
    report.close(
        "ratio is p/q where the first one is sure",
        report.number(ratio, "ratio"),
        odds,
        tol=three_digits(odds),
        known=[
            (sure, "This is D's probability itself. It is p/(p + q); solve for p/q."),
            (1 / odds, "This is q/p, the other way round."),
            (math.log(odds), "This is the score, the *logarithm* of the ratio."),
            (1 / (1 - sure), "This is (p + q)/q. Which part of p + q is p?"),
            (1 / sure, "This is (p + q)/p: it compares the wrong two things."),
            (odds / prior, "The first one saw equally many of both: no share enters here."),
        ],
        hint="D = p/(p + q). Divide D by 1 - D: what remains?",
    )
    blind = doubt / (1 - doubt)
    report.close(
        "uneven is p/q where the second one doubts",
        report.number(uneven, "uneven"),
        blind / prior,
        tol=three_digits(blind / prior),
        known=[
            (blind, "You read it as if it had seen equally many of both. It expected few real numbers beforehand."),
            (blind * prior, "The shift is taken the wrong way. Few real numbers make D lean towards generated."),
            (prior / blind, "This is q/p, the other way round."),
            (blind / my.share, "Divide by the odds of the share, share/(1 - share), not by the share."),
            (blind * (1 - my.share), "Divide by the whole odds of the share, share/(1 - share)."),
            (math.log(blind / prior), "This is still a logarithm. Take its exponential."),
            (doubt / my.share, "Probabilities do not divide like this. Take the odds of both."),
            (doubt / prior, "You took D itself for its odds. They are D/(1 - D)."),
            (doubt, "This is D's probability itself. Take its odds, then remove what the share put in."),
        ],
        hint="Odds after = odds before times p/q. Before: share/(1 - share). After: those of D.",
    )

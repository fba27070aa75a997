"""Task 2: the Inception Score of a table of answers."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import is_nan
from course.tasks.lesson_30.shared import unchanged


def inception_score(p: Tensor) -> float:
    """Answers (N, K), each row a distribution -> exp of the mean divergence from the mean answer."""
    mean = p.mean(0)
    return (torch.xlogy(p, p) - torch.xlogy(p, mean)).sum(1).mean().exp().item()


def check(report: Report, answer: object, my: Variant) -> None:
    """Sure and different"""
    fits = False
    for n, k in ((50, 4), (30, 10), (7, 3)):
        p = torch.randn(n, k, generator=report.generator).mul(2).softmax(1).double()
        kept = p.clone()
        score = report.number(report.call(answer, p), "the score")
        mean = kept.mean(0)
        kl = (kept * (kept / mean).log()).sum(1)
        turned = (mean * (mean / kept).log()).sum(1)
        entropy = -(kept * kept.log()).sum(1)
        fits |= report.close(
            f"for {n} answers of {k} classes, between sure and unsure, it is (30.1)",
            score,
            inception_score(kept),
            tol=1e-4,
            scale=0,
            known=[
                (kl.mean().item(), "This is the logarithm of the score: exp is missing."),
                (kl.exp().mean().item(), "The mean comes first, then exp: you took the mean of the exponentials."),
                (kl.sum().exp().item(), "Take the mean over the pictures, not the sum."),
                (turned.mean().exp().item(), "The divergence is the other way round: from p(y|x) to the mean answer."),
                (k * (-entropy.mean()).exp().item(), "You compare with equal shares for all classes, or took the mean "
                 "along the classes, which is 1/K. Compare with the mean of the given answers, `p.mean(0)`."),
                ((-entropy.mean()).exp().item(), "Only how sure the answers are: the mean answer is missing."),
                (2 ** (kl.mean().item()), "Take the same base for both: natural logarithms go with exp."),
                (inception_score(kept.softmax(1)), "The answers are probabilities already: no softmax."),
                (math.exp(kl.mean().item() / k), "Sum over the classes; the mean is over the pictures only."),
            ],
            hint="For each row the sum over classes of p log(p / mean), then the mean over rows, then exp.",
        )  # fmt: skip
        unchanged(report, [p], [kept], "Your function changes the answers that it was given.")
    zeros = "0 log 0 counts as 0 here, and your function makes NaN of it, or something else: torch.xlogy, or a sum "
    zeros += "over the positive entries."
    rest = "Classes that never occur have p = 0 in the mean answer, too: 0 log(0/0) must count as 0."
    for says, p, wanted, hint in (
        ("sure answers, four of six classes equally often, give 4", torch.eye(6)[:4].repeat(2, 1), 4, zeros),
        ("nine times the same answer give 1", torch.eye(6)[:1].repeat(9, 1), 1, rest),
    ):
        found = report.call(answer, p.double())
        nan = is_nan(found)
        report.that("zeros among the probabilities are no trouble", not nan, zeros, condition=not nan)
        right = not nan and abs(report.number(found, "the score") - wanted) < 1e-3
        report.that(says, right, hint, condition=not fits)  # a constant meets one of these

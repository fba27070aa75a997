"""Task 2: the Inception Score of a table of answers."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import is_nan


def inception_score(p: Tensor) -> float:
    """Answers (N, K), each row a distribution -> exp of the mean divergence from the mean answer."""
    mean = p.mean(0)
    return (torch.xlogy(p, p) - torch.xlogy(p, mean)).sum(1).mean().exp().item()


def check(report: Report, answer: object, my: Variant) -> None:
    """Sure and different"""
    for n, k in ((50, 4), (30, 10), (7, 3)):
        p = torch.randn(n, k, generator=report.generator).mul(2).softmax(1).double()
        kept = p.clone()
        score = report.number(report.call(answer, p), "the score")
        mean = kept.mean(0)
        kl = (kept * (kept / mean).log()).sum(1)
        turned = (mean * (mean / kept).log()).sum(1)
        entropy = -(kept * kept.log()).sum(1)
        report.close(
            "for answers between sure and unsure it is (30.1)",
            score,
            inception_score(kept),
            tol=1e-4,
            scale=0,
            known=[
                (kl.mean().item(), "This is the logarithm of the score: exp is missing."),
                (kl.exp().mean().item(), "The mean comes first, then exp: you took the mean of the exponentials."),
                (kl.sum().exp().item(), "Take the mean over the pictures, not the sum."),
                (turned.mean().exp().item(), "The divergence is the other way round: from p(y|x) to the mean answer."),
                (k * (-entropy.mean()).exp().item(), "You compare with equal shares for all classes. Compare with the "
                 "mean of the given answers."),
                ((-entropy.mean()).exp().item(), "Only how sure the answers are: the mean answer is missing."),
                (2 ** (kl.mean().item()), "Take the same base for both: natural logarithms go with exp."),
                (math.exp(kl.mean().item() / k), "Sum over the classes; the mean is over the pictures only."),
            ],
            hint="For each row the sum over classes of p log(p / mean), then the mean over rows, then exp.",
        )  # fmt: skip
        report.unchanged([p], [kept], "Your function changes the answers that it was given.")
    zeros = "0 log 0 counts as 0 here, and your function makes NaN of it, or something else: torch.xlogy, or a sum "
    zeros += "over the positive entries."
    found = report.call(answer, torch.eye(6).double())
    report.must("zeros among the probabilities are no trouble", not is_nan(found), zeros)
    quite = report.number(found, "the score")
    report.that("answers that are quite sure give the number of classes", abs(quite - 6) < 1e-3, zeros)
    found = report.call(answer, torch.eye(6)[:1].repeat(9, 1).double())
    report.must("zeros among the probabilities are no trouble", not is_nan(found), zeros)
    same = report.number(found, "the score")
    report.that("nine times the same answer give 1", abs(same - 1) < 1e-3, "Classes that never occur have p = 0 in "
                "the mean answer, too: 0 log(0/0) must count as 0.")  # fmt: skip

"""Task 5: the Jensen-Shannon divergence that a discriminator's scores report, and its standard error."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from course.checks.report import Report, Variant

NAMES = ("the report", "the error")


def check(report: Report, answer: object, my: Variant) -> None:
    """An instrument for the divergence"""
    real, fake = (
        2 * torch.randn(n, 1, generator=report.generator) + mean  # float32, as in the notebook
        for n, mean in ((300, 1.5), (200, -0.7))
    )
    report.if_error(
        "must match the size",
        "The two batches differ in size, so their payments cannot be added one by one. Take each mean first.",
    )
    _values(report, answer, real, fake)
    for share in (0.75, 0.2):
        _shifted(report, answer, real, fake, share)
    _errors(report, answer, real, fake)
    bad = torch.full((4, 1), -200.0)
    told = report.number(report.call(answer, bad, -bad, 0.5)[0], "the report", finite=False)  # its error may be NaN
    report.must(
        "it is finite when D is completely wrong",
        math.isfinite(told),
        "A sigmoid of -200 rounds to 0 and one of 200 to 1: then comes the logarithm of 0. Use softplus on the scores.",
    )
    report.close(
        "scores of 200 on the wrong side report -199.3",
        told,
        math.log(2) - 200,
        tol=1e-4,
        hint="Payments have no floor: a number on the wrong side by 200 costs 200. Drop clamps and epsilons.",
    )
    report.close(
        "a D that is always right and sure reports log 2, the most there can be",
        _told(report, answer, -bad, bad, 0.5)[0],
        math.log(2),
        tol=1e-5,
        hint="The report may be negative, but its ceiling is log 2. Look at scores of 200.",
    )


def _payments(real: Tensor, fake: Tensor, shift: float = 0.0) -> tuple[Tensor, Tensor]:
    return -F.softplus(shift - real.double()), -F.softplus(fake.double() - shift)


def _told(report: Report, answer: object, *inputs: Any) -> tuple[float, float]:
    """The two numbers that the learner's function returns."""
    given = [one.clone() if isinstance(one, Tensor) else one for one in inputs]
    made = report.call(answer, *given)
    report.unchanged(
        [one for one in given if isinstance(one, Tensor)],
        [one for one in inputs if isinstance(one, Tensor)],
        "Your function changes the scores that it was given (-= works in place). Write real_scores = real_scores - …",
    )
    pair = isinstance(made, (tuple, list)) or (isinstance(made, (Tensor, np.ndarray)) and made.ndim == 1)
    report.need(
        "it returns two numbers",
        pair and len(made) == 2,
        "Return the report and its standard error, two numbers in this order.",
    )
    return tuple(report.number(one, what, finite=False) for one, what in zip(made, NAMES, strict=True))  # type: ignore[return-value]


def _values(report: Report, answer: object, real: Tensor, fake: Tensor) -> None:
    a, b = (pay.mean().item() for pay in _payments(real, fake))
    told, _ = _told(report, answer, real, fake)  # share is 0.5 unless given
    pooled = torch.cat(_payments(real, fake)).mean().item()
    wanted, four = (math.log(4) + a + b) / 2, math.log(4)
    swapped = sum(pay.mean().item() for pay in _payments(fake, real))
    squares = [sum(pay.var(correction=k).item() / len(pay) for pay in _payments(real, fake)) for k in (0, 1)]
    report.close(
        "with a share of one half it is half of log 4 + V",
        told,
        wanted,
        tol=1e-5,
        known=[
            ((a + b) / 2, "The log 4 is missing: a D that cannot tell must report 0."),
            (four + a + b, "This is twice the divergence: V + log 4 is 2 JS."),
            ((math.log(2) + a + b) / 2, "V is -log 4 when D cannot tell, so log 4 must be added, not log 2."),
            (math.log(2) + a + b, "Both parts are halved: log 4 and V. Your V is whole."),
            (four + (a + b) / 2, "Both parts are halved: log 4 and V. Your log 4 is whole."),
            (-wanted, "The sign is turned. A D that tells the bags apart must report more than 0."),
            ((four - a - b) / 2, "V must be added: it is negative, and nearer to 0 for a better D. D's *loss* is -V."),
            ((a + b - four) / 2, "V falls to -log 4 when D cannot tell: add log 4, to get 0 there."),
            ((math.log10(4) + a + b) / 2, "This is the logarithm to base 10. The payments are natural logarithms."),
            ((2 + a + b) / 2, "log 4 is 2 in base 2, but the payments are natural logarithms."),
            (wanted / math.log(2), "This is in bits. Give it in natural units: leave the division by log 2 out."),
            ((four + swapped) / 2, "Real and fake are swapped: which of them is paid log D?"),
            (
                (four + a - F.softplus(-fake).mean().item()) / 2,
                "Fakes are paid log D here. Then D = 1 everywhere would be best; for fakes it is log(1 - D).",
            ),
            (math.log(2) + a, "This is KL(p || m) alone: half of the payments. Where are the fakes?"),
            ((four + pooled) / 2, "You took one mean over both batches. V adds two means."),
            (four / 2 + pooled, "The batches differ in size: one mean counts the larger one more. Take two means."),
            ((four + 300 * a + 200 * b) / 2, "You summed over the batch. V adds two *means*."),
            *((math.sqrt(one) / 2, "This is the error. Return the report first, then its error.") for one in squares),
        ],
        hint="For one real and one fake score, compute (log 4 + log σ(real) + log(1 - σ(fake)))/2 by hand; compare.",
    )


def _shifted(report: Report, answer: object, real: Tensor, fake: Tensor, share: float) -> None:
    shift = math.log(share / (1 - share))

    def value(of_real: float, of_fake: float) -> float:
        a, b = _payments(real - of_real, fake - of_fake)
        return (math.log(4) + a.mean().item() + b.mean().item()) / 2

    a, b = (pay.mean().item() for pay in _payments(real - shift, fake - shift))
    plain = [pay.mean().item() for pay in _payments(real, fake)]
    report.close(
        f"with a share of {share:g} it takes the shift out of all scores",
        _told(report, answer, real, fake, share)[0],
        value(shift, shift),
        tol=1e-5,
        known=[
            (value(0, 0), "The argument share changes nothing in your function. It shifted every score in training."),
            (value(-shift, -shift), "You shifted the scores once more, as training did. Take the shift out."),
            (value(shift, 0), "You corrected the real scores only. D gave the shift to every number."),
            (value(0, shift), "You corrected the fake scores only. D gave the shift to every number."),
            (value(math.log(share), math.log(share)), "The shift is the logit of the share, not its logarithm."),
            (value(share, share), "You subtracted the share itself. Scores are logits: subtract its logit."),
            (
                value(share / (1 - share), share / (1 - share)),
                "You subtracted the odds. Scores are logarithms of odds: subtract a logarithm.",
            ),
            (
                (math.log(4) + 2 * share * plain[0] + 2 * (1 - share) * plain[1]) / 2,
                "The payments need no weights. The scores are shifted: correct those.",
            ),
            (
                (math.log(4) + 2 * share * a + 2 * (1 - share) * b) / 2,
                "The scores are corrected; the two means then count equally, since JS knows no share.",
            ),
        ],
        hint="By (10.12) a training with this share adds log(share/(1 - share)) to each score. Subtract it again.",
    )


def _errors(report: Report, answer: object, real: Tensor, fake: Tensor) -> None:
    for share in (0.5, 0.2):
        shift = math.log(share / (1 - share))
        s, t = (pay.std().item() for pay in _payments(real, fake, shift))
        x, y = s / math.sqrt(300), t / math.sqrt(200)
        wanted = math.hypot(x, y) / 2
        told = _told(report, answer, real, fake, share)[1]
        plain = [pay.std().item() / math.sqrt(len(pay)) for pay in _payments(real, fake)]
        of_scores = [one.std().item() / math.sqrt(len(one)) for one in (real, fake)]
        known = [
            (2 * wanted, "The report is half of log 4 + V, so its error is halved as well."),
            (math.sqrt(2) * wanted, "The half stands under the root. It halves the error, not the error's square."),
            ((x + y) / 2, "You added the two errors. Of independent means the *squares* of the errors add."),
            (x + y, "You added the two errors, and did not halve. The squares of the errors add."),
            (math.hypot(s, t) / 2, "This is the spread of single payments. That of a mean is smaller: divide by √n."),
            (math.hypot(s / 300, t / 200) / 2, "You divided by n. The error of a mean falls with the *root* of n."),
            (2 * wanted**2, "This is a variance, and not halved right. Take the root, then the half."),
            (wanted**2, "This is the square of the error. Take the root."),
            (x / 2, "This is the error of the real numbers' mean alone."),
            (y / 2, "This is the error of the fakes' mean alone."),
            (math.hypot(*plain) / 2, "The error belongs to the *corrected* scores. Here share changes nothing in it."),
            (math.hypot(*of_scores) / 2, "This is the spread of the scores. The report is a mean of payments."),
            (
                torch.cat(_payments(real, fake, shift)).std().item() / math.sqrt(500) / 2,
                "You pooled the two batches. Each has a mean and an error of its own.",
            ),
        ]
        report.close(
            f"its standard error is right, with a share of {share:g}",
            told,
            wanted,
            tol=5e-3,  # var with n or n - 1 makes 0.2 % here
            scale=0,
            known=known,
            hint="Error of a mean: the payments' standard deviation over √n. Square both errors, add, root, halve.",
        )

"""Task 3: the relativistic pair of losses."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def check(report: Report, answer: object, my: Variant) -> None:
    """More real than you"""
    for size, far in ((24, 1.0), (6, 1.0), (3, 300.0)):
        real = far * (torch.randn(size, 1, generator=report.generator) + 0.4)  # float32, as in the notebook
        fake = far * torch.randn(size, 1, generator=report.generator)
        told = report.call(answer, real.clone(), fake.clone())
        first, second = parts(report, told, "loss_d", "loss_g")
        told_d = report.number(first, "loss_d", finite=False)
        told_g = report.number(second, "loss_g", finite=False)
        report.must(
            "both stay finite for large scores",
            torch.tensor([told_d, told_g]).isfinite().all(),
            "For a large difference σ is 0 in the machine, and its logarithm infinite. F.softplus or F.logsigmoid "
            "take the logarithm exactly.",
        )
        gap = (real - fake).double()
        loss_d, loss_g = F.softplus(-gap).mean().item(), F.softplus(gap).mean().item()
        crossed = (real - fake.T).double()
        alone = (F.softplus(-real.double()).mean() + F.softplus(fake.double()).mean()).item()
        for says, value, wanted, other, sign in (
            ("D's loss", told_d, loss_d, loss_g, -1),
            ("G's loss", told_g, loss_g, loss_d, 1),
        ):
            report.close(
                f"{says} is right",
                value,
                wanted,
                tol=1e-4,
                known=[
                    (other, "The two losses are exchanged: D wants the real score to be the larger one."),
                    (wanted * size, "This is the sum over the pairs. The loss is their mean."),
                    (-wanted, "The sign is turned: a loss is minimised, and minus the logarithm of σ is positive."),
                    (-other, "G's loss is not minus D's: that would saturate. It is the same loss, exchanged."),
                    (F.softplus(sign * crossed).mean().item(), "You compare each real score with all fakes: (B, 1) "
                     "and (B,) became (B, B). Compare row by row."),
                    (F.softplus(sign * gap.mean()).item(), "You took the mean of the differences first. The mean "
                     "stands outside of the logarithm."),
                    ((-sign * gap).sigmoid().mean().item(), "The logarithm is missing: this is the mean of σ."),
                    (alone, "This is the usual loss, in which each score is judged alone. Take the difference."),
                    (F.softplus(-fake.double()).mean().item(), "This is the non-saturating loss. Where is the real "
                     "score?"),
                    (wanted / torch.tensor(2.0).log().item(), "The logarithm has base 2. Take the natural one."),
                ],
                hint="D minimises the mean of -log σ(real - fake), G the mean of -log σ(fake - real).",
            )  # fmt: skip

"""Task 3: the relativistic pair of losses."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def check(report: Report, answer: object, my: Variant) -> None:
    """More real than you"""
    for error in ("numpy() on Tensor that requires grad", "does not require grad"):
        report.if_error(error, "Stay with tensors, from the scores to the losses: D and G learn from their slopes.")
    for size, far in ((24, 1.0), (6, 1.0), (3, 300.0)):
        real = far * (torch.randn(size, 1, generator=report.generator) + 0.4)  # float32, as in the notebook
        fake = far * torch.randn(size, 1, generator=report.generator)
        given = real.clone().requires_grad_(), fake.clone().requires_grad_()
        told = report.call(answer, *given)
        first, second = parts(report, told, "loss_d", "loss_g")
        told_d = report.number(first, "loss_d", finite=False)
        told_g = report.number(second, "loss_g", finite=False)
        report.must(
            "both stay finite for large scores",
            torch.tensor([told_d, told_g]).isfinite().all(),
            "For a difference of some hundreds σ is 0 in the machine and its logarithm infinite, and so is the "
            "exponential on the other side. F.softplus or F.logsigmoid take the logarithm exactly.",
        )
        if _values(report, real, fake, told_d, told_g):  # a wrong loss has a wrong slope, too
            _slopes(report, given, first, second)


def _values(report: Report, real: Tensor, fake: Tensor, told_d: float, told_g: float) -> bool:
    gap, size = (real - fake).double(), len(real)
    loss_d, loss_g = F.softplus(-gap).mean().item(), F.softplus(gap).mean().item()
    crossed = (real - fake.T).double()
    alone = (F.softplus(-real.double()).mean() + F.softplus(fake.double()).mean()).item()
    large = gap.abs().max() > 50
    right = []
    for says, value, wanted, other, sign in (
        ("D's loss", told_d, loss_d, loss_g, -1),
        ("G's loss", told_g, loss_g, loss_d, 1),
    ):
        share = (-sign * gap).sigmoid()  # what stands in the logarithm
        one = report.close(
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
                (share.mean().item(), "The logarithm is missing: this is the mean of σ."),
                (alone, "This is the usual loss, in which each score is judged alone. Take the difference."),
                (F.softplus(-fake.double()).mean().item(), "This is the non-saturating loss. Where is the real "
                 "score?"),
                (wanted / torch.tensor(2.0).log().item(), "The logarithm has base 2. Take the natural one."),
                (F.softplus(sign * gap).clamp(max=100).mean().item(), "binary_cross_entropy cuts its logarithm at "
                 "-100, and what is cut has no slope. Its sister with_logits takes the difference itself."),
                *(((-(share + e).log()).mean().item(), "An epsilon inside of the logarithm: no difference costs more "
                   "than its logarithm, and where D is most wrong it gets no slope.")
                  for e in (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)),
                *((F.softplus((sign * gap).clamp(-c, c)).mean().item(), "You clamp the difference: beyond it the loss "
                   "stays the same and has no slope. softplus needs no clamp.")
                  for c in (5, 10, 15, 20, 30, 40, 50, 60, 80, 85, 88, 100)),
            ],
            hint="Right for small scores, and wrong where they differ by hundreds: there the loss is the difference "
            "itself. Is it cut off?" if large else
            "D minimises the mean of -log σ(real - fake), G the mean of -log σ(fake - real).",
        )  # fmt: skip
        right.append(one)
    return all(right)


def _slopes(report: Report, given: tuple[Tensor, Tensor], first: object, second: object) -> None:
    """What each loss teaches: D by both scores, G by the fakes'; a slope in the real ones is not asked of G's."""
    gap = (given[0] - given[1]).detach()
    size = len(gap)
    wanted = {"loss_d": (-(-gap).sigmoid() / size, (-gap).sigmoid() / size), "loss_g": (None, -gap.sigmoid() / size)}
    for name, loss in (("loss_d", first), ("loss_g", second)):
        graph = isinstance(loss, Tensor) and loss.requires_grad
        report.that(
            f"{name} has a graph",
            graph,
            f"{name} has no graph: nobody can learn from it. Return the tensor, without item(), detach() or no_grad.",
        )
        if not isinstance(loss, Tensor) or not graph:
            continue
        found = torch.autograd.grad(loss, given, retain_graph=True, allow_unused=True)
        for scores, its, slope in zip(("the real scores", "the fakes' scores"), found, wanted[name], strict=True):
            report.that(
                f"{name} has its slope in {scores}",
                slope is None or (torch.zeros_like(gap) if its is None else its).allclose(slope, atol=1e-4),
                f"The value of {name} is right, its slope in {scores} is not: are they detached?",
            )

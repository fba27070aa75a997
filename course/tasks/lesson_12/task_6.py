"""Task 6: a hinge loss in need of repair."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from course.checks.report import Known, Report, Variant
from course.tasks.forms import parts

NAMES = ("the critic's loss", "G's loss")


def hinge(real, fake, margin):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 6."""
    of_real = F.relu(margin - real.mean())
    of_fake = F.relu(margin - fake).mean()
    return of_real + of_fake, fake.mean()


def check(report: Report, answer: object, my: Variant) -> None:
    """A hinge that does not close"""
    report.untouched(answer, hinge)
    for margin, skill in ((my.margin, 1), (1.7, -1)):  # a critic that is mostly right, and one that is mostly wrong
        real, fake = (_scores(report, n, at, margin) for n, at in ((40, 2 * skill), (25, -2.4 * skill)))
        losses = parts(report, report.call(answer, real, fake, margin), "the critic's loss", "G's loss")
        of_critic, of_g = (report.number(loss, what) for loss, what in zip(losses, NAMES, strict=True))
        report.close(
            f"with the margin {margin:g} the critic pays for what is missing",
            of_critic,
            (F.relu(margin - real).mean() + F.relu(margin + fake).mean()).item(),
            tol=1e-5,
            known=_wrong_critics(real.detach(), fake.detach(), margin),
            hint="Take one real score and one fake score, one on each side of its margin, and compute by hand what "
            "each of them pays.",
        )
        report.close(
            f"with the margin {margin:g} G's loss is lower for higher scores",
            of_g,
            -fake.mean().item(),
            tol=1e-5,
            known=_wrong_generators(real.detach(), fake.detach(), margin),
            hint="G wants the mean score of its fakes as high as possible, with the same slope everywhere.",
        )
        for name, loss, scores in zip(NAMES, losses, ((real, fake), (fake,)), strict=True):
            slopes = (
                torch.autograd.grad(loss, scores, allow_unused=True, retain_graph=True)
                if isinstance(loss, Tensor) and loss.requires_grad
                else [None]
            )
            report.must(
                f"{name} has slopes",
                all(slope is not None and slope.abs().max() > 0 for slope in slopes),
                f"{name[:1].upper()}{name[1:]} has no slope in its scores: return tensors, and detach nothing; a "
                "hinge of a mean has none once the mean is beyond the margin.",
            )


def _scores(report: Report, n: int, at: float, margin: float) -> Tensor:
    """Scores around ``at`` margins; some of them lie beyond each margin."""
    scores = 2 * torch.randn(n, 1, generator=report.generator) + at  # float32, as in the notebook
    scores[:2, 0] = torch.tensor([3.0, -3.0])
    return (margin * scores).requires_grad_()


def _wrong_critics(real: Tensor, fake: Tensor, margin: float) -> Known:
    def pays(score: Tensor, m: float = margin) -> float:
        return F.relu(m - score).mean().item()

    of_means = (pays(real.mean()), pays(-fake.mean()))
    one_mean = "You took the mean first and the hinge then: good scores pay for bad ones, and most slopes "
    label = 'fakes are asked to score above +m, too. The critic is then content to call everything "real".'
    two = "Two mistakes are left in the critic's loss. For one of them: "
    return [
        (pays(real) + pays(fake), "F" + label[1:]),  # erratum 10
        (of_means[0] + pays(fake), two + label),
        (pays(real.mean()) + pays(fake.mean()), two + label),
        (of_means[0] + pays(-fake), one_mean + "vanish. Each real point has a hinge of its own."),
        (pays(real) + of_means[1], one_mean + "vanish. Each fake has a hinge of its own."),
        (sum(of_means), one_mean + "vanish. Each point has a hinge of its own, real or fake."),
        (pays(-real) + pays(fake), "The critic is turned round: it asks real points to score low, fakes high."),
        (-pays(real) - pays(-fake), "This is the critic's payoff, to be maximised. A loss has the other sign."),
        (-fake.mean().item(), "The two losses are exchanged: the critic's comes first."),
        (pays(real, 1.0) + pays(-fake, 1.0), "The margin is written into your function as 1. Use the argument."),
        ((pays(real) + pays(-fake)) / 2, "The loss is the sum of the two means, not their average."),
        (
            F.relu(margin - real).sum().item() + F.relu(margin + fake).sum().item(),
            "You summed over the batch. Take the mean of each batch.",
        ),
        ((fake.mean() - real.mean()).item() + 2 * margin, "Without a relu a score far beyond its margin still earns a "
         "reward, and the critic grows without end."),
        (
            pays(real) + F.relu(fake - margin).mean().item(),
            "A fake pays from -m on upwards, not only above +m: at a score of 0 it pays m.",
        ),
    ]  # fmt: skip


def _wrong_generators(real: Tensor, fake: Tensor, margin: float) -> Known:
    return [
        (fake.mean().item(), "G goes down its loss, so this G lowers the scores of its fakes: it helps the critic."),
        (
            F.relu(margin - fake).mean().item(),
            "This G has a hinge: once a fake scores above the margin, it has no slope left. G has no margin.",
        ),
        (F.relu(-fake.mean()).item(), "This G has no slope left once the mean score is above 0. G has no relu."),
        (F.relu(-fake).mean().item(), "This G is content as soon as a fake scores above 0. G has no relu."),
        (margin - fake.mean().item(), "The slope is right, but leave the margin out of G's loss."),
        (-fake.sum().item(), "You summed over G's batch. Take the mean."),
        ((real.mean() - fake.mean()).item(), "The real points' scores do not depend on G: leave them out."),
        (F.softplus(-fake).mean().item(), "This is the non-saturating loss of lesson 11. Here each score has the same "
         "slope."),
    ]  # fmt: skip

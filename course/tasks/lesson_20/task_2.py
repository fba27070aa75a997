"""Task 2: the discriminator's loss with a smooth label."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """The discriminator's loss, with a smooth label"""
    real, fake = (3 * torch.randn(n, 1, generator=report.generator) for n in (48, 48))

    def term(score: Tensor, target: float) -> Tensor:
        return target * F.softplus(-score) + (1 - target) * F.softplus(score)

    def loss(r: Tensor, f: Tensor, of_real: float = 1.0, of_fake: float = 0.0) -> float:
        return (term(r, of_real).mean() + term(f, of_fake).mean()).item()

    report.if_error(
        "between 0 and 1",
        "BCELoss takes probabilities; scores are logits, of any size and sign. Use softplus on the scores.",
    )
    value = report.call(answer, real, fake, 1.0)
    plain = report.number(value, "the loss")
    made = report.call(answer, real.clone().requires_grad_(), fake.clone().requires_grad_(), 0.9)
    report.must(
        "it is a tensor that can be differentiated",
        isinstance(made, Tensor) and made.requires_grad,
        "D must learn from this loss, so return the tensor itself, without item() or float().",
    )
    wanted = loss(real, fake)
    report.close(
        "with label 1 it is the loss of the lesson",
        plain,
        wanted,
        tol=1e-5,
        known=[
            (-wanted, "The sign is turned: a loss is small when D is right. D *minimises* it."),
            (wanted * len(real), "You summed over the batch: the size of a step then depends on the batch."),
            (loss(fake, real), "Real and fake are swapped: this D learns to call fakes real."),
            (loss(real, fake, 1.0, 1.0), "Fakes have the wrong sign: this D gives the label 1 to everything."),
            (
                loss(real, fake, 0.0),
                "Real points get the label 0 here. Which of the two softplus terms belongs to label?",
            ),
            (wanted / 2, "The lesson adds the two means. You averaged them, which halves every slope."),
            (F.softplus(-real).mean().item(), "Only the real points count here. What shall D say to fakes?"),
            (F.softplus(fake).mean().item(), "Only the fakes count here. What shall D say to real points?"),
            (-(real.mean() - fake.mean()).item(), "The logarithm is missing: this is a critic's loss. Use softplus."),
            *(
                (loss(real, fake, t), f"Right for a label of {t:g} only: use the argument label.")
                for t in {0.9, my.label}
            ),
        ],
        hint="Take one real score and one fake score, compute -log σ(real) - log(1 - σ(fake)) by hand, and compare.",
    )
    for t in (my.label, 0.6):
        value = report.number(report.call(answer, real, fake, t), "the loss")
        wanted, of_fakes = loss(real, fake, t), F.softplus(fake).mean().item()
        report.close(
            f"with label {t:g} real points have a soft target",
            value,
            wanted,
            tol=1e-5,
            known=[
                (
                    t * F.softplus(-real).mean().item() + of_fakes,
                    "A label of 0.9 means 0.9 times the loss for the label 1 *and* 0.1 times the one for the label 0. "
                    "The second part is missing.",
                ),
                (
                    loss(real, fake, t, 1 - t),
                    "You smoothed the fakes, too. One-sided smoothing leaves their label at 0.",
                ),
                (
                    loss(real, fake, 1 - t),
                    'The two weights are swapped: label belongs to softplus(-score), the term for "real".',
                ),
                (
                    loss(real, fake, 1.0, 1 - t),
                    "You smoothed the label of the fakes. It is the real points' label that becomes soft.",
                ),
                (loss(real, fake), "The label changes nothing in your function. Where does it enter the first term?"),
                *(
                    (loss(real, fake, u), f"{u:g} is written into your function. Use the argument label.")
                    for u in {0.9, my.label}
                ),
            ],
            hint="The cross-entropy with target t is t · softplus(-score) + (1 - t) · softplus(score), for "
            "each real score.",
        )
    few = fake[:20]
    report.close(
        "it takes batches of different sizes",
        report.number(report.call(answer, real, few, 0.8), "the loss"),
        loss(real, few, 0.8),
        tol=1e-5,
        hint="Real and fake batches may differ in size. Take the mean of each before you add them.",
    )
    sure = torch.tensor([[-200.0]], requires_grad=True)
    calm = torch.tensor([[-60.0]])  # in float32 a sigmoid of 60 is 1, while exp(60) is finite
    overflows = math.isfinite(float(report.call(answer, calm, -calm, 0.8)))
    fooled = torch.tensor([[200.0]], requires_grad=True)
    value = report.call(answer, sure, fooled, 0.8)
    report.must(
        "it is finite when D is completely wrong",
        torch.isfinite(value).all(),
        "exp(200) overflows to infinity, and exp(-200) rounds to 0, whose logarithm is infinite. Use softplus."
        if overflows
        else "A sigmoid of 200 rounds to 1, and the logarithm of 1 - 1 is minus infinity. Never compute the "
        "sigmoid: softplus.",
    )
    report.close(
        "a score of 200 on the wrong side costs 200",
        value.item(),
        360.0,
        tol=1e-4,
        known=[(180.0, "BCELoss cuts its logarithm at -100, and its slope there is 0. Work with scores: softplus.")],
        hint="The loss must grow without bound, or D gets no slope where it is most wrong. Drop clamps and epsilons.",
    )
    slopes = torch.autograd.grad(value, (sure, fooled), allow_unused=True)
    report.close(
        "and there D still gets a slope, from real points and from fakes",
        [0.0 if slope is None else slope.item() for slope in slopes],
        [-0.8, 1.0],
        tol=1e-4,
        known=[([-0.8, 0.0], "No slope comes from the fakes: D would never learn to tell them. What is detached?")],
        hint="D learns nothing from a loss without a slope. Is something cut off, or computed without gradients?",
    )
    _on_the_right_side(report, answer)


def _on_the_right_side(report: Report, answer: object) -> None:
    """Real +200 and fake -200 meet the other term of the soft target, and its other branch."""
    sure, calm = torch.tensor([[200.0]], requires_grad=True), torch.tensor([[0.0]])
    value = report.call(answer, sure, -sure, 0.8)
    alone = report.call(answer, sure, calm, 0.8)  # which of the two sides it is
    side = "the fakes' side (-200)" if torch.isfinite(alone).all() else "the real side (200)"
    report.must(
        "it is finite when D is completely right",
        torch.isfinite(value).all(),
        f"With scores of 200 for real points and -200 for fakes it is {value.item()}, on {side}. There, too, an "
        "exponential or a sigmoid meets its end: softplus for every term.",
    )
    report.close(
        "a score of 200 costs its soft share: 0.2 times 200",
        value.item(),
        40.0,
        tol=1e-4,
        hint="The share 1 - label must cost without bound, too: it is what keeps D from being too sure. Is its "
        "logarithm cut off, by an epsilon, a clamp or BCELoss?",
    )
    (slope,) = torch.autograd.grad(value, sure, allow_unused=True)
    report.close(
        "and there D gets the slope that pulls it back",
        0.0 if slope is None else slope.item(),
        0.2,
        tol=1e-4,
        hint="A real score of 200 must be pulled back with the slope 1 - label. Is that term detached?",
    )

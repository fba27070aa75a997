"""Task 7: a step with R1 in need of repair."""

from __future__ import annotations

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course import losses, models, training
from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken
from course.tasks.networks import held_slopes, slopes, weights

RATE = 0.1
ADDED = "Old gradients were added. Clear them before backward, as training.update does."

# Steps are compared in float32: rounding makes 1e-7 in a weight, the known mistakes make more than 1e-5.
WITHIN = 2e-6


def r1_step(G, D, x, z, opt_g, opt_d, gamma):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 7."""
    x = x.clone().requires_grad_()
    real, fake = D(x), D(G(z).detach())
    slope = torch.autograd.grad(real.mean(), x, retain_graph=True)[0]
    penalty = gamma / 2 * slope.square().sum(dim=1).mean()
    training.update(opt_d, losses.nonsaturating.critic(real, fake) + penalty)
    training.update(opt_g, F.logsigmoid(D(G(z))).mean())
    return penalty.item()


def check(report: Report, answer: object, my: Variant) -> None:
    """Friction that does not rub"""
    report.untouched(answer, r1_step)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, r1_step, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    report.if_error(
        "second time",
        "A graph was freed before its second use. The slope's is needed again in D's step: which argument of grad "
        "keeps *and* extends it? G's is not: keep the detach.",
    )
    report.if_error(
        "not have been used in the graph", "The slope is taken in an x that D has not seen. Score the clone."
    )
    report.if_error("implicitly created only for scalar", "grad needs one number. Which one has all slopes in it?")
    torch.manual_seed(report.seed)
    G, D = models.mlp(3, 2, (16,), nn.Tanh), models.mlp(2, 1, (16,), nn.Tanh)  # float32, as in the notebook
    x, z = torch.randn(12, 2) + 1, torch.randn(12, 3)
    opt_g, opt_d = (torch.optim.SGD(net.parameters(), lr=RATE) for net in (G, D))
    gamma = 2.5 + torch.rand((), generator=report.generator).item()
    # A first step, not judged: the gradients that it leaves behind must not come into the second one.
    report.call(answer, G, D, x + 1, z.flip(0), opt_g, opt_d, gamma)
    before, given, left = (_exact(G), _exact(D)), x.clone(), (held_slopes(G), held_slopes(D))
    told = report.number(report.call(answer, G, D, given, z, opt_g, opt_d, gamma), "what it returns")
    report.unchanged((given.detach(),), (x,), "The real points themselves have changed. Work on a clone of x.")
    x, z = x.double(), z.double()
    with torch.no_grad():
        fake = before[0](z)
    _value(report, told, before[1], x, fake, gamma)
    _move_of_d(report, D, before[1], x, fake, gamma, left[1])
    _move_of_g(report, G, before, D, z, left[0])


def _exact(net: nn.Module) -> nn.Module:
    """A copy in float64, to compute what is wanted."""
    return copy.deepcopy(net).double()


def _value(report: Report, told: float, D: nn.Module, x: Tensor, fake: Tensor, gamma: float) -> None:
    inner = x.clone().requires_grad_()
    norms = torch.autograd.grad(D(inner).sum(), inner)[0].norm(dim=1)
    right, at_fakes = (losses.r1_penalty(D, where, gamma).item() for where in (x, fake))
    of_probability = losses.r1_penalty(lambda x: D(x).sigmoid(), x, gamma).item()
    n, d = x.shape
    report.close(
        "it returns the penalty",
        told,
        right,
        tol=WITHIN,
        known=[
            (right / n**2, "Twice the batch would quarter it: the slope of a *mean* of scores is B times too small."),
            (right * n, "This is the sum over the real points. The penalty is their mean."),
            (right / n, "Twice the batch would halve it. The mean is taken twice, of the squares or of the slopes."),
            (right / d, "The squares of one point's coordinates are added up; the mean is over the points only."),
            (2 * right, "The penalty has the factor γ/2."),
            (right / gamma, "The factor γ is missing. It is an argument."),
            (right * 0.5 / gamma, "This is the penalty with γ = 0.5, whatever γ is. It is an argument."),
            (gamma / 2 * norms.mean().item(), "This is the mean norm. R1 has its square."),
            (gamma / 2 * (norms - 1).square().mean().item(), "This wants slope one, as WGAN-GP. R1 wants slope zero."),
            (at_fakes, "R1 is taken at the real points; yours is taken at the fakes."),
            (of_probability, "This is the slope of σ(score), which fades where D is sure. Take that of the score."),
            (-right, "The sign of what is returned is turned."),
        ],
        hint="The penalty is γ/2 times the mean over the points of the squared slope of a point's *own* score.",
    )


def _move_of_d(
    report: Report, D: nn.Module, old: nn.Module, x: Tensor, fake: Tensor, gamma: float, left: Tensor
) -> None:
    cost = slopes(old, losses.nonsaturating.critic(old(x), old(fake)))
    friction = slopes(old, losses.r1_penalty(old, x, gamma))
    start = weights(old)
    report.close(
        "D steps down its loss and the penalty",
        weights(D),
        start - RATE * (cost + friction),
        tol=WITHIN,
        known=[
            (
                start - RATE * cost,
                "The penalty is in the loss, but D does not feel it: no graph of the slope is made. Which argument of "
                "grad makes one?",
            ),
            (start - RATE * (cost + friction + left), ADDED),
            (start - RATE * (cost - friction), "The penalty is subtracted: D is paid for being steep."),
            (start - RATE * friction, "D steps down the penalty only. Its own loss belongs there, too."),
            (start, "D has not moved."),
            (start + RATE * (cost + friction), "D went *up* its loss."),
        ],
        hint="D's step is not down the gradient of loss plus penalty, taken at the networks as they were.",
    )


def _move_of_g(
    report: Report, G: nn.Module, before: tuple[nn.Module, nn.Module], D: nn.Module, z: Tensor, left: Tensor
) -> None:
    start, old_D = weights(before[0]), before[1]

    def moved(loss: losses.Adversarial, critic: nn.Module, sign: int = 1) -> Tensor:
        value = loss.generator(_exact(critic)(before[0](z)))
        return start - RATE * sign * slopes(before[0], value)

    report.close(
        "then G steps towards what the new D takes for real",
        weights(G),
        moved(losses.nonsaturating, D),
        tol=WITHIN,
        known=[
            (
                moved(losses.nonsaturating, D, -1),
                "G *minimises* the mean log of D, so its fakes look ever more like fakes. It wants that large.",
            ),
            (moved(losses.nonsaturating, D) - RATE * left, ADDED),
            (moved(losses.minimax, D), "This is the minimax loss, log(1 - D). The task wants the non-saturating one."),
            (moved(losses.minimax, D, -1), "G goes up log(1 - D): it helps D. Minus the mean log of D is wanted."),
            (moved(losses.nonsaturating, old_D), "G learned from D as it was before its step. Score the fakes again."),
            (moved(losses.wasserstein, D), "This loss is the score itself. The non-saturating one is -log σ(score)."),
            (start, "G has not moved. Its fakes may be detached in D's step only."),
        ],
        hint="G's step is not down the gradient of -log σ(score of its fakes) under the updated D, with the given z.",
    )

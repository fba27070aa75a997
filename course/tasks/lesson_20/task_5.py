"""Task 5: one step of the pair."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course import models
from course.checks.report import Report, Variant
from course.tasks.forms import sequence
from course.tasks.lesson_20.rounds import RATE, Round, Watched
from course.tasks.networks import flat, weights

# Steps are compared in float32: rounding makes 1e-7 in a weight, the known mistakes make more than 1e-5.
WITHIN = 2e-6


def step(G, D, x, z, opt_g, opt_d):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 5."""
    fake = G(z)
    loss_d = F.softplus(-D(x)).mean() + F.softplus(D(fake)).mean()
    loss_d.backward(retain_graph=True)
    opt_d.step()

    loss_g = F.softplus(D(fake)).mean()
    loss_g.backward()
    opt_g.step()
    return loss_d.item(), loss_g.item()


def check(report: Report, answer: object, my: Variant) -> None:
    """One step of the pair"""
    report.untouched(answer, step)
    report.if_error(
        "second time",
        "D's backward walked through G and freed the graph there. D's step should not reach into G at all.",
    )
    report.if_error(
        "inplace operation",
        "G's loss was built with D's old weights, and D has stepped since. Build G's loss after D's step.",
    )
    report.if_error(
        "does not require grad",
        "Something is detached, or computed without gradients, that must not be. Where may G's graph be cut?",
    )
    torch.manual_seed(report.seed)
    G, D = models.mlp(3, 2, (16,), nn.Tanh), models.mlp(2, 1, (16,), nn.Tanh)  # float32, as in the notebook
    x, z = torch.randn(24, 2) + 1, torch.randn(24, 3)
    order: list[str] = []
    opt_g, opt_d = Watched(G, D, "G", order), Watched(D, G, "D", order)
    noises: list[Tensor] = []  # what G is given
    start_g, start_d, first = weights(G), weights(D), Round(G, D, x, z)
    hook = G.register_forward_pre_hook(lambda net, inputs: noises.append(inputs[0].detach().clone()))
    told = sequence(report.call(answer, G, D, x, z, opt_g, opt_d))
    hook.remove()
    fits = isinstance(told, (tuple, list)) and len(told) == 2
    report.must(
        "it returns the two losses", fits, "Return loss_d and loss_g, in this order, as the broken program does."
    )
    report.must(
        "both optimisers make one step",
        len(opt_d.seen) == 1 and len(opt_g.seen) == 1,
        f"D's optimiser made {len(opt_d.seen)} steps and G's {len(opt_g.seen)}. One each: use the ones that are given.",
    )
    report.must(
        "D steps first, then G",
        order == ["D", "G"],
        "G stepped before D. Here D learns first, and G then learns from the D that has learned a moment ago.",
    )
    report.must(
        "D moves",
        not torch.equal(weights(D), start_d),
        "D did not move. Does a gradient of D's loss reach its parameters?",
    )
    report.must(
        "G moves",
        not torch.equal(weights(G), start_g),
        "G did not move: no gradient arrives there. The fakes may be detached in D's step only.",
    )
    report.must(
        "both players use the noise z",
        all(noise.shape == z.shape and torch.equal(noise, z) for noise in noises),
        "G was given other noise than z. New noise for G's turn is legitimate, but here both players use the given z.",
    )
    report.must("D's step follows D's loss", _near(weights(D), weights(first.D)), _hint_of_D(weights(D), first))
    report.that(
        "nothing of D's step flows into G",
        opt_d.seen[0].abs().max() == 0,
        "When D steps, G already holds a gradient, and it says: help D. Cut the fakes off in D's loss.",
    )
    wrong = first.wrong
    report.close(
        "G's step makes D take its fakes for real",
        weights(G),
        weights(first.G),
        tol=WITHIN,
        known=[
            (wrong["helpful"], "G goes towards what D calls fake: it helps D. Which label does G want for its fakes?"),
            (wrong["saturating"], "This is the saturating loss, log(1 - D): flat where G is worst. Use -log D."),
            (wrong["early"], "G learned from D as it was before its step. Score the fakes again."),
            (
                wrong["leaked"],
                "G's own gradient was added to one that came from D's loss. Clear G's gradients before its backward.",
            ),
        ],
        hint="G's move is not the one of -log σ(score) under the updated D. Which gradients were in G when it stepped?",
    )
    second = Round(G, D, x, z)
    before = weights(D)
    losses = sequence(report.call(answer, G, D, x, z, opt_g, opt_d))
    swollen = [a + b for a, b in zip(second.grad_d, first.grad_d, strict=True)]
    crowded = [a + b for a, b in zip(second.grad_d, first.left_in_d, strict=True)]
    everything = [a + b for a, b in zip(swollen, first.left_in_d, strict=True)]
    sums = [(before - RATE * flat(g)) for g in (swollen, crowded, everything)]
    report.close(
        "D's second step follows the second gradient only",
        weights(D),
        weights(second.D),
        tol=WITHIN,
        known=[
            (
                sums[1],
                "D's second step contains the gradient that G's loss left in D. Clear D's gradients just "
                "before its backward.",
            ),
            *(
                (s, "D's second step adds the first one's gradient: backward *adds*. Who clears D's gradients?")
                for s in sums
            ),
        ],
        hint="D's second step is not down the gradient of its loss alone. Clear D's gradients before its backward.",
    )
    grown = [a + b for a, b in zip(second.grad_g, first.grad_g, strict=True)]
    report.close(
        "G's second step follows the second gradient only",
        weights(G),
        weights(second.G),
        tol=WITHIN,
        known=[
            (
                second.moved(grown),
                "G's second step adds the first one's gradient: backward *adds*. Who clears G's gradients?",
            )
        ],
        hint="G's second step is not down the gradient of its loss alone. Clear G's gradients before its backward.",
    )
    pair = [report.number(value, name) for value, name in zip(losses, ("loss_d", "loss_g"), strict=True)]
    report.close(
        "the losses are those that were minimised",
        torch.tensor(pair),
        torch.stack([second.loss_d, second.loss_g]),
        tol=1e-5,
        known=[(torch.stack([second.loss_g, second.loss_d]), "The two losses are swapped: loss_d comes first.")],
        hint="Return the two numbers whose backward you called: D's loss first, then G's.",
    )


def _near(a: Tensor, b: Tensor) -> bool:
    return bool((a - b).abs().max() < WITHIN)


def _hint_of_D(moved: Tensor, first: Round) -> str:
    """Which mistake leads D to these weights."""
    if _near(moved, first.crowded_d):
        return "D's step also holds the gradient of G's loss: G's backward ran before opt_d.step(). Step D first."
    if _near(moved, first.halved_d):
        return "D made half a step. Its loss is the sum of the two means, not their average."
    if _near(moved, first.upward_d):
        return "D went up its loss, not down: the sign is turned."
    return 'D moved, but not down its own loss: real points towards "real", fakes towards "fake", one step.'

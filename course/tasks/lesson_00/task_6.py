"""Task 6: a film of a training."""

from __future__ import annotations

import copy

import torch
from torch import nn

from course import models
from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken
from course.tasks.lesson_00.shared import stacked


def broken_film(G, train, looks):  # type: ignore[no-untyped-def]
    """The program that task 6 begins with: three mistakes."""
    frames = []
    for _ in range(looks):
        z = torch.randn(4, G.z_dim)
        frames.append(G(z))
        train()
    return torch.stack(frames)


def check(report: Report, answer: object, my: Variant) -> None:
    """A film that flickers"""
    report.untouched(answer, broken_film)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, broken_film, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    noise = "The noise has the wrong size or type: G.z_dim says how many numbers of type float32 it wants."
    report.if_error("this network takes", noise)
    report.if_error("Expected more than 1 value", "In training mode G needs a batch. Look in evaluation mode.")
    G, looks, drawn, modes = _generator(), 3, [], []

    def train() -> None:
        drawn.append(torch.rand(1).item())  # training draws noise too, from torch's own generator
        modes.append(G.training)
        _change(G, report)

    frames = report.tensor(stacked(report.call(answer, G, train, looks)), "the film")
    report.must(f"{looks} looks at 4 pictures have shape ({looks}, 4, 1, 8, 8)", frames.shape == (looks, 4, 1, 8, 8),
                f"The film has shape {tuple(frames.shape)}. Each look adds one frame with four pictures.")  # fmt: skip
    report.must("it trains once before each look", len(drawn) == looks,
                f"train() was called {len(drawn)} times for {looks} looks.")  # fmt: skip
    report.that(
        "training keeps its own randomness",
        len(set(drawn)) == looks,
        "Your film is steady, but training now draws the *same* random numbers in every round: a seed is set inside "
        "the loop. Draw the noise once and keep it.",
    )
    _steady(report, answer)
    _looking(report, answer)
    report.that("the film carries no gradient", not frames.requires_grad,
                "Each frame still holds all that a gradient would need: memory grows with every look. "
                "Look under no_grad, or `with training.evaluating(G)`.")  # fmt: skip
    report.that("training happens in training mode", all(modes) and G.training,
                "G stays in evaluation mode while it trains. Switch back after each look: "
                "`with training.evaluating(G)` does so.")  # fmt: skip
    _order(report, answer)


def _steady(report: Report, answer: object) -> None:
    G = _generator()
    still = report.tensor(stacked(report.call(answer, G, _nothing, 3)), "the film")
    report.that("when nothing is learned, nothing moves", torch.allclose(still, still[:1].expand_as(still), atol=1e-6),
                "Training did nothing here, and still the pictures changed: each look draws new noise. "
                "Draw it once, before the loop.")  # fmt: skip
    dark = _generator()
    nn.init.constant_(dark.blocks[-2].bias, -4.0)  # type: ignore[arg-type]  # before the tanh: black, nearly -1
    night = report.tensor(stacked(report.call(answer, dark, _nothing, 1)), "the film")
    report.that("the frames hold what G draws", night.mean() < -0.9,
                "This G draws black, and the film is not black. Keep what G draws as it is, in [-1, 1].")  # fmt: skip
    columns = still[0].flatten(1)
    report.that("the four pictures come from four noise vectors", torch.pdist(columns).min() > 1e-4,
                "Two of the four pictures are equal: four *different* noise vectors are wanted.")  # fmt: skip
    _standard_normal(report, answer)


def _standard_normal(report: Report, answer: object) -> None:
    """The noise that goes into G. Among 256 numbers the mean varies by 0.06 and the spread by 0.04."""
    G, seen = models.Generator(z_dim=64, size=8, width=2), []
    G.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].detach().flatten()))
    report.call(answer, G, _nothing, 1)
    if not seen:
        return  # G.forward(z) instead of G(z): nothing to look at
    z = torch.cat(seen)
    report.that("the noise is standard normal", abs(z.mean()) < 0.35 and 0.75 < z.std() < 1.25,
                f"Your noise has mean {z.mean():.1f} and spread {z.std():.1f}, where standard normal numbers have 0 "
                "and 1. G is trained on torch.randn.")  # fmt: skip


def _looking(report: Report, answer: object) -> None:
    """Batch normalisation keeps running statistics: in training mode, to look is to change."""
    G = _generator()
    before = copy.deepcopy(G.state_dict())
    report.call(answer, G, _nothing, 2)
    same = all(torch.equal(value, before[name]) for name, value in G.state_dict().items())
    report.that(
        "looking does not change G",
        same,
        "Nobody trained, and G is another one now. In training mode batch normalisation adapts to whatever passes "
        "through. `no_grad` does not stop that: look in evaluation mode.",
    )


def _order(report: Report, answer: object) -> None:
    G, rounds = _generator(), iter(range(9))

    def only_first() -> None:
        if next(rounds) == 0:
            _change(G, report)

    film = report.tensor(stacked(report.call(answer, G, only_first, 3)), "the film")
    report.that("the first frame shows G after the first round", torch.allclose(film[0], film[1], atol=1e-6),
                "The film begins before any training and misses the last round. Train, then look.")  # fmt: skip
    G, rounds = _generator(), iter(range(9))

    def only_last() -> None:
        if next(rounds) == 2:
            _change(G, report)

    film = report.tensor(stacked(report.call(answer, G, only_last, 3)), "the film")
    report.that("each frame shows G at its own time", not torch.allclose(film[1], film[2], atol=1e-6)
                and torch.allclose(film[0], film[1], atol=1e-6),
                "All frames show the same G. Look inside the loop, after each round.")  # fmt: skip


def _generator() -> models.Generator:
    return models.Generator(z_dim=6, size=8, width=2)


def _change(G: nn.Module, report: Report) -> None:
    with torch.no_grad():
        for p in G.parameters():
            p.add_(0.3 * torch.randn(p.shape, generator=report.generator))


def _nothing() -> None:
    """A training that does nothing."""

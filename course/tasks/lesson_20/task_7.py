"""Task 7: the whole program."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from course import data, metrics, models, training
from course.checks.report import Report, Variant
from course.tasks.networks import weights

HIDDEN = (64, 64)


def adam(net: nn.Module, lr: float) -> torch.optim.Adam:
    """The optimiser that the notebook gives to task 7."""
    return torch.optim.Adam(net.parameters(), lr, betas=(0.5, 0.99))


def train(real, seed=0, steps=600, batch=128):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 7."""
    torch.manual_seed(seed)
    G = models.mlp(2, 2, HIDDEN)
    D = nn.Sequential(nn.Linear(2, 64), nn.Linear(64, 64), nn.Linear(64, 1))
    opt_g, opt_d = adam(models.mlp(2, 2, HIDDEN), 1e-3), adam(D, 4e-3)
    target = torch.cat([torch.ones(batch), torch.zeros(batch)])
    for _ in range(steps):
        x = real[torch.randint(len(real), (batch,))]
        fake = G(torch.randn(batch, 2))
        score = D(torch.cat([x, fake.detach()]))
        training.update(opt_d, (score - target).square().mean())
        training.update(opt_g, (D(fake) - 1).square().mean())
    return G, D


def check(report: Report, answer: object, my: Variant) -> None:
    """The whole program"""
    report.untouched(answer, train)
    report.if_error(
        "second time", "D's backward walked through G and freed its graph. The detach in D's step was right."
    )
    report.if_error(
        "depends on no parameter", "One of the losses depends on no parameter: something is detached that must not be."
    )
    report.if_error("must match the size", "Two batches of different sizes meet. Print the shapes of score and target.")
    report.if_error("must be the same as input size", "Scores and targets differ in shape. Print both.")
    centres = data.ring_centres(my.modes)
    real = data.ring(4000, modes=my.modes, std=my.std, seed=report.seed)

    def run(seed: int, steps: int, state: int = 0) -> tuple[Any, Any]:
        torch.manual_seed(state)
        made = report.call(answer, real, seed, steps)
        fits = isinstance(made, (tuple, list)) and len(made) == 2 and all(isinstance(n, nn.Module) for n in made)
        if not fits:
            report.must("it returns G and D", fits, "Return the two networks, G and D, as the broken program does.")
        return made

    (G, D), (G_later, D_later) = run(1, 0), run(1, 1)
    report.must(
        "G gives points and D one score a point",
        G(torch.randn(7, 2)).shape == (7, 2) and D(real[:7]).shape == (7, 1),
        "G must map (B, 2) to (B, 2), and D (B, 2) to (B, 1). Are the two returned in the order G, D?",
    )
    report.must(
        "the seed decides on the networks",
        torch.equal(weights(G), weights(run(1, 0, state=5)[0])),
        "Two runs with one seed begin with different networks. Seed first, as the broken program does.",
    )
    step_g, step_d = (
        (weights(a) - weights(b)).abs().max().item() for a, b in ((G_later, G), (D_later, D))
    )  # Adam's first step is the learning rate, up or down
    report.must(
        "after one step G has moved",
        step_g > 1e-5,
        "G has not moved at all. Whose parameters does its optimiser hold, and does a gradient reach them?",
    )
    report.must("D has moved", step_d > 1e-5, "D has not moved at all. Whose parameters does its optimiser hold?")
    report.must(
        "with the learning rates 0.001 and 0.004",
        abs(step_g - 1e-3) < 1e-4 and abs(step_d - 4e-3) < 4e-4,
        f"In the first step G moved by {step_g:.2g} and D by {step_d:.2g}. Keep Adam and its learning rates.",
    )
    report.must(
        "D's landscape bends",
        _bend(D_later) > 1e-4,
        "D's scores are evenly spaced along every line: its three layers are one tilted plane. What is "
        "missing between?",
    )
    rows = _rows(answer, real, 96)
    report.that(
        "the batch has the size that is asked for",
        {96, 192} & rows and not {128, 256} & rows,
        "With batch=96 your networks still see 128 at once, or sizes that do not fit together: a number is written "
        "into the program. Use the argument batch.",
    )
    tables = _Tables()
    with tables:
        run(1, 1)
    report.must(
        "each score is compared with its own target",
        not tables.seen,
        f"Shapes {' and '.join(map(str, tables.seen))} meet, and every score is compared with every target. Print the "
        "shape of the difference, score - target.",
    )
    # Measured after 600 steps over 24 right runs: D's scores spread by 0.26 or more, and at least 5 of 7 (else all)
    # modes are reached with 45 % good points or more. With the (256, 1) against (256,) table they spread by at most
    # 0.035, and at most 2 modes with 12 % are reached; with a plane for D, or an idle G: 0 modes.
    (G, D), seed = run(100 + report.seed, 600), 100 + report.seed
    square = torch.cartesian_prod(torch.linspace(-1.5, 1.5, 31), torch.linspace(-1.5, 1.5, 31))  # (961, 2)
    with torch.no_grad():
        spread = D(square).std().item()
    report.must(
        "D tells places apart",
        spread > 0.1,
        "D learns to say nearly the same everywhere. Does its loss pull real points to 1 and fakes to 0, each for "
        "itself? And has it ReLU between its layers, as in models.mlp?",
    )
    with torch.no_grad():
        of_real = D(real).mean().item()
    report.that(
        "real points are pulled towards 1",  # 0.4 to 0.6 in right runs, the same below 0 with turned targets
        of_real > 0.1,
        f"D's mean score of real points is {of_real:.2f}. Which target shall real points have, and which fakes?",
    )
    modes, good = _drawn(G, centres, my.std)
    if 2 < modes < my.modes - 1:  # one right run in 25 misses two modes by chance, so look at a second one
        again = _drawn(run(seed + 1, 600)[0], centres, my.std)
        modes, good = max((modes, good), again)
    report.that(
        f"it reaches the ring's modes: {modes} of {my.modes}",
        modes >= my.modes - 2,
        "The parts work, but the fakes do not reach the ring. Towards which target does G pull its scores? And is the "
        "activation ReLU, as in models.mlp?",
    )
    report.that(
        f"and at least 30 % of the points lie close to one: {good:.0%}",
        good > 0.3,
        "The fakes lie between the modes. Did the steps, the batch or the activation change? Use ReLU, as models.mlp.",
    )


def _rows(answer: Any, real: Tensor, batch: int) -> set[int]:
    """How many points the networks are given at once, in a training with this batch; 128 when it breaks."""
    seen: set[int] = set()

    class Rows(TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            """Note the rows that go into a linear layer, then compute as always."""
            if func is F.linear:
                seen.add(len(args[0]))
            return func(*args, **(kwargs or {}))

    with Rows():
        try:
            answer(real, 1, 2, batch)
        except (RuntimeError, ValueError):
            return {128}
    return seen


class _Tables(TorchFunctionMode):
    """Notes the shapes of two tensors that broadcast to a table: a column of scores against a row of targets."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, ...]] = []

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """Look at the tensors that are given, then compute as always."""
        given = [a for a in (*args, *(kwargs or {}).values()) if isinstance(a, Tensor)][:2]
        column = [a for a in given if a.ndim == 2 and a.shape[0] > 1 and a.shape[1] == 1]
        row = [a for a in given if a.ndim in (1, 2) and a.shape[-1] > 1 and a.numel() == a.shape[-1]]
        if func not in _NO_COMPARISON and column and row and not self.seen:
            self.seen = [tuple(a.shape) for a in given]
        return func(*args, **(kwargs or {}))


_NO_COMPARISON = (F.linear, torch.matmul, Tensor.matmul, Tensor.__matmul__, torch.mm)  # these need such shapes


def _drawn(G: nn.Module, centres: Tensor, std: float) -> tuple[int, float]:
    with torch.no_grad():
        points = G(torch.randn(2500, 2))
    if not torch.isfinite(points).all():
        return 0, 0.0
    return metrics.modes_captured(points, centres, std)


def _bend(D: nn.Module) -> float:
    """The largest second difference of D's scores along a few lines, in units of their spread."""
    ways = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [-0.8, 0.6]])
    line = torch.linspace(-3, 3, 13)[:, None, None] * ways  # (13, 4, 2)
    with torch.no_grad():
        score = D(line.reshape(-1, 2)).reshape(13, 4).double()  # (13, 4)
    return (score.diff(n=2, dim=0).abs().max() / (score.std() + 1e-9)).item()

"""Modes covered in the protocols of VEEGAN and PacGAN: the recipe of lesson 22, seed by seed, on one core.

``python -m tools.quality.coverage [SEEDS [ring] [grid]]`` prints for each seed of the ring of 8 and of the grid of 25
the modes, the share of high-quality points (within three deviations of a mode) and the reverse KL of 2,500 points,
with the processor seconds of training; for the grid also when PacGAN4's 93.6 % was passed.
"""

from __future__ import annotations

import copy
import statistics
import sys
import time
from dataclasses import dataclass

import torch
from torch import Tensor

from course import data, losses, metrics, models, settings, training

PACGAN4 = 0.936  # high-quality points on the grid, Lin et al. 2018 (arXiv 1712.04086), table 1
LOOKS = 40  # how often a run is looked at


@dataclass(frozen=True)
class Task:
    """A mixture, its centres, a mode's deviation; the weight of R1, rate, momentum, steps, R1 every so many."""

    name: str
    points: Tensor
    centres: Tensor
    std: float
    weight: float
    rate: float
    momentum: float
    steps: int
    every: int


TASKS = (
    Task("ring", data.ring(50_000), data.ring_centres(), 0.01, 0.3, 2e-3, 0.5, 30_000, 1),
    Task("grid", data.grid(50_000), data.grid_centres(), 0.05, 2.0, 2e-3, 0.0, 26_000, 1),
)


def noise(n: int) -> Tensor:
    return torch.randn(n, 2)


def reverse_kl(points: Tensor, centres: Tensor) -> float:
    """KL of the points' shares of the modes from equal shares, in nats."""
    nearest = torch.cdist(points, centres).argmin(1)
    share = torch.bincount(nearest, minlength=len(centres)) / len(points)
    return (torch.xlogy(share, share) + share * torch.log(torch.tensor(len(centres)))).sum().item()


def run(task: Task, seed: int) -> list[tuple[float, int, float, float]]:
    """Train once; rows of processor seconds, modes, share of high-quality points, reverse KL."""
    steps = task.steps
    settings.seed_everything(seed)
    G, D = models.mlp(2, 2, (128, 128, 128)), models.mlp(2, 1, (128, 128, 128))
    average = copy.deepcopy(G)
    opt_g, opt_d = (
        torch.optim.Adam(m.parameters(), lr=task.rate, betas=(task.momentum, 0.99), fused=True) for m in (G, D)
    )
    left = torch.ones(())
    rows: list[tuple[float, int, float, float]] = []
    spent, begin = 0.0, time.process_time()
    for step in training.fit_adversarial(
        G, D, losses.nonsaturating, task.points, opt_g, opt_d, noise=noise, batch_size=128, steps=steps, seed=seed,
        average=average, decay=0.999, penalty=lambda D, real, fake: left * losses.r1_penalty(D, real, task.weight),
        penalty_every=task.every,
    ):  # fmt: skip
        left.fill_(1 - (step.i + 1) / steps)
        opt_g.param_groups[0]["lr"] = opt_d.param_groups[0]["lr"] = task.rate * left.item()
        if (step.i + 1) * LOOKS >= steps * (len(rows) + 1):
            spent += time.process_time() - begin
            with torch.no_grad():
                cloud = average(torch.randn(2500, 2, generator=torch.Generator().manual_seed(seed)))
            modes, share = metrics.modes_captured(cloud, task.centres, task.std)
            rows.append((spent, modes, share, reverse_kl(cloud, task.centres)))
            begin = time.process_time()
    return rows


def main(seeds: int = 10, *names: str) -> None:
    """Print each run, then the worst of each task, or of those that are named."""
    torch.set_num_threads(1)
    for task in (task for task in TASKS if task.name in (names or ("ring", "grid"))):
        print(f"\n{task.name} of {len(task.centres)}, {task.steps:,} steps of 128 points, one thread", flush=True)
        ends = []
        for seed in range(seeds):
            rows = run(task, seed)
            spent, modes, share, kl = rows[-1]
            ends.append(rows[-1])
            passed = next((f"{row[0]:.0f} s" for row in rows if row[2] >= PACGAN4), "never")
            also = f", 93.6 % passed after {passed}" if task.name == "grid" else ""
            print(f"  seed {seed}: {modes} modes, {share:.1%}, KL {kl:.4f}, {spent:.0f} s{also}", flush=True)
        worst = [pick(column) for pick, column in zip((max, min, min, max), zip(*ends, strict=True), strict=True)]
        middle = statistics.median(row[2] for row in ends)
        print(f"  worst: {worst[1]} modes, {worst[2]:.1%} (median {middle:.1%}), KL {worst[3]:.4f}, {worst[0]:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10, *sys.argv[2:])

"""Stacked glyphs: three digits in the three channels of one picture, 1,000 classes, counted by an impartial classifier.

The protocol of Stacked MNIST (Metz et al. 2016, arXiv 1611.02163; Lin et al. 2018, arXiv 1712.04086) with the course's
digits at 16 x 16: 26,000 drawn pictures, a class is held when at least one picture is read as it, and the reverse KL
compares the classes' shares with equal ones. ``python -m tools.quality.stacked [SEEDS] [STEPS]``
"""

from __future__ import annotations

import copy
import math
import sys
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course import data, losses, models, settings, training

DRAWN = 26_000
PIXELS = 16
Penalty = Callable[[nn.Module, Tensor, Tensor], Tensor]


def noise(n: int) -> Tensor:
    return torch.randn(n, 64)


def judge() -> models.Classifier:
    """A classifier of single digits, taught on typefaces that no generator here sees."""
    settings.seed_everything(0)
    digits = data.glyphs("test", size=PIXELS, n=6000, rotation=15.0, scale=(0.7, 1.2), shift=0.08)
    model = models.Classifier(classes=10, size=PIXELS)
    opt = torch.optim.Adam(model.parameters(), 2e-3)

    def reading(model: nn.Module, x: Tensor, y: Tensor) -> Tensor:
        return F.cross_entropy(model(x), y)

    for _ in training.fit(model, reading, digits, opt, steps=1500, batch_size=64):
        pass
    return model


def stacks(n: int, seed: int) -> Tensor:
    """Three digits drawn independently, one a channel: (n, 3, 16, 16)."""
    digits = data.glyphs(size=PIXELS, rotation=4.0, shift=0.03, scale=(0.95, 1.1)).images  # (N, 1, 16, 16)
    chosen = torch.randint(len(digits), (n, 3), generator=torch.Generator().manual_seed(seed))
    return digits[chosen, 0]


def count(model: models.Classifier, pictures: Tensor) -> tuple[int, float]:
    """Classes held of 1,000, and the KL of their shares from equal ones in nats."""
    with training.evaluating(model):
        parts = [model(part.flatten(0, 1)[:, None]).argmax(1) for part in pictures.split(1000)]
    digit = torch.cat(parts).view(-1, 3)  # (N, 3)
    number = digit @ torch.tensor([100, 10, 1])
    share = torch.bincount(number, minlength=1000) / len(number)
    kl = torch.xlogy(share, share).sum() + math.log(1000)
    return int((share > 0).sum()), kl.item()


def both(first: float, second: float) -> Penalty:
    """R1 on the real pictures and R2 on the drawn ones."""
    return lambda D, real, fake: losses.r1_penalty(D, real, first) + losses.r2_penalty(D, fake, second)


def first_only(weight: float) -> Penalty:
    """R1 on the real pictures."""
    return lambda D, real, fake: losses.r1_penalty(D, real, weight)


RECIPES: dict[str, tuple[losses.Adversarial, Penalty | None]] = {
    "non-saturating": (losses.nonsaturating, None),
    "relativistic": (losses.relativistic, None),
    "non-saturating, R1": (losses.nonsaturating, first_only(1.0)),
    "relativistic, R1": (losses.relativistic, first_only(1.0)),
    "non-saturating, R1 + R2": (losses.nonsaturating, both(1.0, 1.0)),
    "relativistic, R1 + R2": (losses.relativistic, both(1.0, 1.0)),
}


def run(recipe: str, real: Tensor, seed: int, steps: int, width: int = 16) -> tuple[nn.Module, float]:
    """Train once; the averaged generator and the processor seconds."""
    settings.seed_everything(seed)
    loss, penalty = RECIPES[recipe]
    G = models.Generator(channels=3, size=PIXELS, width=width)
    D = models.Discriminator(channels=3, size=PIXELS, width=width)
    average = copy.deepcopy(G)
    opts = [torch.optim.Adam(m.parameters(), 2e-3, (0.0, 0.99)) for m in (G, D)]
    begin = time.process_time()
    for step in training.fit_adversarial(
        G, D, loss, real, *opts, noise=noise, steps=steps, batch_size=64, seed=seed, penalty=penalty, penalty_every=2
    ):
        for opt in opts:
            opt.param_groups[0]["lr"] = 2e-3 * max(1e-3, 1 - (step.i + 1) / steps)
        training.ema(average, G, min(0.998, 1 - 1 / (2 + 0.05 * step.i)))
    return average, time.process_time() - begin


def main(seeds: int = 3, steps: int = 2500) -> None:
    """Print classes held and reverse KL for each recipe and seed."""
    model, real = judge(), stacks(50_000, 1)
    held, kl = count(model, stacks(DRAWN, 2))
    print(f"\nstacked glyphs, {steps:,} steps of 64: real pictures {held} classes, KL {kl:.3f}", flush=True)
    for recipe in RECIPES:
        for seed in range(seeds):
            net, spent = run(recipe, real, seed, steps)
            with training.evaluating(net):
                drawn = torch.cat([net(noise(1000)) for _ in range(DRAWN // 1000)])
            held, kl = count(model, drawn)
            print(f"  {recipe}, seed {seed}: {held} classes, KL {kl:.3f}, {spent:.0f} s", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Two recipes side by side on this machine: the DCGAN of the PyTorch examples, and the course's.

Same data, same batch, about the same number of weights, the same clock: processor seconds of training on one core,
evaluation left out, so that a busy machine changes little. ``python -m tools.quality.race [SEEDS] [SECONDS]`` prints
the Fréchet distances and when the course's recipe passed the other's last one; ``… race worth [SEEDS] [SECONDS]``, what
the recipe loses when one of its parts is taken out. Features are those of a classifier that learned other typefaces;
2,000 drawn against 5,000 real.
"""

from __future__ import annotations

import copy
import math
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course import data, losses, metrics, models, settings, training

BATCH = 64
LOOKS = 30  # how often a run is looked at
Curve = list[tuple[float, float]]  # seconds of training, distance


class Examples(nn.Sequential):
    """The networks of the PyTorch examples' DCGAN, for one channel of 32 x 32: batch normalisation in both."""

    @classmethod
    def generator(cls) -> Examples:
        layers: list[nn.Module] = [nn.Unflatten(1, (64, 1, 1))]
        for a, b, stride, padding in ((64, 128, 1, 0), (128, 64, 2, 1), (64, 32, 2, 1)):
            layers += [nn.ConvTranspose2d(a, b, 4, stride, padding, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
        return cls(*layers, nn.ConvTranspose2d(32, 1, 4, 2, 1, bias=False), nn.Tanh()).apply(_small)

    @classmethod
    def discriminator(cls) -> Examples:
        layers: list[nn.Module] = [nn.Conv2d(1, 32, 4, 2, 1, bias=False), nn.LeakyReLU(0.2)]
        for a, b in ((32, 64), (64, 128)):
            layers += [nn.Conv2d(a, b, 4, 2, 1, bias=False), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
        return cls(*layers, nn.Conv2d(128, 1, 4, bias=False), nn.Flatten()).apply(_small)


class Coarse(nn.Sequential):
    """The course's networks for the race: most of the work is done at 8 x 8, and one layer of 8 x 8 kernels leads to
    the pixels and back from them. No normalisation in D."""

    @classmethod
    def generator(cls) -> Coarse:
        return cls(
            nn.Linear(64, 96 * 16), nn.Unflatten(1, (96, 4, 4)), nn.BatchNorm2d(96), nn.ReLU(),
            nn.ConvTranspose2d(96, 80, 4, 2, 1), nn.BatchNorm2d(80), nn.ReLU(),
            nn.Conv2d(80, 64, 3, 1, 1), nn.BatchNorm2d(64), nn.ReLU(),
            nn.ConvTranspose2d(64, 1, 8, 4, 2), nn.Tanh(),
        )  # fmt: skip

    @classmethod
    def discriminator(cls) -> Coarse:
        return cls(
            nn.Conv2d(1, 48, 8, 4, 2), nn.LeakyReLU(0.2), nn.Conv2d(48, 64, 3, 1, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 96, 4, 2, 1), nn.LeakyReLU(0.2), nn.Flatten(), nn.Linear(96 * 16, 1),
        )  # fmt: skip


def _small(layer: nn.Module) -> None:
    if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(layer.weight, 0, 0.02)
    elif isinstance(layer, nn.BatchNorm2d):
        nn.init.normal_(layer.weight, 1, 0.02)
        nn.init.zeros_(layer.bias)


def noise(n: int) -> Tensor:
    return torch.randn(n, 64)


def examples(real: Tensor, seconds: float, seed: int, distance: Callable[[nn.Module], float]) -> Curve:
    """Adam 2e-4 with beta1 0.5, N(0, 0.02), batch normalisation in both, the non-saturating loss."""
    settings.seed_everything(seed)
    G, D = Examples.generator(), Examples.discriminator()
    opts = [torch.optim.Adam(m.parameters(), 2e-4, (0.5, 0.999)) for m in (G, D)]
    loop = training.fit_adversarial(
        G, D, losses.nonsaturating, real, *opts, noise=noise, steps=10**9, batch_size=BATCH, seed=seed
    )
    return timed(loop, G, seconds, distance, lambda share, i: None)


@dataclass(frozen=True)
class Recipe:
    """The course's way, with each part as a setting: networks, rates of G and D, momentum, weight of R1, and whether
    the rates fall to 0 and the drawn network is an average."""

    coarse: bool = True
    rates: tuple[float, float] = (5e-3, 2e-3)
    momentum: float = 0.0
    r1: float = 1.0
    fall: bool = True
    averaged: bool = True


WORTH = {
    "all of it": Recipe(),
    "the networks of lesson 20": Recipe(coarse=False, rates=(3e-3, 2e-3)),
    "both rates 2e-4": Recipe(rates=(2e-4, 2e-4)),
    "both rates 2e-3": Recipe(rates=(2e-3, 2e-3)),
    "momentum 0.5": Recipe(momentum=0.5),
    "without R1": Recipe(r1=0.0),
    "constant rates": Recipe(fall=False),
    "without an average": Recipe(averaged=False),
}


def course(
    real: Tensor, seconds: float, seed: int, distance: Callable[[nn.Module], float], how: Recipe = WORTH["all of it"]
) -> Curve:
    """R1 at every fourth step, no momentum, high rates that fall to 0 with the time, an average that lengthens."""
    settings.seed_everything(seed)
    G: nn.Module = Coarse.generator() if how.coarse else models.Generator()
    D: nn.Module = Coarse.discriminator() if how.coarse else models.Discriminator()
    average = copy.deepcopy(G) if how.averaged else G
    opts = [
        torch.optim.Adam(m.parameters(), rate, (how.momentum, 0.99)) for m, rate in zip((G, D), how.rates, strict=True)
    ]
    loop = training.fit_adversarial(
        G, D, losses.nonsaturating, real, *opts, noise=noise, steps=10**9, batch_size=BATCH, seed=seed,
        penalty=(lambda D, real, fake: losses.r1_penalty(D, real, how.r1)) if how.r1 else None, penalty_every=4,
    )  # fmt: skip

    def after(share: float, i: int) -> None:
        for opt, rate in zip(opts, how.rates, strict=True):
            opt.param_groups[0]["lr"] = rate * (max(1e-3, (1 + math.cos(math.pi * share)) / 2) if how.fall else 1)
        if how.averaged:
            training.ema(average, G, min(0.998, 1 - 1 / (2 + 0.05 * i)))

    return timed(loop, average, seconds, distance, after)


def timed(
    loop: object, net: nn.Module, seconds: float, distance: Callable[[nn.Module], float], after: Callable
) -> Curve:
    """Go through the loop for so many seconds; the distance is measured with the clock stopped."""
    curve: Curve = []
    spent, begin = 0.0, time.process_time()
    for step in loop:  # type: ignore[attr-defined]
        spent += time.process_time() - begin
        begin = time.process_time()
        after(min(1.0, spent / seconds), step.i + 1)
        if spent >= seconds * (len(curve) + 1) / LOOKS:
            spent += time.process_time() - begin
            curve.append((spent, distance(net)))
            begin = time.process_time()
        if spent >= seconds:
            break
    return curve


def judge() -> models.Classifier:
    """The classifier whose features measure: it learned from typefaces that no GAN here sees."""
    settings.seed_everything(0)
    held_out = data.glyphs("test", rotation=15.0, scale=(0.7, 1.25), shift=0.08)
    model = models.Classifier(classes=10, width=8)
    opt = torch.optim.Adam(model.parameters(), 2e-3)

    def reading(model: nn.Module, x: Tensor, y: Tensor) -> Tensor:
        return F.cross_entropy(model(x), y)

    for _ in training.fit(model, reading, held_out, opt, steps=1200, batch_size=BATCH):
        pass
    return model


def prepared() -> tuple[Tensor, Callable[[nn.Module], float]]:
    """The training pictures, and the distance of a generator's from 5,000 others."""
    torch.set_num_threads(1)
    model, pictures = judge(), data.glyphs(n=17_000, rotation=4.0, shift=0.03, scale=(0.95, 1.1)).images
    with training.evaluating(model):
        real = model.embed(pictures[12_000:])
        floor = metrics.frechet_distance(real, model.embed(pictures[:2000]))
    print(f"\nFréchet distance, one core, real against real {floor:.0f}", flush=True)

    def distance(net: nn.Module) -> float:
        with training.evaluating(net, model):
            return metrics.frechet_distance(real, model.embed(net(noise(2000))))

    return pictures[:12_000], distance


def main(seeds: int = 5, seconds: float = 120.0) -> None:
    """Print both recipes' distances, and the shares of time and distance."""
    pictures, distance = prepared()
    times, shares = [], []
    for seed in range(seeds):
        old, new = (recipe(pictures, seconds, seed, distance) for recipe in (examples, course))
        last = old[-1][1]
        passed = next((spent for spent, value in new if value <= last), math.inf)
        times.append(passed / old[-1][0])
        shares.append(new[-1][1] / last)
        print(f"  seed {seed}: PyTorch examples {last:.0f} after {old[-1][0]:.0f} s; course {new[-1][1]:.0f}, and "
              f"{last:.0f} passed after {passed:.0f} s", flush=True)  # fmt: skip
    print(f"  median: a share of {statistics.median(times):.2f} of the time, {statistics.median(shares):.2f} of the "
          f"distance (wanted: at most 0.20 and 0.33)", flush=True)  # fmt: skip


def worth(seeds: int = 3, seconds: float = 40.0) -> None:
    """Print what each part of the recipe is worth: the distance without it, seed by seed."""
    pictures, distance = prepared()
    for name, how in WORTH.items():
        ends = [course(pictures, seconds, seed, distance, how)[-1][1] for seed in range(seeds)]
        print(f"  {name:27s}" + "".join(f"{end:6.0f}" for end in ends), flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    job = worth if given[:1] == ["worth"] else main
    numbers = [one for one in given if one != "worth"]
    job(*([int(numbers[0])] if numbers else []), *([float(numbers[1])] if len(numbers) > 1 else []))

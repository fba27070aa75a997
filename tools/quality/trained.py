"""Make the course's trained networks: ``python -m tools.quality.trained [NAME …]``, about 12 minutes on one core.

Each file of ``course/trained`` is written in one move, with its entry in the index and its card, whose figures are
those that this run measured. On the same machine and version of torch the same numbers come out.
"""

from __future__ import annotations

import copy
import hashlib
import json
import math
import string
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from safetensors.torch import save
from torch import Tensor, nn
from torch.nn import functional as F

from course import data, losses, metrics, models, settings, training
from course.trained import HERE

BATCH, DRAWN = 64, 2000
UPRIGHT = {"rotation": 4.0, "shift": 0.03, "scale": (0.95, 1.1)}


@dataclass(frozen=True)
class Plan:
    """What is trained, and how. ``keep``: after which steps; ``asked``: the characters that G is told one-hot."""

    about: str
    make: dict[str, int]
    pictures: dict[str, object]
    keep: Sequence[int]
    asked: str = ""
    rates: tuple[float, float] = (3e-3, 2e-3)  # of G and of D
    momentum: float = 0.0
    r1: float = 1.0
    settled: bool = True  # rates that fall to 0, and an averaged generator
    limits: str = field(default="It knows the typefaces that matplotlib carries, and nothing else.")


RUN = {"make": {"z_dim": 32, "channels": 1, "size": 16, "width": 4}, "pictures": {"size": 16, "n": 12_000, **UPRIGHT},
       "keep": (1, 50, 100, 200, 400, 800, 1600, 3000)}  # fmt: skip
PLANS = {
    "letters_16": Plan("Capital letters of 16 x 16 on request: 32 numbers of noise, then 26 that are 0 but for the 1 "
                       "at the letter's place.", {"z_dim": 58, "channels": 1, "size": 16, "width": 8},
                       {"size": 16, "n": 12_000, "characters": string.ascii_uppercase, **UPRIGHT}, (3000,),
                       asked=string.ascii_uppercase),
    "healthy_run": Plan("Digits of 16 x 16, kept at several steps of a run that goes well.", **RUN),  # type: ignore[arg-type]
    "collapsing_run": Plan("Digits of 16 x 16, kept at several steps of a run that goes wrong: large and constant "
                           "rates, momentum 0.9, no penalty.", **RUN, rates=(4e-3, 4e-3), momentum=0.9,  # type: ignore[arg-type]
                           r1=0.0, settled=False, limits="It is kept because it fails: do not draw digits with it."),
}  # fmt: skip


class Judge(models.Discriminator):
    """D; told a label, it adds the projection of lesson 23."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.make["channels"], plan.make["size"], 8)
        self.table = nn.Embedding(max(1, len(plan.asked)), self.score.in_features)
        nn.init.normal_(self.table.weight, std=self.score.in_features**-0.5)
        self.asked = bool(plan.asked)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:  # type: ignore[override]
        """Pictures and labels to scores (B, 1)."""
        seen = self.features(x)
        told = (self.table(y) * seen).sum(1, keepdim=True) if self.asked else 0.0
        return self.score(seen) + told


def noise(plan: Plan, y: Tensor) -> Tensor:
    """What G is given for these labels."""
    z = torch.randn(len(y), plan.make["z_dim"] - len(plan.asked))
    return torch.cat([z, F.one_hot(y, len(plan.asked)).float()], 1) if plan.asked else z


def snapshots(plan: Plan, real: data.Images, seed: int = 0) -> dict[int, nn.Module]:
    """The generator that one draws from, after each of the steps that are kept."""
    settings.seed_everything(seed)
    G, D = models.Generator(**plan.make), Judge(plan)
    drawn, steps = copy.deepcopy(G), plan.keep[-1]
    kept: dict[int, nn.Module] = {}
    opts = [torch.optim.Adam(m.parameters(), r, (plan.momentum, 0.99)) for m, r in zip((G, D), plan.rates, strict=True)]
    for i, (x, y) in enumerate(training.batches(real, BATCH, steps, seed=seed), 1):
        with torch.no_grad():
            fake = G(noise(plan, y))
        loss = losses.nonsaturating.critic(D(x, y), D(fake, y))
        if plan.r1 and i % 4 == 1:
            loss = loss + losses.r1_penalty(lambda x, y=y: D(x, y), x, 4 * plan.r1)  # type: ignore[misc]
        training.update(opts[1], loss)
        training.update(opts[0], losses.nonsaturating.generator(D(G(noise(plan, y)), y)))
        training.ema(drawn, G, min(0.998, 1 - 1 / (2 + 0.05 * i)) if plan.settled else 0.0)
        for opt, rate in zip(opts, plan.rates, strict=True):
            opt.param_groups[0]["lr"] = rate * (1 + math.cos(math.pi * i / steps)) / 2 if plan.settled else rate
        if i in plan.keep:
            kept[i] = copy.deepcopy(drawn)
    return kept


def reader(plan: Plan) -> models.Classifier:
    """A classifier that learned from the typefaces that no generator here sees."""
    settings.seed_everything(0)
    others = data.glyphs("test", **{**plan.pictures, "rotation": 10.0, "scale": (0.8, 1.15)})  # type: ignore[arg-type]
    net = models.Classifier(len(others.classes), plan.make["channels"], plan.make["size"])
    opt = torch.optim.Adam(net.parameters(), 2e-3)
    loop = training.fit(net, lambda m, x, y: F.cross_entropy(m(x), y), others, opt, steps=1000, batch_size=BATCH)
    for step in loop:
        opt.param_groups[0]["lr"] = 2e-3 * (1 - step.i / 1000)
    return net


def scores(plan: Plan, G: nn.Module, judge: models.Classifier, real: data.Images) -> dict[str, float]:
    """The Fréchet distance to real pictures, the classes that are drawn, and the share read as asked."""
    settings.seed_everything(1)
    y = torch.arange(DRAWN) % len(real.classes)
    with training.evaluating(G, judge):
        pictures = G(noise(plan, y))
        said = judge(pictures).argmax(1)
        distance = metrics.frechet_distance(judge.embed(pictures), judge.embed(real.images[: 2 * DRAWN]))
    often = said.bincount(minlength=len(real.classes)) >= 0.1 * DRAWN / len(real.classes)
    found = {"frechet": round(distance, 1), "classes": int(often.sum())}
    return found | ({"read": round((said == y).float().mean().item(), 3)} if plan.asked else {})


CARD = """# {name}

{about}

- **Network:** `models.Generator({make})`, {count:,} numbers.
- **Data:** the course's glyphs, `data.glyphs({pictures})`, drawn with matplotlib's fonts \
(DejaVu, STIX, Computer Modern).
- **Training:** {steps:,} steps of batches of {batch}, non-saturating loss, {how}.
- **Measured** with a classifier that learned other typefaces, {drawn:,} pictures against {twice:,} real ones (smaller \
Fréchet distances are better; a class counts when it has a tenth of its share). Real against real: {floor}.
- **For:** lessons and exercises that begin with a trained generator. **Limits:** {limits}
- **Licence:** as the course. **Made by** `python -m tools.quality.trained {name}`.

{table}
"""


def make(name: str) -> None:
    """Train, measure, write the file, the card and the index."""
    plan = PLANS[name]
    real, judge = data.glyphs("train", **plan.pictures), reader(plan)  # type: ignore[arg-type]
    kept = snapshots(plan, real)
    rows = {step: scores(plan, G, judge, real) for step, G in kept.items()}
    content = save({f"{step}/{k}": v.contiguous() for step, G in kept.items() for k, v in G.state_dict().items()})
    with training.evaluating(judge):
        halves = judge.embed(real.images[-DRAWN:]), judge.embed(real.images[: 2 * DRAWN])
    columns = list(rows[plan.keep[-1]])
    table: list[list[object]] = [["step", *columns], ["---"] * (1 + len(columns))]
    table += [[step, *row.values()] for step, row in rows.items()]
    how = f"rates {plan.rates[0]} (G) and {plan.rates[1]} (D), momentum {plan.momentum}, R1 with weight {plan.r1}"
    how += ", rates that fall to 0, averaged generator" if plan.settled else ""
    card = CARD.format(
        name=name, about=plan.about, make=_arguments(plan.make), count=models.count_parameters(kept[plan.keep[-1]]),
        pictures=_arguments(plan.pictures), steps=plan.keep[-1], batch=BATCH, how=how, drawn=DRAWN, twice=2 * DRAWN,
        floor=round(metrics.frechet_distance(*halves), 1), limits=plan.limits,
        table="\n".join("| " + " | ".join(map(str, row)) + " |" for row in table),
    )  # fmt: skip
    keep(
        name,
        content,
        card,
        {"make": plan.make, "asked": plan.asked, "steps": list(kept), "scores": list(rows.values())},
    )


READER = "reader_32"
SEEN = {"size": 32, "characters": string.digits + string.ascii_uppercase, "rotation": 10.0, "scale": (0.8, 1.15)}
READER_CARD = """# {name}

Reads digits and capital letters of 32 x 32; what its last layer reads from, 128 numbers, are the course's features.
Their mean square is 1 on its own data.

- **Network:** `models.Classifier({make})`, {count:,} numbers, kept in half precision.
- **Data:** 24,000 of the course's glyphs, `data.glyphs("test", {pictures})`: the typefaces that generators do not see.
- **Training:** {steps:,} steps of batches of {batch}, cross-entropy, Adam, a rate of 0.002 that falls to 0.
- **Measured** on 4,000 glyphs of the other typefaces: {read:.1%} read as what they are.
- **For:** `course.features`, where pictures are compared. **Limits:** It knows characters, and nothing else.
- **Licence:** as the course. **Made by** `python -m tools.quality.trained {name}`.
"""


def make_reader(name: str = READER, steps: int = 2500) -> None:
    """Train the classifier whose features the course compares pictures by."""
    settings.seed_everything(0)
    seen = data.glyphs("test", n=24_000, **SEEN)  # type: ignore[arg-type]
    make = {"classes": len(seen.classes), "channels": 1, "size": 32, "width": 8}
    net = models.Classifier(**make)
    opt = torch.optim.Adam(net.parameters(), 2e-3)
    loop = training.fit(net, lambda m, x, y: F.cross_entropy(m(x), y), seen, opt, steps=steps, batch_size=BATCH)
    for step in loop:
        opt.param_groups[0]["lr"] = 2e-3 * (1 - step.i / steps)
    _to_unit_size(net, seen.images[:4000])
    content = save({f"{steps}/{k}": v.half().contiguous() for k, v in net.state_dict().items()})
    fresh = data.glyphs("train", n=4000, **SEEN)  # type: ignore[arg-type]
    with training.evaluating(net):
        read = (net(fresh.images).argmax(1) == fresh.labels).double().mean().item()
    card = READER_CARD.format(name=name, make=_arguments(make), count=models.count_parameters(net), steps=steps,
                              pictures=_arguments(SEEN), batch=BATCH, read=read)  # fmt: skip
    keep(
        name,
        content,
        card,
        {"network": "Classifier", "make": make, "steps": [steps], "scores": [{"read": round(read, 3)}]},
    )


@torch.no_grad()
def _to_unit_size(net: models.Classifier, images: Tensor) -> None:
    """Divide the features by their root mean square, and multiply what reads them: a ReLU lets a factor through."""
    with training.evaluating(net):
        size = net.embed(images).square().mean().sqrt()
    for weight in net.embed[1].parameters():
        weight.div_(size)
    net.decide.weight.mul_(size)


def keep(name: str, content: bytes, card: str, about: dict[str, object]) -> None:
    """Write file, card and entry, each in one move."""
    settings.replace_file(HERE / f"{name}.safetensors", content)
    settings.replace_file(HERE / f"{name}.md", card.encode())
    file = HERE / "index.json"
    index = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    index[name] = {"file": f"{name}.safetensors", "sha256": hashlib.sha256(content).hexdigest(), **about}
    ordered = {name: index[name] for name in dict.fromkeys((*PLANS, READER, *index)) if name in index}
    settings.replace_file(file, (json.dumps(ordered, indent=1) + "\n").encode())
    print(name, f"{len(content):,} bytes", about["scores"], flush=True)


def _arguments(named: dict) -> str:
    return ", ".join(f"{k}={v!r}" for k, v in named.items())


if __name__ == "__main__":
    torch.set_num_threads(1)
    for each in sys.argv[1:] or (*PLANS, READER):
        make_reader() if each == READER else make(each)

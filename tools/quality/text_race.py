"""Language models of the standard library on this machine, in bits a character: counts, nanoGPT's recipe, the course's.

Same text, same held-out files, the same clock: processor seconds of training on one core, evaluation left out, so that
a busy machine changes little. ``python -m tools.quality.text_race [SEEDS] [SECONDS]`` prints where both recipes stand
over time, where the course's stands when it is mixed with counting, what Kneser-Ney reaches, and the share of the
machine's matrix rate; ``… worth [SEEDS] [SECONDS]``, what the recipe loses when one of its parts is taken out.
nanoGPT's recipe for a CPU (Karpathy 2022, github.com/karpathy/nanoGPT): bytes, 4 layers of 128, context 64, batch 12,
AdamW with a rate of 1e-3 that falls to 1e-4 on a cosine, 100 steps of warm-up, no dropout.
"""

from __future__ import annotations

import dataclasses
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course import data, settings
from course.language import GPT, BytePairs, KneserNey, optimisers, windows

LOOKS = (0.125, 0.25, 0.5, 1.0)  # when a run is looked at, as shares of its time
HELD_OUT = 100_000  # characters of the files that runs are looked at on


class NanoGPT(GPT):
    """GPT-2's kind of transformer, as nanoGPT has it: learned positions, layer norms with weights, GELU, biases off."""

    def __init__(self, vocabulary: int, context: int = 64, width: int = 128, depth: int = 4, heads: int = 4) -> None:
        nn.Module.__init__(self)
        self.context = context
        self.embedding, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        layer = nn.TransformerEncoderLayer(
            width, heads, 4 * width, 0.0, F.gelu, batch_first=True, norm_first=True, bias=False
        )
        self.blocks = nn.TransformerEncoder(  # type: ignore[assignment]
            layer, depth, nn.LayerNorm(width, bias=False), enable_nested_tensor=False
        )
        for name, weight in self.named_parameters():
            if weight.ndim == 2:
                nn.init.normal_(
                    weight, std=0.02 / (2 * depth) ** 0.5 if "out_proj" in name or "linear2" in name else 0.02
                )

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to logits (B, T, V)."""
        length = tokens.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(length)
        x = self.blocks(self.embedding(tokens) + self.places(torch.arange(length)), mask, is_causal=True)
        return x @ self.embedding.weight.T


@dataclass(frozen=True)
class Recipe:
    """Tokens (256: bytes), sizes of network and batch, and what trains it."""

    tokens: int = 2048
    context: int = 256
    width: int = 192
    depth: int = 4
    heads: int = 4
    batch: int = 4
    muon: bool = True
    rate: float = 0.02
    slow: float = 3e-3
    nano: bool = False
    flat: bool = False  # a rate that stays


NANO = Recipe(tokens=256, context=64, width=128, batch=12, muon=False, slow=1e-3, nano=True)
OURS = Recipe()


class Text:
    """The library's tokens, joined by a zero byte, and files that are held out: to choose by, and to tell."""

    def __init__(self, tokens: int) -> None:
        train = data.standard_library("train").texts
        self.pairs = BytePairs([]) if tokens == 256 else BytePairs.learned(train, tokens)
        self.train = torch.tensor([t for text in train for t in (*self.pairs.encode(text), 0)])
        self.held: dict[str, list[Tensor]] = {}
        self.characters: dict[str, int] = {}
        for split in ("valid", "test"):
            files = data.standard_library(split, most=HELD_OUT)
            self.held[split] = [torch.tensor([0, *self.pairs.encode(text)]) for text in files.texts]
            self.characters[split] = files.characters

    def counted(self, order: int) -> dict[str, Tensor]:
        """Bits of the held-out tokens by Kneser-Ney."""
        model = KneserNey(self.train.numpy(), len(self.pairs), order)
        bits = {split: [model.bits(one.numpy())[1:] for one in files] for split, files in self.held.items()}
        return {split: torch.from_numpy(np.concatenate(found)) for split, found in bits.items()}

    def of(self, model: GPT) -> dict[str, Tensor]:
        """Bits of the held-out tokens by a network."""
        model.eval()
        found = {split: torch.cat([model.bits(one) for one in files]) for split, files in self.held.items()}
        model.train()
        return found

    def mixed(self, a: dict[str, Tensor], b: dict[str, Tensor]) -> float:
        """Bits a character on the test files of the mixture whose share is best on the valid ones."""

        def bits(split: str, share: float) -> float:
            chances = share * 0.5 ** a[split] + (1 - share) * 0.5 ** b[split]
            return -chances.log2().sum().item() / self.characters[split]

        return bits("test", min((i / 20 for i in range(21)), key=lambda share: bits("valid", share)))


def network(recipe: Recipe) -> GPT:
    """The recipe's network, new."""
    kind = NanoGPT if recipe.nano else GPT
    return kind(recipe.tokens, recipe.context, recipe.width, recipe.depth, recipe.heads)


def trained(recipe: Recipe, text: Text, seconds: float, seed: int) -> Iterator[tuple[float, int, GPT]]:
    """Train for so many processor seconds; yields the time, the steps and the model at each look."""
    settings.seed_everything(seed)
    model = network(recipe)
    if recipe.muon:
        opts = optimisers(model, recipe.rate, recipe.slow)
    elif recipe.nano:
        opts = [torch.optim.AdamW(model.parameters(), recipe.slow, (0.9, 0.99), weight_decay=0.1)]
    else:
        opts = [torch.optim.Adam(model.parameters(), recipe.slow, (0.9, 0.95))]
    rates = [opt.param_groups[0]["lr"] for opt in opts]
    looks, spent, steps, begin = list(LOOKS), 0.0, 0, time.process_time()
    for x, y in windows(text.train, recipe.context, recipe.batch, 10**9, seed):
        done = min((spent + time.process_time() - begin) / seconds, 1.0)
        if recipe.nano:
            share = min((steps + 1) / 100, 0.1 + 0.9 * (1 + math.cos(math.pi * done)) / 2)
        else:
            share = 1.0 if recipe.flat else min((steps + 1) / 20, (1 - done) / 0.7, 1.0)
        for opt, rate in zip(opts, rates, strict=True):
            opt.param_groups[0]["lr"] = rate * share
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0) if recipe.nano else None
        for opt in opts:
            opt.step()
        steps += 1
        if (spent + time.process_time() - begin) / seconds >= looks[0]:
            spent += time.process_time() - begin
            yield spent, steps, model
            looks.pop(0)
            if not looks:
                return
            begin = time.process_time()


def run(recipe: Recipe, text: Text, seconds: float, seed: int, counts: dict[str, Tensor] | None = None) -> list[str]:
    """Train once; at each look "seconds: bits a character", and mixed with counting where it is given."""
    rows = []
    for spent, _, model in trained(recipe, text, seconds, seed):
        found = text.of(model)
        alone = found["test"].sum().item() / text.characters["test"]
        also = f" ({text.mixed(found, counts):.3f} mixed)" if counts else ""
        rows.append((spent, alone, f"{spent:.0f} s {alone:.3f}{also}"))
    ENDS.setdefault(recipe, []).append(rows[-1][1])
    return [row[-1] for row in rows]


ENDS: dict[Recipe, list[float]] = {}  # bits a character at the end of each run


def rate(recipe: Recipe = OURS) -> float:
    """The share of the machine's matrix rate, float32 and as many threads, at which a step of training runs."""
    x, model = torch.randn(2048, 2048), network(recipe)
    row = torch.randint(recipe.tokens, (recipe.batch, recipe.context))

    def step() -> None:
        F.cross_entropy(model(row).flatten(0, 1), row.flatten()).backward()

    wanted = 2 * 2048**3 / _fastest(lambda: x @ x)
    size, T = row.numel(), recipe.context
    work = 6 * size * sum(p.numel() for p in model.parameters()) + 12 * size * T * recipe.width * recipe.depth
    return work / _fastest(step) / wanted


def _fastest(job: Callable[[], object]) -> float:
    times = []
    for _ in range(6):
        begin = time.perf_counter()
        job()
        times.append(time.perf_counter() - begin)
    return min(times)


def main(seeds: int = 3, seconds: float = 240.0) -> None:
    """Print both recipes over time, alone and mixed, and counting."""
    torch.set_num_threads(1)
    text, plain = Text(OURS.tokens), Text(NANO.tokens)
    print(f"\nlanguage models of the standard library, {seconds:.0f} processor seconds, bits a character (test files)")
    print(f"  forward and backward at {rate():.0%} of the matrix rate")
    for order in (5, 9):
        begin = time.process_time()
        found = plain.counted(order)["test"].sum().item() / plain.characters["test"]
        print(
            f"  Kneser-Ney of order {order} on bytes: {found:.3f} after {time.process_time() - begin:.0f} s", flush=True
        )
    counts = text.counted(5)
    print(f"  Kneser-Ney of order 5 on tokens: {counts['test'].sum().item() / text.characters['test']:.3f}", flush=True)
    for seed in range(seeds):
        print(f"  seed {seed}: nanoGPT's {', '.join(run(NANO, plain, seconds, seed))}", flush=True)
        print(f"  seed {seed}: course's  {', '.join(run(OURS, text, seconds, seed, counts))}", flush=True)
    gap = [a - b for a, b in zip(ENDS[NANO], ENDS[OURS], strict=True)]
    print(f"  nanoGPT's less the course's: {statistics.median(gap):.3f} (median), at least {min(gap):.3f}")


def worth(seeds: int = 2, seconds: float = 120.0) -> None:
    """Print what the recipe loses without each of its parts."""
    torch.set_num_threads(1)
    changes = {
        "the recipe": {}, "Adam instead of Muon": {"muon": False}, "a rate that stays": {"flat": True},
        "1,024 tokens": {"tokens": 1024}, "a context of 64": {"context": 64, "batch": 16}, "batch of 16": {"batch": 16},
        "width 128": {"width": 128}, "width 256": {"width": 256},
    }  # fmt: skip
    texts: dict[int, Text] = {}
    for name, change in changes.items():
        recipe = dataclasses.replace(OURS, **change)  # type: ignore[arg-type]
        text = texts.setdefault(recipe.tokens, Text(recipe.tokens))
        for seed in range(seeds):
            run(recipe, text, seconds, seed)
        print(f"  {name}: {', '.join(f'{end:.3f}' for end in ENDS[recipe])}", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    job = worth if given[:1] == ["worth"] else main
    numbers = given[1:] if job is worth else given
    job(*(kind(number) for kind, number in zip((int, float), numbers, strict=False)))

"""Language models of the standard library on this machine, in bits a character: counting, nanoGPT's recipe, the course's.

Same text, same held-out files, the same clock: processor seconds of training on one core, evaluation left out, so that
a busy machine changes little. ``python -m tools.quality.text_race [SEEDS] [SECONDS]`` prints where both recipes and
their mixture with counting stand over time and what Kneser-Ney reaches; ``… worth [SEEDS] [SECONDS]``, what the
course's recipe loses when one of its parts is taken out; ``… rate``, the share of the machine's matrix rate.
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


class NanoGPT(nn.Module):
    """GPT-2's kind of transformer, as nanoGPT has it: learned positions, layer norms with weights, GELU, biases off."""

    def __init__(self, vocabulary: int, context: int = 64, width: int = 128, depth: int = 4, heads: int = 4) -> None:
        super().__init__()
        self.context = context
        self.embedding, self.places = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        layer = nn.TransformerEncoderLayer(
            width, heads, 4 * width, 0.0, F.gelu, batch_first=True, norm_first=True, bias=False
        )
        self.blocks = nn.TransformerEncoder(layer, depth, nn.LayerNorm(width, bias=False), enable_nested_tensor=False)
        for name, weight in self.named_parameters():
            if weight.ndim == 2:
                nn.init.normal_(weight, std=0.02 / (2 * depth) ** 0.5 if "out_proj" in name or "linear2" in name else 0.02)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens (B, T) to logits (B, T, V)."""
        length = tokens.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(length)
        x = self.blocks(self.embedding(tokens) + self.places(torch.arange(length)), mask, is_causal=True)
        return x @ self.embedding.weight.T


@dataclass(frozen=True)
class Recipe:
    """Tokens (256: bytes), sizes of network and batch, and what trains it."""

    tokens: int = 1024
    context: int = 256
    width: int = 192
    depth: int = 4
    heads: int = 4
    batch: int = 8
    muon: bool = True
    rate: float = 0.02
    slow: float = 3e-3
    nano: bool = False
    flat: bool = False  # a rate that stays


NANO = Recipe(tokens=256, context=64, width=128, batch=12, muon=False, slow=1e-3, nano=True)
OURS = Recipe()


class Text:
    """The library's tokens, joined by a zero byte, and the files that are held out."""

    def __init__(self, tokens: int) -> None:
        train, held = data.standard_library("train"), data.standard_library("valid", most=HELD_OUT)
        self.pairs = BytePairs([]) if tokens == 256 else BytePairs.learned(train.texts, tokens)
        self.train = torch.tensor([t for text in train.texts for t in (*self.pairs.encode(text), 0)])
        self.held = [torch.tensor([0, *self.pairs.encode(text)]) for text in held.texts]
        self.characters = held.characters


def network(recipe: Recipe) -> nn.Module:
    kind = NanoGPT if recipe.nano else GPT
    return kind(recipe.tokens, recipe.context, recipe.width, recipe.depth, recipe.heads)


def trained(recipe: Recipe, text: Text, seconds: float, seed: int) -> Iterator[tuple[float, int, nn.Module]]:
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


@torch.no_grad()
def chances(model: nn.Module, tokens: Tensor, context: int) -> Tensor:
    """Log probabilities (N - 1,) of a file's tokens after the first, each with at least half a context before it."""
    found, at = [], 1
    while at < len(tokens):
        start = max(0, min(at - context // 2, len(tokens) - context - 1)) if at > 1 else 0
        piece = tokens[start : start + context + 1]
        logs = model(piece[None, :-1])[0].log_softmax(-1).gather(-1, piece[1:, None])[:, 0]
        found.append(logs[at - 1 - start :])
        at = start + len(piece)
    return torch.cat(found).double()


def bits(logs: list[Tensor], characters: int) -> float:
    """Bits a character: the unit that does not depend on the tokens."""
    return -sum(log.sum().item() for log in logs) / math.log(2) / characters


if __name__ == "__main__":
    pass

"""A small GPT: a transformer that reads from left to right and says how likely each next token is."""

import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn.functional import dropout, linear, relu, rms_norm, scaled_dot_product_attention

from course import _guards

Cache = list[tuple[Tensor, Tensor]]  # keys and values of each block, (B, heads, T, width / heads)


def rotated(x: Tensor, start: int = 0) -> Tensor:
    """Turn pairs of numbers by angles that grow with the position: rotary positions (Su et al. 2021, arXiv 2104.09864).

    x (B, heads, T, d), d even; the first column of T stands at position ``start``. The product of a turned query and a
    turned key depends on how far they are apart, and not on where they stand.
    """
    half = x.shape[-1] // 2
    speeds = 10_000.0 ** (-torch.arange(half, device=x.device) / half)
    angles = torch.arange(start, start + x.shape[2], device=x.device)[:, None] * speeds  # (T, half)
    a, b = x[..., :half], x[..., half:]
    cos = angles.cos().to(x.dtype)
    sin = angles.sin().to(x.dtype)
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)


class Block(nn.Module):
    """x + attention(norm(x)), then x + mlp(norm(x)): (B, T, width) -> (B, T, width); a position sees none after it."""

    def __init__(self, width: int, heads: int, causal: bool = True, drop: float = 0.0) -> None:
        super().__init__()
        self.heads, self.causal, self.drop = heads, causal, drop
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.up = nn.Linear(width, 4 * width, bias=False)
        self.down = nn.Linear(4 * width, width, bias=False)
        nn.init.zeros_(self.out.weight)  # at first a block hands on what it was given
        nn.init.zeros_(self.down.weight)

    def forward(self, x: Tensor, past: tuple[Tensor, Tensor] | None = None) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """New x, and the keys and values of all positions so far; ``past`` holds those of the positions before x."""
        many, length, width = x.shape
        q, k, v = self.qkv(_normed(x)).view(many, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)  # (B, heads, T, d)
        start = 0 if past is None else past[0].shape[2]
        q, k = rotated(_normed(q), start), rotated(_normed(k), start)
        if past is not None:
            k, v = torch.cat([past[0], k], 2), torch.cat([past[1], v], 2)
        seen = None
        if past is not None and self.causal and length > 1:  # position i of x sees all of the past, and x up to i
            seen = torch.ones(length, k.shape[2], dtype=torch.bool, device=x.device).tril(start)
        mixed = scaled_dot_product_attention(q, k, v, seen, is_causal=self.causal and past is None)
        x = x + self._dropped(self.out(mixed.transpose(1, 2).reshape(many, length, width)))
        return x + self._dropped(self.down(relu(self.up(_normed(x))).square())), (k, v)

    def _dropped(self, x: Tensor) -> Tensor:
        return dropout(x, self.drop, self.training) if self.drop else x


def _normed(x: Tensor) -> Tensor:
    return rms_norm(x, x.shape[-1:])


class GPT(nn.Module):
    """Tokens (B, T) -> logits (B, T, vocabulary) of the token after each (Radford et al. 2018).

    What changed since: positions turn queries and keys (``rotated``), norms have no weights and stand before each part
    (Zhang and Sennrich 2019, arXiv 1910.07467), queries and keys are normed too (Henry et al. 2020, arXiv 2010.04245),
    and the MLP squares its ReLU (So et al. 2021, arXiv 2109.08668). The embedding is also the last layer.
    causal=False lets every position see all: an encoder, for masked training. drop: dropout after each part.
    """

    def __init__(
        self,
        vocabulary: int,
        context: int = 128,
        width: int = 128,
        depth: int = 4,
        heads: int = 4,
        causal: bool = True,
        drop: float = 0.0,
    ) -> None:
        super().__init__()
        _guards.whole(vocabulary=vocabulary, context=context, width=width, depth=depth, heads=heads)
        if width % (2 * heads):
            raise ValueError(f"width is {width}, heads {heads}; each head needs an even number of the width's numbers.")
        self.vocabulary, self.context = vocabulary, context
        self.embedding = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.blocks = nn.ModuleList(Block(width, heads, causal, drop) for _ in range(depth))

    def forward(self, tokens: Tensor) -> Tensor:
        """Logits (B, T, vocabulary); the softmax of position t is the distribution of token t + 1."""
        return self.read(tokens)[0]

    @torch.no_grad()
    def bits(self, tokens: Tensor) -> Tensor:
        """-log2 of the probability of each token after the first, (N,) -> (N - 1,), float64.

        A text longer than the context is read in pieces that overlap, so that each token has half a context before it.
        """
        if tokens.ndim != 1:
            raise ValueError(f"tokens have shape {tuple(tokens.shape)}; give one text, (N,).")
        was, found, at = self.training, [torch.zeros(0, dtype=torch.float64)], 1
        self.eval()  # nothing is dropped while it is measured
        while at < len(tokens):
            start = max(0, min(at - 1, at - self.context // 2, len(tokens) - self.context - 1)) if at > 1 else 0
            piece = tokens[start : start + self.context + 1]
            chances = self(piece[None, :-1])[0].double().log_softmax(-1)  # (T, V)
            found.append(-chances.gather(-1, piece[1:, None])[at - 1 - start :, 0].cpu() / math.log(2))
            at = start + len(piece)
        self.train(was)
        return torch.cat(found)

    def read(self, tokens: Tensor, cache: Cache | None = None) -> tuple[Tensor, Cache]:
        """Logits of these tokens, and what to give as ``cache`` with those that follow, so that none is read twice."""
        before = cache[0][0].shape[2] if cache else 0
        if tokens.ndim != 2 or tokens.dtype.is_floating_point:
            raise ValueError(f"tokens are {tokens.dtype}, {tuple(tokens.shape)}; give whole numbers, (B, T).")
        if tokens.numel() and not 0 <= int(tokens.min()) <= int(tokens.max()) < self.vocabulary:
            raise ValueError(f"tokens are {tokens.min()} to {tokens.max()}; each is 0 to {self.vocabulary - 1}.")
        if before + tokens.shape[1] > self.context:
            raise ValueError(f"{before + tokens.shape[1]} tokens; the context holds {self.context}.")
        x = _normed(self.embedding(tokens))
        new: Cache = []
        for i, block in enumerate(self.blocks):
            x, pair = block(x, cache[i] if cache else None)
            new.append(pair)
        return linear(_normed(x), self.embedding.weight), new


def optimisers(
    model: nn.Module, rate: float = 0.02, slow: float = 3e-3, decay: float = 0.0
) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the blocks (Jordan et al. 2024; torch.optim.Muon), Adam for the embedding.

    Muon makes each step of a matrix orthogonal: all its directions move equally far. rate: Muon's; slow: Adam's;
    decay: of the matrices, times the rate.
    """
    _guards.finite(0.0, rate=rate, slow=slow)
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and "embedding" not in name]
    others = [p for name, p in model.named_parameters() if p.ndim != 2 or "embedding" in name]
    muon = torch.optim.Muon(matrices, lr=rate, momentum=0.95, weight_decay=decay)
    return [muon, torch.optim.Adam(others, lr=slow, betas=(0.9, 0.95))]


def windows(tokens: Tensor, context: int, batch: int, steps: int, seed: int = 0) -> Iterator[tuple[Tensor, Tensor]]:
    """Random pieces of a long text: tokens (B, T) and those that follow each, (B, T)."""
    _guards.whole(context=context, batch=batch, steps=steps)
    if len(tokens) <= context:
        raise ValueError(f"there are {len(tokens)} tokens; a context of {context} needs more.")
    chance = _guards.seeded(seed)
    for _ in range(steps):
        at = torch.randint(len(tokens) - context, (batch,), generator=chance)
        rows = tokens[at[:, None] + torch.arange(context + 1)]  # (B, T + 1)
        yield rows[:, :-1], rows[:, 1:]

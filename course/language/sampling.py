"""Ways of drawing from a model of tokens: what is cut off, what is made likelier, and a loop that yields each token."""

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from course import _guards
from course.language.gpt import GPT

Shape = Callable[[Tensor], Tensor]  # logits (B, V) -> logits (B, V)


@_guards.once
def generate(
    model: GPT,
    prompt: Tensor,
    steps: int,
    *,
    shape: Shape | None = None,
    seed: int = 0,
    cached: bool = True,
) -> Iterator[Tensor]:
    """Draw ``steps`` tokens after a prompt (B, T); yields each column, (B,), when it is drawn.

    shape: what is done to the logits before the draw, for example ``top_p(0.9)``; ``greedy`` leaves the likeliest.
    cached: keep keys and values, so that each token is read once. A context that is full goes on with its later half.
    """
    _guards.whole(steps=steps)
    if prompt.ndim != 2 or not prompt.shape[1]:
        raise ValueError(f"the prompt has shape {tuple(prompt.shape)}; give (B, T) with T at least 1.")
    chance = _guards.seeded(seed)
    seen, cache, new = prompt[:, -model.context :], None, prompt[:, -model.context :]
    for _ in range(steps):
        was = model.training
        model.eval()  # nothing is dropped while it writes
        with torch.no_grad():
            logits, cache = model.read(new if cached else seen, cache if cached else None)
        model.train(was)
        last = logits[:, -1].float()
        share = (shape(last) if shape else last).softmax(-1)
        drawn = torch.multinomial(share.cpu(), 1, generator=chance).to(seen.device)  # (B, 1)
        yield drawn[:, 0]
        seen, new = torch.cat([seen, drawn], 1), drawn
        if seen.shape[1] > model.context:
            seen = seen[:, -max(model.context // 2, 1) :]
            cache, new = None, seen


def greedy(logits: Tensor) -> Tensor:
    """Only the likeliest token of each row; of equals the first."""
    return torch.full_like(logits, -torch.inf).scatter(-1, logits.argmax(-1, keepdim=True), 0.0)


def temperature(t: float) -> Shape:
    """Divide logits by t: below 1 the likely become likelier, above 1 all become more alike."""
    _guards.finite(0.0, t=t)
    if t == 0:
        return greedy
    return lambda logits: logits / t


def top_k(k: int) -> Shape:
    """Keep the k likeliest tokens, and what is as likely as the k-th (Fan et al. 2018, arXiv 1805.04833)."""
    _guards.whole(k=k)
    return lambda logits: _kept(logits, logits >= logits.topk(min(k, logits.shape[-1]), -1).values[..., -1:])


def top_p(p: float) -> Shape:
    """Keep the likeliest tokens until they hold a share of p: the nucleus (Holtzman et al. 2019, arXiv 1904.09751)."""
    _share("p", p)

    def cut(logits: Tensor) -> Tensor:
        share, order = logits.softmax(-1).sort(-1, descending=True)
        inside = share.cumsum(-1) - share < p  # what stands before this one is not yet enough
        return _kept(logits, torch.zeros_like(inside).scatter(-1, order, inside))

    return cut


def min_p(p: float) -> Shape:
    """Keep tokens at least p times as likely as the likeliest (Nguyen et al. 2024, arXiv 2407.01082)."""
    _share("p", p)
    return lambda logits: _kept(logits, logits.softmax(-1) >= p * logits.softmax(-1).amax(-1, keepdim=True))


def _share(name: str, value: float) -> None:
    _guards.finite(0.0, **{name: value})
    if not 0 < value <= 1:
        raise ValueError(f"{name} is {value!r}; give a share above 0 and at most 1.")


def _kept(logits: Tensor, inside: Tensor) -> Tensor:
    return logits.masked_fill(~inside, -torch.inf)

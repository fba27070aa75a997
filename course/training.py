"""Two verbs and two loops. The loops are generators: what others call a callback is the body of your ``for``.

    for step in fit_adversarial(G, D, losses.nonsaturating, x, opt_g, opt_d, noise=noise, steps=1000, batch_size=64):
        if step.i % 100 == 0:
            print(step.i, step.terms)

Each loop yields *after* the update, so that a model looked at inside the body is the one the numbers speak of. A
loop runs once: to go through it again after its end raises ``RuntimeError``, since nothing would be trained. In a
notebook a loop that is silent for some seconds shows how far it is (``widgets.progress``).

One file of more than 250 lines: the loops are read beside the verbs that they are made of.
"""

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

from course import _guards

if TYPE_CHECKING:
    from course.losses import Adversarial

P = ParamSpec("P")
T = TypeVar("T")


def _alive(make: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
    """In a notebook: how far the loop is, wherever the cell is silent."""

    @wraps(make)
    def call(*given: P.args, **named: P.kwargs) -> Iterator[T]:
        steps = make(*given, **named)
        if "ipykernel" in sys.modules:  # a script pays for no widgets
            from course import widgets

            total: Any = named["steps"]
            steps = widgets.progress(steps, total, done=named.get("start", 0))  # type: ignore[arg-type]
        return steps

    return call


@dataclass(frozen=True)
class Step:
    """What a loop reports after update number ``i`` (counted from 0): the loss terms by name, as floats."""

    i: int
    terms: dict[str, float]


@_guards.once
def batches(
    data: Tensor | Dataset | tuple[Tensor, ...],
    batch_size: int,
    steps: int,
    device: torch.device | str = "cpu",
    seed: int = 0,
    start: int = 0,
) -> Iterator[Tensor | tuple[Tensor, ...]]:
    """``steps`` random batches, each epoch in a new order: tensors, without worker processes.

    data: a tensor (N, …), a tuple of tensors with one N, or a data set that has such a tuple as ``.tensors``: the
    course's ``Images`` (images, labels), torch's ``TensorDataset``.
    A tensor gives tensors (batch_size, …); anything else gives tuples. Every epoch shows each sample at most once;
    the incomplete batch at its end is dropped. start: how many of the batches to leave out, because an earlier run
    had them. Raises ``ValueError`` for empty data, for NaN or infinity in them, and
    for a batch larger than the data.
    """
    tensors = _guards.tensors(data)
    n = len(tensors[0])
    _guards.whole(batch_size=batch_size)
    _guards.whole(0, steps=steps, start=start)
    if batch_size > n:
        raise ValueError(f"batch_size is {batch_size} but there are {n} samples; choose between 1 and {n}.")
    tensors = tuple(t.to(device) for t in tensors)
    g = _guards.seeded(seed)
    order, first = torch.randperm(n, generator=g), 0
    for k in range(steps):
        if first + batch_size > n:
            order, first = torch.randperm(n, generator=g), 0
        chosen = order[first : first + batch_size].to(device)
        first += batch_size
        if k < start:
            continue
        batch = tuple(t[chosen] for t in tensors)
        yield batch[0] if isinstance(data, Tensor) else batch


def update(opt: torch.optim.Optimizer, loss: Tensor, clip: float | None = None) -> None:
    """One gradient step: clear old gradients, differentiate ``loss`` (a scalar), step.

    clip: largest norm that all gradients together may have. Raises ``FloatingPointError`` when the loss or a slope is
    NaN or infinite, before any weight has been changed.
    """
    if not isinstance(opt, torch.optim.Optimizer) or not isinstance(loss, Tensor):
        raise TypeError("call update(optimiser, loss) with the optimiser first and the loss as a tensor.")
    if not loss.requires_grad:
        raise ValueError("the loss depends on no parameter: look for a detach, or for no_grad around its computation.")
    if loss.ndim != 0:
        raise ValueError(f"the loss has shape {tuple(loss.shape)}; take a mean so that it is one number.")
    if not torch.isfinite(loss):
        raise FloatingPointError(
            f"the loss is {loss.item()}; look for NaN in the data, then for log(0) or a division by zero, "
            f"then lower the learning rate."
        )
    if clip is not None and not clip > 0:  # a negative norm would turn every gradient around
        raise ValueError(f"clip is {clip}; give the largest norm that the gradients may have, above zero.")
    opt.zero_grad(set_to_none=True)
    loss.backward()
    slopes = [p.grad for p in _held(opt) if p.grad is not None]
    if slopes and not torch.stack([slope.isfinite().all() for slope in slopes]).all():
        raise FloatingPointError(
            f"the loss is {loss.item():.3g} but its slope is NaN or infinite: look for the root, the norm or the "
            f"quotient of something that is 0, then lower the learning rate."
        )
    if clip is not None:
        nn.utils.clip_grad_norm_(_held(opt), clip)
    opt.step()
    torch.clear_autocast_cache()  # around a loop, autocast would go on with copies of the weights as they were


@torch.no_grad()
def ema(average: nn.Module, model: nn.Module, decay: float) -> None:
    """Move ``average`` towards ``model``: average <- decay * average + (1 - decay) * model.

    An exponential moving average of the weights often draws better than the last weights (Yazıcı et al. 2019,
    arXiv 1806.04498). Buffers, such as batch normalisation's running statistics, are copied. ``average`` is usually
    ``copy.deepcopy(model)``. decay: in [0, 1].
    """
    if not 0 <= decay <= 1:
        raise ValueError(f"decay is {decay}; choose between 0 (copy) and 1 (never move).")
    _guards.copied(average, model, "model")
    for a, m in zip(average.parameters(), model.parameters(), strict=True):
        a.lerp_(m, 1 - decay)
    for b, n in zip(average.buffers(), model.buffers(), strict=True):
        b.copy_(n)


@contextmanager
def evaluating(*models: nn.Module) -> Iterator[None]:
    """Evaluation mode and no gradients inside the block; each module's own mode is restored afterwards."""
    modes = [(module, module.training) for model in models for module in model.modules()]
    try:
        for model in models:
            model.eval()
        with torch.no_grad():
            yield
    finally:
        for module, mode in modes:
            module.training = mode


@_guards.once
@_alive
def fit(
    model: nn.Module,
    loss: Callable[..., Tensor],
    data: Tensor | Dataset | tuple[Tensor, ...],
    opt: torch.optim.Optimizer,
    *,
    steps: int,
    batch_size: int,
    clip: float | None = None,
    seed: int = 0,
    start: int = 0,
) -> Iterator[Step]:
    """Minimise ``loss(model, *batch)`` over random batches; yields a ``Step`` after each update.

    start: the step to begin with, when the run is taken up again (``runs.resume``).
    """
    where, first = _device_of(model), _guards.tensors(data)[0]
    if first.is_floating_point():  # whole numbers may be what the loss wants, for an embedding
        _guards.same_type("data", first, model)
    for i, batch in enumerate(batches(data, batch_size, steps, where, seed, start), start):
        value = loss(model, *(batch if isinstance(batch, tuple) else (batch,)))
        _update(opt, value, "", i, clip)
        if i == start and all(p.grad is None for p in _held(opt)):
            raise ValueError("opt holds no weight that the loss depends on; make it from model.parameters().")
        yield Step(i, {"loss": value.item()})


@_guards.once
@_alive
def fit_adversarial(
    G: nn.Module,
    D: nn.Module,
    loss: "Adversarial",
    data: Tensor | Dataset,
    opt_g: torch.optim.Optimizer,
    opt_d: torch.optim.Optimizer,
    *,
    noise: Callable[[int], Tensor],
    steps: int,
    batch_size: int,
    d_steps: int = 1,
    penalty: Callable[[nn.Module, Tensor, Tensor], Tensor] | None = None,
    penalty_every: int = 1,
    average: nn.Module | None = None,
    decay: float = 0.999,
    seed: int = 0,
    start: int = 0,
) -> Iterator[Step]:
    """Train G against D; yields a ``Step`` after each generator update.

    noise(B) -> (B, z_dim).  loss: of ``course.losses``, or your own ``Adversarial``; one that is ``paired`` is also
    given D's scores of a fresh real batch for G's step.  d_steps: discriminator updates for each generator update.
    penalty(D, real, fake) -> scalar, added to the discriminator's loss on every ``penalty_every``-th of its updates
    and then weighted by ``penalty_every``, so that its mean strength stays (Karras et al. 2020, arXiv 1912.04958).
    average: a copy of G that follows it by ``ema(average, G, decay)``; draw from it.  start: the step to begin with,
    when the run is taken up again (``runs.resume``).
    Terms: "critic", "generator" (losses), "real", "fake" (mean scores: of D's batch before its update, and of G's
    batch after it), "penalty" when it was computed.
    """
    if not (hasattr(loss, "critic") and hasattr(loss, "generator")):
        raise TypeError("loss must be one of course.losses, for example losses.nonsaturating.")
    if not callable(noise):
        raise TypeError(f"noise is {type(noise).__name__}; give a function of the batch size that returns (B, z_dim).")
    if penalty is not None and not callable(penalty):
        raise TypeError(f"penalty is {penalty!r}; give a function of (D, real, fake) that returns one number.")
    _guards.whole(d_steps=d_steps, penalty_every=penalty_every)
    _guards.whole(0, steps=steps)
    _guards.same_type("data", _guards.tensors(data)[0], D)
    _guards.players(G, D, opt_g, opt_d, average)
    where = _device_of(G)
    paired = getattr(loss, "paired", False)
    each = d_steps + paired  # batches in a step
    stream = batches(data, batch_size, steps * each, where, seed, start * each)
    for i in range(start, steps):
        terms: dict[str, float] = {}
        for k in range(d_steps):
            real = _images_of(next(stream))
            with torch.no_grad():  # D's step must not reach into G: no graph through G is built at all
                fake = G(_guards.drawn(noise, len(real), G).to(where))
            real_scores, fake_scores = D(real), D(fake)
            value = loss.critic(real_scores, fake_scores)
            terms["critic"] = _finite("discriminator", value, i)
            if penalty is not None and (i * d_steps + k) % penalty_every == 0:
                extra = penalty(D, real, fake)
                if not isinstance(extra, Tensor) or extra.ndim != 0:
                    raise ValueError("penalty(D, real, fake) must return one number, a tensor of shape ().")
                terms["penalty"] = _finite("penalty", extra, i)
                value = value + penalty_every * extra
            _update(opt_d, value, "discriminator's loss, penalty included: ", i)
        with _frozen(D):  # G's step needs the slope in D's input only: less work
            fake_scores = D(G(_guards.drawn(noise, batch_size, G).to(where)))
            if paired:
                with torch.no_grad():  # nothing of G is in the real scores
                    fresh = D(_images_of(next(stream)))
                value = loss.generator(fake_scores, fresh)
            else:
                value = loss.generator(fake_scores)
            terms["generator"] = _finite("generator", value, i)
            _update(opt_g, value, "generator's loss: ", i)
        if average is not None:
            ema(average, G, decay)
        terms["real"], terms["fake"] = real_scores.mean().item(), fake_scores.mean().item()
        yield Step(i, terms)


def _images_of(batch: Tensor | tuple[Tensor, ...]) -> Tensor:
    return batch if isinstance(batch, Tensor) else batch[0]


@contextmanager
def _frozen(model: nn.Module) -> Iterator[None]:
    """No slopes in the weights inside the block; a weight that the caller froze stays frozen after it."""
    learned = [p for p in model.parameters() if p.requires_grad]
    try:
        for p in learned:
            p.requires_grad_(False)
        yield
    finally:
        for p in learned:
            p.requires_grad_(True)


def _held(opt: torch.optim.Optimizer) -> list[Tensor]:
    return [p for group in getattr(opt, "param_groups", ()) for p in group["params"]]


def _device_of(model: nn.Module) -> torch.device:
    return next((p.device for p in model.parameters()), torch.device("cpu"))


def _update(opt: torch.optim.Optimizer, loss: Tensor, what: str, i: int, clip: float | None = None) -> None:
    try:
        update(opt, loss, clip)
    except FloatingPointError as error:
        raise FloatingPointError(f"step {i}, {what}{error}") from None


def _finite(what: str, value: Tensor, i: int) -> float:
    number = value.item()
    if not math.isfinite(number):
        raise FloatingPointError(
            f"the {what} loss became {number} at step {i}; look for NaN in noise and weights first, then lower the "
            f"learning rate or add a gradient penalty, and start again from fresh networks."
        )
    return number

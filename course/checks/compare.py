"""Are two numbers, tensors or SymPy expressions equal in value?"""

import random
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

POINTS = 20  # random points at which two expressions are compared
DIGITS = 20  # precision of each comparison
Domain = tuple[float, float] | Mapping[str, tuple[float, float]]  # one interval, or one for each symbol's name


def same_value(value: Any, wanted: Any, domain: Domain = (0.1, 0.9), seed: int = 0) -> bool:
    """Whether two expressions agree at random points of ``domain`` at which ``wanted`` is finite.

    Decided by numbers, since no simplification finds every identity: two different analytic functions agree at all of
    20 random points with probability zero. Where fewer points than that can be compared, the answer is no.
    """
    import sympy as sp

    value, wanted = sp.sympify(value), sp.sympify(wanted)
    symbols = sorted(value.free_symbols | wanted.free_symbols, key=lambda s: s.name)
    spans = [domain.get(s.name, (0.1, 0.9)) if isinstance(domain, Mapping) else domain for s in symbols]
    choose = random.Random(seed)
    compared = 0
    for _ in range(3 * POINTS):
        point = {s: sp.Float(choose.uniform(*span), DIGITS + 10) for s, span in zip(symbols, spans, strict=True)}
        mine, right = (sp.N(e.subs(point), DIGITS) for e in (value, wanted))
        if not right.is_finite:
            continue
        if not mine.is_finite or abs(mine - right) > 1e-9 * max(1, abs(right)):
            return False
        compared += 1
        if compared == POINTS:
            return True
    return False


def without_cancelled(made: Any, allowed: Iterable[str]) -> Any:
    """The expression without the strangers that do not change its value, such as s in log(s·exp t) - log s."""
    import sympy as sp

    for stranger in [s for s in made.free_symbols if isinstance(s, sp.Symbol) and s.name not in allowed]:
        if same_value(made, made.subs(stranger, sp.Symbol(f"another {stranger.name}"))):
            made = made.subs(stranger, sp.Rational(37, 100))  # any number will do
    return made


def close_to(value: Any, wanted: Any, tol: float, scale: float) -> bool:
    """Whether two numbers or tensors have one shape and |value - wanted| <= tol * max(scale, |wanted|) everywhere."""
    if isinstance(value, Tensor) and value.is_floating_point():
        tol = max(tol, 50 * torch.finfo(value.dtype).eps)  # float32 knows seven digits; more cannot be asked of it
    return _within(value, wanted, lambda w: tol * w.abs().clamp(min=scale))


def right_to(value: Any, wanted: Any, digits: int | None, decimals: int | None) -> bool:
    """Whether ``value`` is right to so many significant digits, or decimals: at most half of the last one away."""
    return _within(value, wanted, lambda w: (0.5 + 1e-6) * _last_place(w, digits, decimals))


def is_rounded(value: Any, wanted: Any, digits: int | None, decimals: int | None) -> bool:
    """Whether ``value`` is just what remains of ``wanted`` when it is rounded so."""
    place = _last_place(_double(wanted), digits, decimals)
    return right_to(value, wanted, digits, decimals) and _within(
        _double(value) / place, (_double(value) / place).round(), lambda w: torch.full_like(w, 1e-4)
    )


def _last_place(wanted: Tensor, digits: int | None, decimals: int | None) -> Tensor:
    """The size of the last digit that is asked for: 0.01 for 1.234 to three digits."""
    if decimals is not None:
        return torch.full_like(wanted, 10.0**-decimals)
    assert digits is not None
    tens = wanted.abs().clamp(min=1e-300).log10().add(1e-12).floor()
    return 10.0 ** (tens - digits + 1)


def _double(value: Any) -> Tensor:
    return torch.as_tensor(plain(value)).detach().double().cpu()


def _within(value: Any, wanted: Any, room: Callable[[Tensor], Tensor]) -> bool:
    """Whether both have one shape and differ nowhere by more than ``room(wanted)``; infinity is only near itself."""
    try:
        a, b = _double(value), _double(wanted)
    except (TypeError, ValueError, RuntimeError):
        return False
    if a.shape != b.shape:
        return False
    return bool(((a == b) | b.isfinite() & ((a - b).abs() <= room(b))).all())


def plain(value: Any, depth: int = 3) -> Any:
    """The value without a subclass of its own, which may say True to every comparison; in lists and tuples, too."""
    if isinstance(value, Tensor) and type(value) not in (Tensor, nn.Parameter):
        with torch._C.DisableTorchFunctionSubclass():
            return Tensor.as_subclass(value, Tensor)
    if type(value) in (list, tuple) and depth:
        return type(value)(plain(part, depth - 1) for part in value)
    if type(value) is dict and depth:
        return {key: plain(part, depth - 1) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return np.asarray(value)
    for kind in (float, int, str):
        if isinstance(value, kind) and type(value) not in (kind, bool):
            return getattr(kind, f"__{kind.__name__}__")(value)
    return value

"""Are two numbers, tensors or SymPy expressions equal in value?"""

import random
from collections.abc import Iterable, Mapping
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
    """Whether two numbers or tensors have one shape and |value - wanted| <= tol * max(scale, |wanted|) everywhere.

    Infinity is only near itself.
    """
    if isinstance(value, Tensor) and value.is_floating_point():
        tol = max(tol, 50 * torch.finfo(value.dtype).eps)  # float32 knows seven digits; more cannot be asked of it
    try:
        a, b = (torch.as_tensor(plain(one)).detach().double().cpu() for one in (value, wanted))
    except (TypeError, ValueError, RuntimeError):
        return False
    if a.shape != b.shape:
        return False
    return bool(((a == b) | b.isfinite() & ((a - b).abs() <= tol * b.abs().clamp(min=scale))).all())


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

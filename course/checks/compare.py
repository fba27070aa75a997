"""Are two numbers, tensors or SymPy expressions equal in value?"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any

import torch

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
            break
    return compared == POINTS


def without_cancelled(made: Any, allowed: Iterable[str]) -> Any:
    """The expression without the strangers that do not change its value, such as s in log(s·exp t) - log s."""
    import sympy as sp

    for stranger in [s for s in made.free_symbols if isinstance(s, sp.Symbol) and s.name not in allowed]:
        if same_value(made, made.subs(stranger, sp.Symbol(f"another {stranger.name}"))):
            made = made.subs(stranger, sp.Rational(37, 100))  # any number will do
    return made


def close_to(value: Any, wanted: Any, tol: float, scale: float) -> bool:
    """Whether two numbers or tensors have one shape and |value - wanted| <= tol * max(scale, |wanted|) everywhere."""
    try:
        a = torch.as_tensor(value).detach().double().cpu()
        b = torch.as_tensor(wanted).detach().double().cpu()
    except (TypeError, ValueError, RuntimeError):
        return False
    if a.shape != b.shape:
        return False
    return bool(((a - b).abs() <= tol * b.abs().clamp(min=scale)).all())

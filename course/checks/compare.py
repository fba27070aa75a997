"""Are two SymPy expressions equal in value? Decided by numbers, since no simplification finds every identity."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

POINTS = 20  # random points at which two expressions are compared
DIGITS = 20  # precision of each comparison
Domain = tuple[float, float] | Mapping[str, tuple[float, float]]  # one interval, or one for each symbol's name


def same_value(value: Any, wanted: Any, domain: Domain = (0.1, 0.9), seed: int = 0) -> bool:
    """Whether two expressions agree at random points of ``domain`` at which ``wanted`` is finite.

    Two different analytic functions agree at all of 20 random points with probability zero.
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
    return compared > 0

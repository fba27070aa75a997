"""A sentence that the machine verifies."""

from __future__ import annotations

import math


class ClaimError(AssertionError):
    """A claim on the page does not hold on this machine."""


def claim(
    sentence: str,
    value: object,
    *,
    equals: float | None = None,
    tol: float = 1e-6,
    above: float | None = None,
    below: float | None = None,
    when: bool = True,
) -> None:
    """Print "✓ sentence (measured …)" when ``value`` keeps the stated bounds; raise ``ClaimError`` when not.

    value: a number, or True/False when no bound is given.
    equals, tol: |value - equals| <= tol.  above, below: strict bounds; both may be given.
    when: False says what was measured without judging, for profiles too short for the claim.

    >>> claim("half of four is two", 4 / 2, equals=2)
    ✓ half of four is two (measured 2)
    """
    bounds = [b is not None for b in (equals, above, below)]
    if not any(bounds):
        if not isinstance(value, bool):
            raise TypeError("claim needs a bound (equals=, above= or below=), or a value that is True or False.")
        holds, shown, wanted = value, "", "to be true"
    else:
        number = float(getattr(value, "detach", lambda: value)())  # type: ignore[arg-type]
        holds, wanted = _compare(number, equals, tol, above, below)
        shown = f" (measured {number:.4g})"
    if not when:
        print(f"· {sentence}: not judged in this short profile{shown}")
    elif holds:
        print(f"✓ {sentence}{shown}")
    else:
        raise ClaimError(f"✗ {sentence}: expected {wanted},{shown or ' but it is not'}.".replace(", (", " ("))


def _compare(
    number: float, equals: float | None, tol: float, above: float | None, below: float | None
) -> tuple[bool, str]:
    """Whether every bound holds, and the bounds in words. NaN keeps no bound."""
    parts, holds = [], not math.isnan(number)
    if equals is not None:
        holds &= abs(number - equals) <= tol
        parts.append(f"{equals:.4g} ± {tol:.2g}")
    if above is not None:
        holds &= number > above
        parts.append(f"more than {above:.4g}")
    if below is not None:
        holds &= number < below
        parts.append(f"less than {below:.4g}")
    return holds, " and ".join(parts)

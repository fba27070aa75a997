"""Sentences on the page that the machine verifies: numbers, identities, estimates, derivations."""

import math
from collections.abc import Sequence
from typing import Any

from course import _guards
from course.checks.compare import POINTS, Domain, same_value


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
    if equals is None and above is None and below is None:
        if not isinstance(value, bool):
            raise TypeError("claim needs a bound (equals=, above= or below=), or a value that is True or False.")
        holds, shown, wanted = value, "", "to be true"
    else:
        number = float(getattr(value, "detach", lambda: value)())  # type: ignore[arg-type]
        holds, wanted = _compare(number, equals, tol, above, below)
        shown = f" (measured {number:.4g})"
    if not when:
        _guards.say(f"· {sentence}: not judged in this short profile{shown}")
    elif holds:
        _guards.say(f"✓ {sentence}{shown}")
    else:
        raise ClaimError(f"✗ {sentence}: expected {wanted},{shown or ' but it is not'}.".replace(", (", " ("))


def identity(sentence: str, left: Any, right: Any = 0, *, domain: Domain = (0.1, 0.9)) -> None:
    """Print "✓ sentence" when two SymPy expressions are equal in value, whatever their form; else raise.

    They are compared in 20 digits at 20 random points. domain: from where the points come, (low, high) for all
    symbols, or {"name": (low, high)}; 0.1 to 0.9 unless told.

    >>> import sympy as sp
    >>> x = sp.Symbol("x")
    >>> identity("the double angle", sp.sin(2 * x), 2 * sp.sin(x) * sp.cos(x))
    ✓ the double angle (equal at 20 random points)
    """
    if not same_value(left, right, domain):
        raise ClaimError(f"✗ {sentence}: {left} and {right} differ in value.")
    _guards.say(f"✓ {sentence} (equal at {POINTS} random points)")


def estimate(sentence: str, samples: Any, equals: float, *, within: float, errors: float = 4.0) -> None:
    """Print "✓ sentence (mean ± its standard error …)" when the mean of ``samples`` (N,) agrees with ``equals``.

    It agrees when it lies within ``errors`` standard errors. A noisy mean agrees with everything, so ``errors``
    standard errors must also be at most ``within``: the smallest mistake that this claim is meant to notice.

    >>> import torch
    >>> coins = torch.rand(10_000, generator=torch.Generator().manual_seed(0)) < 0.5
    >>> estimate("half of the coins show heads", coins, 0.5, within=0.03)
    ✓ half of the coins show heads (0.497 ± 0.005 from 10,000 samples, expected 0.5)
    """
    values = samples.detach().double().flatten()
    n = len(values)
    lost = n - int(values.isfinite().sum())
    if n < 2:  # there is no standard error, and no number of samples to advise
        raise ClaimError(f"✗ {sentence}: too few samples to tell ({n}); a standard error needs at least two.")
    if lost:
        raise ClaimError(f"✗ {sentence}: {lost:,} of the {n:,} samples are NaN or infinite.")
    mean, error = values.mean().item(), (values.std() / n**0.5).item()
    found = f"{mean:.4g} ± {error:.2g} from {n:,} samples, expected {equals:.4g}"
    if not errors * error <= within:
        wanted = math.ceil(n * (errors * error / within) ** 2) if math.isfinite(error) else n
        raise ClaimError(f"✗ {sentence}: too noisy to tell ({found}); {wanted:,} samples would do.")
    if not abs(mean - equals) <= errors * error + 1e-12 * abs(equals):
        raise ClaimError(f"✗ {sentence}: {found}.")
    _guards.say(f"✓ {sentence} ({found})")


def derivation(sentence: str, *steps: Sequence[Any], domain: Domain = (0.1, 0.9)) -> None:
    """Show a chain of equal SymPy expressions, each with its reason, when every step holds; else raise.

    steps: (expression, "reason") pairs; the first one's reason says what we start from. Each expression must equal
    the one before it in value. In a notebook the chain is typeset.
    """
    import sympy as sp

    for (before, _), (after, reason) in zip(steps, steps[1:], strict=False):
        if not same_value(after, before, domain):
            raise ClaimError(f"✗ {sentence}: the step “{reason}” changes the value, from {before} to {after}.")
    lines = [rf"{'&=' if k else '&'} {sp.latex(e)} && \text{{{reason}}}" for k, (e, reason) in enumerate(steps)]
    plain = "\n".join(f"{'=' if k else ' '} {e}    ({reason})" for k, (e, reason) in enumerate(steps))
    formula = "\\begin{aligned}" + r" \\ ".join(lines) + "\\end{aligned}"
    _guards.put({"text/latex": f"$\\displaystyle {formula}$", "text/plain": plain})
    _guards.say(f"✓ {sentence} (each of {len(steps) - 1} steps keeps the value)")


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

"""Taking an answer in: it becomes a number, a tensor or an expression, or the check ends with a sentence."""

import math
import types
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import torch
from torch import Tensor

from course.checks.compare import plain, without_cancelled
from course.checks.found import Found

if TYPE_CHECKING:
    import sympy

LOOK = "Look for log(0), a division by zero, or an exponential of a large number."


class Taking(Found):
    """What a check does with an answer before it judges it."""

    def call(self, function: object, *args: Any, **kwargs: Any) -> Any:
        """What the learner's function returns; the check ends when it is no function, or returns nothing."""
        if not callable(function):
            hint = f"The check got {_a(function)}, not a function. Pass the function's name, without parentheses."
            self._stop("it is a function", hint)
        value = plain(function(*args, **kwargs))  # type: ignore[operator]
        if value is None:
            self._stop("it returns something", "Your function returns None. Is a `return` missing at its end?")
        return value

    def number(self, value: object, what: str = "the answer", finite: bool = True) -> float:
        """``value`` as a float. The check ends when it is not one number, NaN, or infinite where it must not be."""
        value = plain(value)
        if isinstance(value, (Tensor, np.ndarray)) and math.prod(value.shape) != 1:
            shape = tuple(value.shape)
            self._no(what, "one number", f"has shape {shape}; one number is wanted. Is a mean or a sum missing?")
        try:
            if isinstance(value, (str, bool)):  # float takes both
                raise TypeError
            with torch.no_grad():
                number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self._no(what, "a number", f"is {_a(value)}; give a number.")
        if math.isnan(number) or (finite and math.isinf(number)):
            self._no(what, "finite", f"is {number}. {LOOK}")
        return number

    def tensor(
        self, value: object, what: str = "the answer", shape: Sequence[int | None] | None = None, finite: bool = True
    ) -> Tensor:
        """``value`` as a tensor of the given shape (None: any size). The check ends when it is something else."""
        value = plain(value)
        if isinstance(value, (list, tuple, np.ndarray, np.generic, float, int)) and not isinstance(value, bool):
            try:
                value = torch.as_tensor(np.asarray(value))
            except (TypeError, ValueError):
                self._no(what, "a tensor", f"is {_a(value)}; its rows do not fit together.")
        if not isinstance(value, Tensor):
            self._no(what, "a tensor", f"is {_a(value)}; a tensor is wanted.")
        if shape is not None:
            fits = value.ndim == len(shape) and all(w in (None, s) for s, w in zip(value.shape, shape, strict=True))
            sizes = ["any" if s is None else str(s) for s in shape]
            wanted = f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
            hint = f"{_begin(what)} has shape {tuple(value.shape)}, but {wanted} is wanted."
            self.must(f"{what} has shape {wanted}", fits, hint)
        if finite and not torch.isfinite(value).all():
            self._no(what, "finite", f"contains NaN or infinity. {LOOK}")
        return value

    def expression(self, value: object, what: str, symbols: Iterable["sympy.Symbol"]) -> "sympy.Expr":
        """``value`` as a SymPy expression in the given symbols, matched by name. The check ends when it is none."""
        import sympy as sp

        allowed = {s.name: s for s in symbols}
        kind, listed = "an expression", ", ".join(allowed)
        if isinstance(value, str):
            self._no(what, kind, "is a text. Write the expression without quotation marks.")
        if isinstance(value, bool) or value is None:
            self._no(what, kind, f"is {_a(value)}; give an expression in {listed}.")
        try:
            made = sp.sympify(value)
        except (sp.SympifyError, TypeError, ValueError, AttributeError):
            self._no(what, kind, f"is {_a(value)}; give a SymPy expression.")
        if isinstance(made, sp.Equality):
            self._no(what, kind, "is an equation. Give the right-hand side only.")
        if isinstance(made, sp.Basic) and made.has(sp.Integral, sp.Sum, sp.Product, sp.Derivative, sp.Limit):
            self._no(what, kind, "still contains an integral, a sum or a derivative. Call `.doit()`.")
        if not isinstance(made, sp.Expr):
            self._no(what, kind, f"is {_a(value)}; give one SymPy expression.")
        made = without_cancelled(made, allowed)
        strangers = sorted(s.name for s in made.free_symbols if getattr(s, "name", str(s)) not in allowed)
        if strangers:
            hint = f"{_begin(what)} contains {', '.join(strangers)}. Express it in {listed}."
            self._stop(f"{what} uses only {listed}", hint)
        return made.subs({s: allowed[s.name] for s in made.free_symbols})

    def parts(self, answer: object, *names: str) -> tuple[Any, ...]:
        """The parts of an answer that consists of several; the check ends when there are more or fewer than names."""
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        fits = isinstance(answer, (tuple, list)) and len(answer) == len(names)
        self.need(f"there are {listed}", fits, f"Give {listed}, in this order.")
        return tuple(answer)  # type: ignore[arg-type]

    def _no(self, what: str, kind: str, problem: str) -> NoReturn:
        """The check ends, since the answer is not of the kind that is wanted."""
        self._stop(f"{what} is {kind}", f"{_begin(what)} {problem}")


def _begin(what: str) -> str:
    """``what`` as a sentence's beginning: words get a capital letter, names such as q_max keep theirs."""
    return what[:1].upper() + what[1:] if " " in what else what


def _a(value: object) -> str:
    """A value in words, short enough for a sentence."""
    if value is None:
        return "None"
    if value is Ellipsis:
        return "still the dots"
    if isinstance(value, types.FunctionType):
        return f"the function {value.__name__}"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    text = repr(value)
    return f"{text} ({type(value).__name__})" if len(text) <= 40 else f"an object of type {type(value).__name__}"

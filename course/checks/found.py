"""What a check finds out: it takes an answer in, and notes what holds, with a hint where something does not."""

import math
import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import torch
from torch import Tensor

from course.checks.compare import plain, without_cancelled
from course.checks.source import code_of

if TYPE_CHECKING:
    import sympy

LOOK = "Look for log(0), a division by zero, or an exponential of a large number."


@dataclass(frozen=True)
class Property:
    """One sentence about the answer, whether it holds, and what to do when it does not."""

    says: str
    holds: bool
    hint: str = ""
    condition: bool = False  # without it the check ends, so it earns no points of its own


class Stop(Exception):
    """The check ends here: what follows would make no sense."""


class Found:
    """The properties found so far, and what the check does when one does not hold.

    generator, seed: the randomness of this check; grading uses other numbers than the learner's own check.
    """

    def __init__(self, task: str, title: str, seed: int = 0) -> None:
        self.task, self.title, self.seed = task, title, seed
        self.generator = torch.Generator()
        self.printed = ""  # what the learner's code printed meanwhile
        self.half_filled = False  # some blanks are filled, others are not
        self.stopped = False
        self.note = ""  # one more sentence, about how the answer was judged
        self.start_again()

    def start_again(self) -> None:
        """Forget what was found, as if the check had not begun."""
        self.generator.manual_seed(self.seed)
        self.properties: list[Property] = []
        self.errors: list[tuple[str, str]] = []
        self.begun = True

    # ---- what came out

    @property
    def status(self) -> str:
        """ "done", "wrong", or "open": not begun."""
        if not self.begun:
            return "open"
        good = self.properties and not self.stopped and all(p.holds for p in self.properties)
        return "done" if good else "wrong"

    @property
    def hint(self) -> str:
        """The hint of the first property that does not hold: later ones mostly follow from it."""
        return next((p.hint for p in self.properties if not p.holds), "")

    @property
    def points(self) -> float:
        """Of the properties that may fail alone, the share that hold; 0 when the check had to stop."""
        if self.status == "done":
            return 1.0
        earned = [p.holds for p in self.properties if not p.condition]
        return sum(earned) / len(earned) if self.begun and not self.stopped and earned else 0.0

    # ---- what a check may say

    def that(self, says: str, holds: object, hint: str, *, condition: bool = False) -> bool:
        """Record a property and go on. Returns whether it holds.

        Said twice it stands once, and holds only if it held each time: else at the place where it first failed.
        """
        before = [p for p in self.properties if p.says == says]
        if not before or before[0].holds and not holds:
            others = [p for p in self.properties if p.says != says]
            self.properties = [*others, Property(says, bool(holds), hint, condition)]
        return bool(holds)

    def must(self, says: str, holds: object, hint: str) -> None:
        """Record a property without which nothing else can be judged; when it does not hold, the check ends."""
        if not self.that(says, holds, hint, condition=True):
            raise Stop

    def need(self, says: str, holds: object, hint: str) -> None:
        """A property that goes without saying: recorded only when it does not hold, and then the check ends."""
        if not holds:
            self._stop(says, hint)

    def if_error(self, fragment: str, hint: str) -> None:
        """Give this hint when an exception whose text contains ``fragment`` ends the check."""
        self.errors.append((fragment, hint))

    def untouched(self, answer: object, broken: object) -> None:
        """End the check as "not begun" when the answer still is the broken program that the task started with."""
        if code_of(answer) is not None and code_of(answer) == code_of(broken):
            self.begun = False
            raise Stop

    def failed(self, says: str, hint: str) -> None:
        """What happened instead of a judgement: the check has ended."""
        self.properties.append(Property(says, False, hint))
        self.stopped = True

    # ---- taking an answer in: it becomes a number, a tensor or an expression, or the check ends with a sentence

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
        if isinstance(value, np.ndarray):
            value = value.reshape(())  # float takes no array with an axis, not even of one number
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

    def _no(self, what: str, kind: str, problem: str) -> NoReturn:
        """The check ends, since the answer is not of the kind that is wanted."""
        self._stop(f"{what} is {kind}", f"{_begin(what)} {problem}")

    def _stop(self, says: str, hint: str) -> NoReturn:
        self.properties.append(Property(says, False, hint))
        raise Stop


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

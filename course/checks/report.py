"""What a check finds out about an answer: properties that hold or do not, and the hint for this mistake."""

from __future__ import annotations

import math
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import torch
from torch import Tensor

from course.checks.compare import Domain, close_to, same_value, without_cancelled
from course.checks.source import code_of

if TYPE_CHECKING:
    import sympy

Known = Sequence[tuple[Any, str]]  # wrong answers that people really give, each with its hint


@dataclass(frozen=True)
class Property:
    """One sentence about the answer, whether it holds, and what to do when it does not."""

    says: str
    holds: bool
    hint: str = ""
    condition: bool = False  # without it the check ends, so it earns no points of its own


class Variant(types.SimpleNamespace):
    """The constants of one student's version of an exercise: ``MY.modes`` and so on; "" is the public version."""

    def __init__(self, student: str, constants: Mapping[str, object], lesson: str = "") -> None:
        super().__init__(**constants)
        self._student, self._lesson = student, lesson

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = ", ".join(self._constants())
        raise AttributeError(f"this exercise has no constant {name!r}; it has {known or 'none'}.")

    def _constants(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def __repr__(self) -> str:
        whose = f"version of {self._student}" if self._student else "public version"
        return f"{whose}: " + (", ".join(f"{k} = {v!r}" for k, v in self._constants().items()) or "no constants")


class Stop(Exception):
    """The check ends here: what follows would make no sense."""


class Report:
    """The properties found so far. A task's check is a function ``task_K(report, answer, my)`` that fills it.

    generator, seed: the randomness of this check; grading uses other numbers than the learner's own check.
    """

    def __init__(self, task: str, title: str, seed: int = 0) -> None:
        self.task, self.title, self.seed = task, title, seed
        self.generator = torch.Generator().manual_seed(seed)
        self.properties: list[Property] = []
        self.printed = ""  # what the learner's code printed meanwhile
        self.begun = True
        self.half_filled = False  # some blanks are filled, others are not
        self.stopped = False
        self.errors: list[tuple[str, str]] = []

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

    # ---- taking the answer in

    def call(self, function: object, *args: Any, **kwargs: Any) -> Any:
        """What the learner's function returns; the check ends when it is no function, or returns nothing."""
        if not callable(function):
            self._stop(
                "it is a function",
                f"The check got {_a(function)}, not a function. Pass the function's name, without parentheses.",
            )
        value = function(*args, **kwargs)  # type: ignore[operator]
        if value is None:
            self._stop("it returns something", "Your function returns None. Is a `return` missing at its end?")
        return value

    def number(self, value: object, what: str = "the answer", finite: bool = True) -> float:
        """``value`` as a float. The check ends when it is not one number, NaN, or infinite where it must not be."""
        says = f"{what} is a number"
        if isinstance(value, (str, bool)) or value is None:
            self._stop(says, f"{_begin(what)} is {_a(value)}; give a number.")
        if isinstance(value, (Tensor, np.ndarray)):
            size = value.numel() if isinstance(value, Tensor) else value.size
            if size != 1:
                self._stop(
                    f"{what} is one number",
                    f"{_begin(what)} has shape {tuple(value.shape)}; one number is wanted. Is a mean or a sum missing?",
                )
        try:
            with torch.no_grad():
                number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            self._stop(says, f"{_begin(what)} is {_a(value)}; give a number.")
        if math.isnan(number) or (finite and math.isinf(number)):
            self._stop(
                f"{what} is finite",
                f"{_begin(what)} is {number}. Look for log(0), a division by zero, or an exponential of a "
                "large number.",
            )
        return number

    def tensor(
        self,
        value: object,
        what: str = "the answer",
        shape: Sequence[int | None] | None = None,
        finite: bool = True,
    ) -> Tensor:
        """``value`` as a tensor of the given shape (None: any size). The check ends when it is something else."""
        if isinstance(value, (list, tuple, np.ndarray, np.generic, float, int)) and not isinstance(value, bool):
            try:
                value = torch.as_tensor(np.asarray(value))
            except (TypeError, ValueError):
                self._stop(f"{what} is a tensor", f"{_begin(what)} is {_a(value)}; its rows do not fit together.")
        if not isinstance(value, Tensor):
            self._stop(f"{what} is a tensor", f"{_begin(what)} is {_a(value)}; a tensor is wanted.")
        if shape is not None:
            fits = value.ndim == len(shape) and all(w in (None, s) for s, w in zip(value.shape, shape, strict=True))
            sizes = ["any" if s is None else str(s) for s in shape]
            wanted = f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
            self.must(
                f"{what} has shape {wanted}",
                fits,
                f"{_begin(what)} has shape {tuple(value.shape)}, but {wanted} is wanted.",
            )
        if finite and not torch.isfinite(value).all():
            self._stop(
                f"{what} is finite",
                f"{_begin(what)} contains NaN or infinity. Look for log(0), a division by zero, or an "
                "exponential of a large number.",
            )
        return value

    def expression(self, value: object, what: str, symbols: Iterable[sympy.Symbol]) -> sympy.Expr:
        """``value`` as a SymPy expression in the given symbols, matched by name. The check ends when it is none."""
        import sympy as sp

        allowed = {s.name: s for s in symbols}
        says = f"{what} is an expression"
        if isinstance(value, str):
            self._stop(says, f"{_begin(what)} is a text. Write the expression without quotation marks.")
        if isinstance(value, bool) or value is None:
            self._stop(says, f"{_begin(what)} is {_a(value)}; give an expression in {', '.join(allowed)}.")
        try:
            made = sp.sympify(value)
        except (sp.SympifyError, TypeError, ValueError, AttributeError):
            self._stop(says, f"{_begin(what)} is {_a(value)}; give a SymPy expression.")
        if isinstance(made, sp.Equality):
            self._stop(says, f"{_begin(what)} is an equation. Give the right-hand side only.")
        if isinstance(made, sp.Basic) and made.has(sp.Integral, sp.Sum, sp.Product, sp.Derivative, sp.Limit):
            self._stop(says, f"{_begin(what)} still contains an integral, a sum or a derivative. Call `.doit()`.")
        if not isinstance(made, sp.Expr):
            self._stop(says, f"{_begin(what)} is {_a(value)}; give one SymPy expression.")
        made = without_cancelled(made, allowed)
        strangers = sorted(s.name for s in made.free_symbols if getattr(s, "name", str(s)) not in allowed)
        if strangers:
            self._stop(
                f"{what} uses only {', '.join(allowed)}",
                f"{_begin(what)} contains {', '.join(strangers)}. Express it in {', '.join(allowed)}.",
            )
        return made.subs({s: allowed[s.name] for s in made.free_symbols})

    def parts(self, answer: object, *names: str) -> tuple[Any, ...]:
        """The parts of an answer that consists of several; the check ends when there are more or fewer than names."""
        listed = f"{', '.join(names[:-1])} and {names[-1]}"
        fits = isinstance(answer, (tuple, list)) and len(answer) == len(names)
        self.need(f"there are {listed}", fits, f"Give {listed}, in this order.")
        return tuple(answer)  # type: ignore[arg-type]

    # ---- comparing

    def close(
        self, says: str, value: Any, wanted: Any, *, tol: float = 1e-5, scale: float = 1.0, known: Known = (), hint: str
    ) -> bool:
        """|value - wanted| <= tol * max(scale, |wanted|), element by element; a known wrong value gets its own hint.

        scale: below this size ``tol`` is absolute; 0 for answers that may be tiny, where every error is relative.
        """
        if close_to(value, wanted, tol, scale):
            return self.that(says, True, hint)
        for wrong, its_hint in known:
            if not close_to(wrong, wanted, tol, scale) and close_to(value, wrong, tol, scale):
                return self.that(says, False, its_hint)
        return self.that(says, False, hint)

    def same(
        self,
        says: str,
        value: Any,
        wanted: Any,
        *,
        known: Known = (),
        hint: str,
        domain: Domain = (0.1, 0.9),
    ) -> bool:
        """Two SymPy expressions are equal in value, not in form: compared at random points of ``domain``."""
        if same_value(value, wanted, domain, self.seed):
            return self.that(says, True, hint)
        for wrong, its_hint in known:
            if not same_value(wrong, wanted, domain, self.seed) and same_value(value, wrong, domain, self.seed):
                return self.that(says, False, its_hint)
        return self.that(says, False, hint)

    def choice(
        self,
        says: str,
        value: object,
        options: Sequence[str],
        wanted: str,
        known: Mapping[str, str],
    ) -> bool:
        """One of the given words; case and spaces around it do not matter. known: the hint of each wrong word."""
        word = str(value).strip().casefold()
        by_word = {o.casefold(): o for o in options}
        if word not in by_word:
            listed = ", ".join(options)
            self._stop(f"it is one of {listed}", f"{value!r} is not among the choices {listed}.")
        chosen = by_word[word]
        return self.that(says, chosen == wanted, known.get(chosen, "Look at the question again."))

    def unchanged(self, given: Iterable[Tensor], kept: Iterable[Tensor], hint: str) -> bool:
        """The tensors given to a function are as they were. One property like others: all else may still be right."""
        pairs = zip(given, kept, strict=True)
        same = all(torch.equal(now, then) and now.requires_grad == then.requires_grad for now, then in pairs)
        return self.that("what came in is unchanged", same, hint)

    def line(self, value: object, wanted: int, why: Mapping[int, str]) -> None:
        """The first line of a proof that does not follow; the check ends at another. why: what each other line does."""
        number, last = self.number(value, "wrong_line"), len(why) + 1
        hint = f"The proof has the lines 1 to {last}; give one of these numbers."
        self.need("wrong_line is one of the lines", number in range(1, last + 1), hint)
        self.must("the first line that does not follow is found", number == wanted, why.get(int(number), ""))

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

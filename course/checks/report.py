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

from course.checks.compare import Domain, same_value

if TYPE_CHECKING:
    import sympy

Known = Sequence[tuple[Any, str]]  # wrong answers that people really give, each with its hint


@dataclass(frozen=True)
class Property:
    """One sentence about the answer, whether it holds, and what to do when it does not."""

    says: str
    holds: bool
    hint: str = ""


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
        """The share of properties that hold, in [0, 1]; 0 when the check had to stop."""
        if not self.begun or self.stopped or not self.properties:
            return 0.0
        return sum(p.holds for p in self.properties) / len(self.properties)

    # ---- what a check may say

    def that(self, says: str, holds: object, hint: str) -> bool:
        """Record a property and go on. Returns whether it holds. Said twice, a good property stands once."""
        if not holds or all(p.says != says for p in self.properties):
            self.properties.append(Property(says, bool(holds), hint))
        return bool(holds)

    def must(self, says: str, holds: object, hint: str) -> None:
        """Record a property; when it does not hold, the check ends."""
        if not self.that(says, holds, hint):
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
                    f"{_begin(what)} has shape {tuple(value.shape)}; one number is wanted. "
                    "Is a mean or a sum missing?",
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
        strangers = sorted(s.name for s in made.free_symbols if getattr(s, "name", str(s)) not in allowed)
        if strangers:
            self._stop(
                f"{what} uses only {', '.join(allowed)}",
                f"{_begin(what)} contains {', '.join(strangers)}. Express it in {', '.join(allowed)}.",
            )
        return made.subs({s: allowed[s.name] for s in made.free_symbols})

    # ---- comparing

    def close(self, says: str, value: Any, wanted: Any, *, tol: float = 1e-5, known: Known = (), hint: str) -> bool:
        """|value - wanted| <= tol * max(1, |wanted|), element by element; a known wrong value gets its own hint."""
        if _close(value, wanted, tol):
            return self.that(says, True, hint)
        for wrong, its_hint in known:
            if not _close(wrong, wanted, tol) and _close(value, wrong, tol):
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

    def _stop(self, says: str, hint: str) -> NoReturn:
        self.properties.append(Property(says, False, hint))
        raise Stop


def code_of(answer: object) -> object:
    """A function's or class's compiled code in a comparable form; None for anything else."""
    if isinstance(answer, types.FunctionType):
        return _code(answer.__code__)
    if isinstance(answer, type):
        return tuple(sorted((name, code_of(part)) for name, part in vars(answer).items() if code_of(part) is not None))
    if isinstance(answer, (staticmethod, classmethod)):
        return code_of(answer.__func__)
    return None


def _code(code: types.CodeType) -> tuple:
    """The instructions, without what differs between a notebook and a module for the same text.

    There the compiler may choose another instruction for ``torch.rand(...)``, as it knows of the import or does not.
    """
    import dis

    same = {"LOAD_METHOD": "LOAD_ATTR", "CALL_METHOD": "CALL_FUNCTION"}
    without_effect = {"PUSH_NULL", "PRECALL", "CACHE", "EXTENDED_ARG", "NOP", "RESUME", "COPY_FREE_VARS"}
    jumps = {*dis.hasjrel, *dis.hasjabs}
    steps = []
    for step in dis.get_instructions(code):
        if step.opname in without_effect:
            continue
        value = step.argval
        if step.opcode in jumps or (isinstance(value, str) and "CONST" in step.opname):  # positions, docstrings
            value = None
        made = _code(value) if isinstance(value, types.CodeType) else repr(value)
        steps.append((same.get(step.opname, step.opname), made))
    return tuple(steps)


def is_stub(answer: object, depth: int = 3) -> bool:
    """Whether the learner has not begun: dots, or a function or class whose bodies are empty.

    depth: how far to look into lists inside lists.
    """
    if answer is Ellipsis:
        return True
    if isinstance(answer, (list, tuple, dict)) and depth:
        parts = answer.values() if isinstance(answer, dict) else answer
        return any(is_stub(part, depth - 1) for part in parts)
    if isinstance(answer, types.FunctionType):
        return _empty(answer.__code__)
    if isinstance(answer, type) or isinstance(answer, torch.nn.Module):
        owner = answer if isinstance(answer, type) else type(answer)
        if owner.__module__.startswith(("torch.", "course.")):
            return False
        bodies = [part for part in vars(owner).values() if isinstance(part, types.FunctionType)]
        own = [part for part in bodies if part.__module__ == owner.__module__]
        decisive = [part for part in own if part.__name__ in ("__init__", "forward")] or own
        return bool(decisive) and any(_empty(part.__code__) for part in decisive)
    return False


def _empty(code: types.CodeType) -> bool:
    """Whether the compiled body does nothing and returns None."""
    import dis

    for step in dis.get_instructions(code):
        if step.opname.startswith(("LOAD_CONST", "RETURN_CONST")):
            if step.argval is not None and step.argval is not Ellipsis and not isinstance(step.argval, str):
                return False
        elif step.opname not in ("RESUME", "RETURN_VALUE", "NOP", "POP_TOP", "CACHE", "COPY_FREE_VARS", "GEN_START"):
            return False
    returned = [s.argval for s in dis.get_instructions(code) if s.opname in ("LOAD_CONST", "RETURN_CONST")]
    return not returned or returned[-1] is None


def _close(value: Any, wanted: Any, tol: float) -> bool:
    try:
        a = torch.as_tensor(value).detach().double().cpu()
        b = torch.as_tensor(wanted).detach().double().cpu()
    except (TypeError, ValueError, RuntimeError):
        return False
    if a.shape != b.shape:
        return False
    return bool(((a - b).abs() <= tol * b.abs().clamp(min=1)).all())


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

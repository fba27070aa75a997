"""The report that a task's check fills: it takes an answer in, and compares it with what is wanted."""

import types
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from course.checks.compare import Domain, close_to, same_value
from course.checks.found import Found, Property, Stop

__all__ = ["Known", "Property", "Report", "Stop", "Variant"]

Known = Sequence[tuple[Any, str]]  # wrong answers that people really give, each with its hint


class Variant(types.SimpleNamespace):
    """The constants of one student's version of an exercise: ``MY.modes`` and so on; "" is the public version."""

    def __init__(self, student: str, constants: Mapping[str, object], lesson: str = "") -> None:
        super().__init__(**constants)
        self._student, self._lesson = student, lesson
        self._used = False  # whether a check has asked for a constant

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            self._used = True
        return super().__getattribute__(name)

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


class Report(Found):
    """A task's check is a function ``check(report, answer, my)`` that fills it with properties."""

    def close(
        self, says: str, value: Any, wanted: Any, *, tol: float = 1e-5, scale: float = 1.0, known: Known = (), hint: str
    ) -> bool:
        """|value - wanted| <= tol * max(scale, |wanted|), element by element; a known wrong value gets its own hint.

        scale: below this size ``tol`` is absolute; 0 for answers that may be tiny, where every error is relative.
        """
        wrong = [(one, its) for one, its in known if not close_to(one, wanted, tol, scale)]
        told = next((its for one, its in wrong if close_to(value, one, tol, scale)), hint)
        return self.that(says, close_to(value, wanted, tol, scale), told)

    def same(
        self, says: str, value: Any, wanted: Any, *, known: Known = (), hint: str, domain: Domain = (0.1, 0.9)
    ) -> bool:
        """Two SymPy expressions are equal in value, not in form: compared at random points of ``domain``."""
        holds = same_value(value, wanted, domain, self.seed)
        for wrong, its_hint in () if holds else known:
            if not same_value(wrong, wanted, domain, self.seed) and same_value(value, wrong, domain, self.seed):
                return self.that(says, False, its_hint)
        return self.that(says, holds, hint)

    def choice(self, says: str, value: object, options: Sequence[str], wanted: str, known: Mapping[str, str]) -> bool:
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

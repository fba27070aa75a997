"""The forms in which a right answer comes: any kind of sequence, rounded as the task allows, from ``sp.solve``."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from course.checks.report import Report, Stop, Variant


def three_digits(wanted: float, tol: float = 2e-3) -> float:
    """``tol`` for ``Report.close`` where a task asks for three digits: at least half a unit in the third one.

    So 1.41 passes for the root of 2. Below 0.1, digits behind the point count: 0.045 passes for 0.0453.

    >>> abs(1.41 - 2**0.5) < three_digits(2**0.5) * 2**0.5 < 0.0072
    True
    """
    half = 0.5 * 10.0 ** (max(math.floor(math.log10(abs(wanted))), -1) - 2)
    return max(tol, 1.01 * half / max(1.0, abs(wanted)))


def three_significant(wanted: float) -> float:
    """``tol`` (with ``scale=0``) where a task asks for three *significant* digits: half a unit in the third one.

    So 0.0145 passes for 0.01454, and 0.015 does not: zeros in front do not count.

    >>> abs(0.0145 - 0.01454) < three_significant(0.01454) * 0.01454 < 0.0001
    True
    """
    return 0.505 * 10.0 ** (math.floor(math.log10(abs(wanted))) - 2) / abs(wanted)


def is_nan(value: Any) -> bool:
    """Whether this is one number, and NaN: for tasks that have a better hint than "look for log(0)"."""
    try:
        return math.isnan(float(value))
    except (TypeError, ValueError, RuntimeError):
        return False


def no_marks_for_the_broken(report: Report, task: Callable[..., None], broken: object, my: Variant) -> None:
    """What holds for the broken program already earns nothing: a line without effect in it is no repair.

    What the repair has broken costs as much as what it has not mended.

    task: the check without its first line, which sends the untouched program back.
    """
    other = Report(report.task, report.title, report.seed)
    with contextlib.suppress(Stop):
        task(other, broken, my)
    held = {one.says for one in other.properties if one.holds}
    given = [one.holds and one.says in held for one in report.properties]
    report.properties = [
        replace(one, condition=one.condition or free) for one, free in zip(report.properties, given, strict=True)
    ]


def parts(report: Report, answer: object, *names: str) -> tuple[Any, ...]:
    """The named parts of an answer in any sequence; the check ends when there are more or fewer, or a list in a list.

    A sequence is a tuple, a list, a NumPy array, a tensor, ``sp.Tuple`` or a SymPy matrix.
    """
    found, listed = sequence(answer), f"{', '.join(names[:-1])} and {names[-1]}"
    fits = isinstance(found, (tuple, list)) and len(found) == len(names)
    report.need(f"there are {listed}", fits, f"Give {listed}, in this order.")
    for name, part in zip(names, found, strict=True):
        one_solution(report, name, part)
    return tuple(found)


def four_faults(
    report: Report,
    answer: object,
    my: Variant,
    faults: tuple[str, ...],
    keys: Mapping[str, str],
    why: Mapping[str, Mapping[str, str]],
) -> None:
    """Four short texts, each with one fault among ``faults``, in the order ``my.order`` of their letters.

    keys: the fault of each letter.  why: for a letter and a wrong fault, what to look at.
    """
    names = ("first", "second", "third", "fourth")
    for name, key, value in zip(names, my.order, parts(report, answer, *names), strict=True):
        value = value.strip().rstrip(".") if isinstance(value, str) else value
        report.choice(f"the {name} fault is found", value, faults, keys[key], why[key])


def wrong_line(report: Report, value: object, wanted: int, why: Mapping[int, str]) -> None:
    """The first line of a proof that does not follow; the check ends at another. why: what each other line does."""
    number, last = report.number(value, "wrong_line"), len(why) + 1
    hint = f"The proof has the lines 1 to {last}; give one of these numbers."
    report.need("wrong_line is one of the lines", number in range(1, last + 1), hint)
    report.must("the first line that does not follow is found", number == wanted, why.get(int(number), ""))


def one_solution(report: Report, name: str, part: object) -> None:
    """The check ends when this part still is the list that ``sp.solve`` returns."""
    report.need(
        f"{name} is one solution",
        not _solutions(part),
        f"{name} is a list with a solution in it: `sp.solve` returns a list, even of one. Take [0] of it.",
    )


def sequence(answer: object) -> Any:
    """The elements as a list, when this is a sequence that is not written with brackets."""
    if isinstance(answer, (tuple, list, dict, set, str)) or getattr(answer, "ndim", 1) == 0:
        return answer
    if callable(getattr(answer, "tolist", None)) or _of_sympy(answer):  # tensors and arrays; sp.Tuple and matrices
        try:
            return list(answer)  # type: ignore[call-overload]
        except TypeError:
            return answer
    return answer


def _solutions(part: object) -> bool:
    """Whether this is what ``sp.solve`` or ``sp.solveset`` returns, and holds one solution."""
    if not (isinstance(part, (tuple, list)) or type(part).__name__ == "FiniteSet") or len(part) != 1:  # type: ignore[arg-type]
        return False
    one: Any = next(iter(part))  # type: ignore[call-overload]
    return _of_sympy(one) or isinstance(one, dict)


def _of_sympy(one: object) -> bool:
    """Whether this is an object of SymPy, which only some tasks load."""
    return type(one).__module__.startswith("sympy.")

"""A study with people: which pairs to show, where an answer goes, and how answers and pairs come together again.

An answer says "left" or "right" and the number of its trial, not what would have been right: neither the page nor
the file tells a rater. ``scored`` joins the answers with the trials, which the same seed gives again.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from course import _guards, settings

SIDES = ("left", "right")


@dataclass(frozen=True)
class Trial:
    """One pair of pictures. real, fake: positions among the pictures; side: where the real one stands;
    attention: the other picture is an obvious fake, which a rater who looks does not choose."""

    number: int
    real: int
    fake: int
    side: str
    attention: bool = False


def trials(n: int, seed: int, *, pictures: int, attention: int = 0) -> list[Trial]:
    """``n`` pairs in an order drawn from the seed, with ``attention`` more pairs that check attention among them.

    pictures: how many real and how many generated pictures there are; within a study none comes twice. The real one
    stands on the left in half of the pairs, and in half of the attention checks (an odd one out falls by chance).

    >>> [one.side for one in trials(4, 0, pictures=10)].count("left")
    2
    """
    _guards.whole(n=n, pictures=pictures)
    _guards.whole(0, attention=attention)
    if n + attention > pictures:
        raise ValueError(f"{n + attention} pairs need as many pictures of each kind; there are {pictures}.")
    g = _guards.seeded(seed)
    reals = torch.randperm(pictures, generator=g)[: n + attention].tolist()
    fakes = torch.randperm(pictures, generator=g)[: n + attention].tolist()
    sides = _balanced(n, g) + _balanced(attention, g)
    checks = [False] * n + [True] * attention
    order = torch.randperm(n + attention, generator=g).tolist()
    return [Trial(number, reals[i], fakes[i], sides[i], checks[i]) for number, i in enumerate(order)]


def _balanced(n: int, g: torch.Generator) -> list[str]:
    """Sides in a random order, as many left as right."""
    first = int(torch.randint(2, (), generator=g))
    return [SIDES[(i + first) % 2] for i in torch.randperm(n, generator=g).tolist()]


class Answers:
    """A file to which answers are only ever added, one line of JSON each, and on the disk before ``add`` returns.

    A killed kernel loses no answer, several kernels may add at once, and a new one goes on where the last one ended.
    """

    def __init__(self, path: Path | str | None = None) -> None:
        """path: where; by default among the user's data, see ``settings.data_dir``."""
        self.path = settings.data_dir() / "study.jsonl" if path is None else Path(path)

    def add(self, **answer: Any) -> None:
        """Append one answer, with the time. Raises OSError, and then nothing was answered."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({**answer, "at": stamp}).encode() + b"\n"  # ASCII: a cut never splits a letter
        with open(self.path, "a+b", buffering=0) as stream:
            if stream.seek(0, os.SEEK_END):
                stream.seek(-1, os.SEEK_END)
                if stream.read(1) != b"\n":  # a line that was cut off must not swallow this one
                    line = b"\n" + line
            if stream.write(line) != len(line):  # in one call: lines of two kernels do not mix
                raise OSError("the disk is full; the answer was not stored.")
            os.fsync(stream.fileno())

    def read(self) -> tuple[list[dict[str, Any]], str]:
        """All whole answers, oldest first, and a sentence when damaged lines were left aside, else ""."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return [], ""
        found, damaged = [], 0
        for line in filter(bytes.strip, lines):
            try:
                one = json.loads(line)
                if not isinstance(one, dict) or not isinstance(one.get("rater"), str):
                    raise ValueError("not an answer")
                found.append(one)
            except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
                damaged += 1
        lines_are = "line is damaged and was" if damaged == 1 else "lines are damaged and were"
        return found, f"{damaged} {lines_are} left aside in {self.path.name}." if damaged else ""

    def of(self, study: str, rater: str | None = None) -> list[dict[str, Any]]:
        """A study's answers, the first one of each rater to each trial; consent and its like are no answers."""
        first: dict[tuple[str, int], dict[str, Any]] = {}
        for one in self.read()[0]:
            number = one.get("trial")
            if one.get("study") == study and rater in (None, one["rater"]) and isinstance(number, int):
                if one.get("choice") in SIDES:
                    first.setdefault((one["rater"], number), one)
        return list(first.values())


def scored(answers: Iterable[dict[str, Any]], plan: Iterable[Trial]) -> list[dict[str, Any]]:
    """Each answer with its trial's "attention" and with "fooled": whether the rater took the generated picture.

    Answers to trials that the plan does not have are left out: they belong to another plan.
    """
    by_number = {trial.number: trial for trial in plan}
    found = []
    for one in answers:
        if trial := by_number.get(one["trial"]):
            found.append({**one, "attention": trial.attention, "fooled": one["choice"] != trial.side})
    return found

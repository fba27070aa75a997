"""What a check has found out about an answer: properties that hold or do not, and the hint for this mistake."""

from dataclasses import dataclass
from typing import NoReturn

import torch

from course.checks.source import code_of


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

    def _stop(self, says: str, hint: str) -> NoReturn:
        self.properties.append(Property(says, False, hint))
        raise Stop

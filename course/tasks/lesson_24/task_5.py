"""Task 5: which maps pass."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts

MAPS = ("turned", "half", "mirrored", "shrunk")
TRUTH = {"turned": True, "half": False, "mirrored": True, "shrunk": False}
WHY = {
    "turned": "Turning by the angle between two modes moves each mode onto the next: the ring is the same ring.",
    "half": "Turning by half that angle puts the modes between the places where the modes of Y are: D_Y sees it.",
    "mirrored": "A mirror leaves the ring as it is, and can be undone: nobody complains.",
    "shrunk": "Shrinking can be undone, so the cycle is content, but D_Y sees a ring of another radius.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Which maps pass"""
    for name, value in zip(MAPS, parts(report, answer, *MAPS), strict=True):
        word = str(value).strip().casefold()
        known = {
            "true": True,
            "1": True,
            "1.0": True,
            "yes": True,
            "false": False,
            "0": False,
            "0.0": False,
            "no": False,
        }
        report.need(f"{name} is True or False", word in known, f"{name} is {value!r}; give True or False.")
        report.that(f"{name} is judged", known[word] == TRUTH[name], WHY[name])

"""Task 5: which maps pass."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts

MAPS = ("turned", "half", "sixth", "mirrored", "shrunk")


def truth(my: Variant) -> dict[str, bool]:
    """Which maps pass, with this number of modes."""
    return {"turned": True, "half": False, "sixth": my.modes % 6 == 0, "mirrored": True, "shrunk": False}


WHY = {
    "turned": "Turning by the angle between two modes moves each mode onto the next: the ring is the same ring.",
    "half": "Turning by half that angle puts the modes between the places where the modes of Y are: D_Y sees it.",
    "sixth": "How many steps from mode to mode are 60 degrees? Only a whole number of them leaves the ring as it is.",
    "mirrored": "A mirror leaves the ring as it is, and can be undone: nobody complains.",
    "shrunk": "Shrinking can be undone, so the cycle is content, but D_Y sees a ring of another radius.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Which maps pass"""
    for name, value in zip(MAPS, parts(report, answer, *MAPS), strict=True):
        value = value.item() if getattr(value, "ndim", 1) == 0 else value  # of a tensor or an array
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
        report.that(f"{name} is judged", known[word] == truth(my)[name], WHY[name])

"""Task 1: three records."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts

ILLNESSES = (
    "wrong range", "dead generator", "saturated discriminator", "leaking batch statistics",
    "overfitted discriminator", "oscillation", "collapse", "healthy",
)  # fmt: skip
KEYS = {"a": "oscillation", "b": "dead generator", "c": "overfitted discriminator"}
WHY = {
    "oscillation": {
        "collapse": "Its looks together spread as far as the data: it is narrow at one time only.",
        "dead generator": "Its weights move by a seventh at each look.",
        "healthy": "A healthy run spreads as far as the data at one time, not only over time.",
    },
    "dead generator": {
        "collapse": "The spread is small, but why? Look at the movement: it never went anywhere.",
        "saturated discriminator": "D gives drawn samples 0.1, which is far from certainty. Look at the movement.",
        "healthy": "Look at the movement of the weights.",
    },
    "overfitted discriminator": {
        "healthy": "Compare D's mean scores on training and held-out samples with its lead over drawn ones.",
        "saturated discriminator": "D gives drawn samples 0.12: not sure enough. Look at the held-out samples.",
        "collapse": "The spread is nearly that of the data. Look at the three mean scores.",
    },
}


def check(report: Report, answer: object, my: Variant) -> None:
    """Three records"""
    for place, (key, value) in enumerate(zip(my.order, parts(report, answer, "first", "second", "third"), strict=True)):
        name = ("first", "second", "third")[place]
        report.choice(f"the {name} record is read", value, ILLNESSES, KEYS[key], WHY[KEYS[key]])

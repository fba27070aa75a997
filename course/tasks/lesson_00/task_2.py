"""Task 2: which whole levels the numbers of a picture become."""

from __future__ import annotations

import torch

from course.checks.report import Report, Variant
from course.tasks.lesson_00.shared import shaped


def check(report: Report, answer: object, my: Variant) -> None:
    """Whole levels for a screen"""
    tries = list(dict.fromkeys([16, 256, int(my.levels), 3, 2, 200]))  # 16 first: there mistakes differ most
    x = 3 * torch.rand(2, 3, 4, 5, generator=report.generator) - 1.5  # (2, 3, 4, 5): partly outside [-1, 1]
    before = x.clone()
    out = report.tensor(report.call(answer, x, 256), "the result", (2, 3, 4, 5))
    report.unchanged(
        (x,),
        (before,),
        "Your function changed x itself: operations that end in an underscore, `+=`, `*=` and `x[...] =` work in "
        "place. Make a new tensor.",
    )
    _ends(report, answer)
    _between(report, answer, tries)
    _beyond(report, answer, tries)
    report.that(
        "the numbers have type uint8",
        out.dtype == torch.uint8,
        f"The values are right and their type is {out.dtype}. A file of 8 bits a number wants torch.uint8.",
    )


def _ends(report: Report, answer: object) -> None:
    ends = torch.tensor([-1.0, 1.0])
    report.close(
        "-1 becomes 0 and 1 becomes 255 when there are 256 levels",
        shaped(report, report.call(answer, ends, 256), (2,)),
        [0, 255],
        known=[
            ([0, 256], "1 became 256. There are 256 levels, and the first is 0: which is the last?"),
            ([0, 0], "White became 0: 256 does not fit into 8 bits and starts again at 0. Which is the last level?"),
            ([0, 1], "Now the values lie between 0 and 1. Stretch them to the levels before you round."),
        ],
        hint="-1 should become 0 and 1 should become 255. Map [-1, 1] to [0, 1], then stretch that to the levels.",
    )


def _between(report: Report, answer: object, tries: list[int]) -> None:
    for levels in tries:
        k = torch.arange(levels - 1.0)[:, None]  # (levels - 1, 1)
        # No ties and no exact levels: there, rounding errors would decide.
        place = (k + torch.tensor([0.1, 0.3, 0.7])).flatten()  # ((levels - 1) * 3,)
        x = 2 * place / (levels - 1) - 1
        unit = place / (levels - 1)
        value = shaped(report, report.call(answer, x.clone(), levels), (len(x),))
        good = report.close(
            "values between go to the nearest level, for few levels and for many",
            value,
            place.round(),
            known=[
                (place, "These are fractions. A level is a whole number: round."),
                (place.long(), "You cut the fraction off: 2.7 becomes 2. Round before you convert."),
                (place.ceil(), "You round up always: 2.3 becomes 3. The nearest level is wanted."),
                ((255 * unit).round(), f"With {levels} levels you still stretch to 255. Use the argument `levels`."),
                ((255 * unit).long(), f"With {levels} levels you still stretch to 255. Use the argument `levels`."),
                ((levels * unit).long(), f"You stretch by {levels}. Between the first and the last of {levels} levels "
                                         "there is one step fewer."),
                ((levels * unit).round(), f"You stretch by {levels}. Between the first and the last of {levels} "
                                          "levels there is one step fewer."),
                (((255 * unit).round() / 255 * (levels - 1)).round(), f"You round twice, to 256 levels and then to "
                                         f"{levels}: what the first rounding moved may end at another level."),
                ((x.clamp(0, 1) * (levels - 1)).round(), "The darker half is 0 now. Map [-1, 1] to [0, 1] first."),
            ],
            hint=f"With {levels} levels, -1 + 2 * k / {levels - 1} is level k exactly, and what lies between goes to "
            "the nearest k. Print a few of your values.",
        )  # fmt: skip
        if not good:
            return


def _beyond(report: Report, answer: object, tries: list[int]) -> None:
    x = torch.tensor([1.02, -1.02, 1.4, -1.7, 50.0, -50.0])
    for levels in tries:
        top = levels - 1
        value = shaped(report, report.call(answer, x.clone(), levels), (6,))
        full = ((x + 1) / 2 * top).round()
        good = report.close(
            "values outside [-1, 1] get the first or the last level, for few levels and for many",
            value,
            [top, 0] * 3,
            known=[
                (full.clamp(0, 255), "You clip at 255. Here the last level is another one: use `levels`."),
                (full.clamp(min=0), "Too bright is not yet clipped: the upper end is open."),
                (full.clamp(max=top), "Too dark is not yet clipped: the lower end is open."),
            ],
            hint="A value a little above 1 must stay white. Eight bits count like a clock, and 256 shows as 0: clip "
            "*before* you convert.",
        )
        if not good:
            return

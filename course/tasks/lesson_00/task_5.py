"""Task 5: a detector of copies."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.lesson_00.shared import shaped, stacked

# Distances here are near 10. Of a copy the difference gives 0, and a matrix product up to 0.01, by rounding.
COPY = 0.03


def broken_nearest(drawn, real, same=False):  # type: ignore[no-untyped-def]
    """The program that task 5 begins with: three mistakes."""
    a = drawn.view(-1, 1024)
    b = real.view(-1, 1024)
    gaps = torch.cdist(a, b)
    gaps[gaps == 0] = torch.inf
    return gaps.min(dim=0).values


def check(report: Report, answer: object, my: Variant) -> None:
    """The copy detector"""
    report.untouched(answer, broken_nearest)
    report.if_error("is invalid for input", "1,024 is 32 x 32. Flatten each picture to a row, whatever its size.")
    report.if_error("size of tensor a (4) must match the size of tensor b (8)",
                    "4 drawn and 8 real pictures are no pairs. Compare each drawn one with each real one.")  # fmt: skip
    drawn, real = _pictures(report, 4, 1, 16), _pictures(report, 8, 1, 16)
    real[2] = 0.4 * real[2] + 0.6 * drawn[2]  # the closest one of picture 2 stands at the same place
    out = report.tensor(stacked(report.call(answer, drawn.clone(), real.clone())), "the result", finite=False)
    report.must("4 drawn and 8 real pictures of 16 x 16 give 4 distances", out.shape == (4,), _shape_of_nearest(out))
    _distances(report, out, drawn, real)
    colour, others = _pictures(report, 5, 3, 8), _pictures(report, 3, 3, 8)
    report.close(
        "colour pictures and other sizes work too",
        shaped(report, report.call(answer, colour, others), (5,), finite=False),
        _gaps(colour, others).min(dim=1).values,
        hint="5 colour pictures of 8 x 8 gave other distances. All channels of a picture belong into its row.",
    )
    _exact_copies(report, answer, drawn, real)
    _own_copies(report, answer)


def _shape_of_nearest(out: Tensor) -> str:
    if out.shape in ((1,), (2,)):
        return (
            f"4 pictures gave {len(out)}. A row of 1,024 numbers holds *four* pictures of 16 x 16, and nobody "
            "complained. Each picture needs its own row."
        )
    if out.shape == (8,):
        return "There is one distance for each *real* picture. The table has a row for each drawn one: look along it."
    if out.shape == (4, 8):
        return "That is the whole table. Which number of each row is wanted?"
    return f"The result has shape {tuple(out.shape)}, but one distance for each drawn picture is wanted: (4,)."


def _distances(report: Report, out: Tensor, drawn: Tensor, real: Tensor) -> None:
    gaps = _gaps(drawn, real)
    least = gaps.min(dim=1)
    off = gaps.clone().fill_diagonal_(torch.inf).min(dim=1).values
    report.close(
        "each is the distance to the closest real picture",
        out,
        least.values,
        known=[
            (off, "You leave out the diagonal also when `same` is False. There every pair counts."),
            (least.indices, "These are the *places* of the closest pictures, from argmin. The distances are wanted."),
            (gaps.max(dim=1).values, "These are the farthest pictures."),
            (gaps.mean(dim=1), "This is the mean distance to all real pictures. One close picture makes a copy."),
            (least.values**2, "These are squared distances. Take the root, so that the unit is that of the lesson."),
            (least.values**2 / 256, "This is the mean squared difference of a pixel. Take the root of the *sum*."),
            (least.values / 16, "You took the mean over the pixels. Take the root of the *sum* of squares."),
            (gaps.kthvalue(2, dim=1).values, "This is the second closest picture. Only a set that is compared with "
                                             "itself leaves one out."),
        ],
        hint="Compute the distance of one drawn picture to each real one by hand, and take the least.",
    )  # fmt: skip


def _exact_copies(report: Report, answer: object, drawn: Tensor, real: Tensor) -> None:
    copies = drawn.clone()
    copies[1] = real[6]
    wanted = _gaps(copies, real).min(dim=1).values
    report.close(
        "an exact copy of a real picture has distance 0",
        shaped(report, report.call(answer, copies, real), (4,), finite=False),
        wanted,
        tol=COPY,
        hint="One of these pictures is an exact copy, and your function says that it is far away. A distance of 0 is "
        "what a detector of copies looks for: which line hides it?",
    )
    twins = drawn.clone()
    report.close(
        "with same=False two equal sets have distances 0",
        shaped(report, report.call(answer, twins, drawn, same=False), (4,), finite=False),
        torch.zeros(4),
        tol=COPY,
        hint="Every drawing here is a copy, of the real picture at the same place. Leave the diagonal out only when "
        "`same` is True.",
    )
    report.close(
        "with same=False a set finds itself, at distances 0",
        shaped(report, report.call(answer, drawn, drawn, same=False), (4,), finite=False),
        torch.zeros(4),
        tol=COPY,
        hint="Here both arguments are one object, and `same` is False: nothing is left out. Your function guesses from "
        "the arguments. Ask `same`.",
    )


def _own_copies(report: Report, answer: object) -> None:
    x = _pictures(report, 6, 1, 16)
    table = _gaps(x, x).fill_diagonal_(torch.inf)
    out = shaped(report, report.call(answer, x, x.clone(), same=True), (6,), finite=False)
    report.close(
        "with same=True a picture does not find itself",
        out,
        table.min(dim=1).values,
        known=[
            (torch.zeros(6), "Every picture found itself, at distance 0. With same=True, leave its own place out."),
            (torch.full((6,), torch.inf), "Now nothing is left. Leave out only the diagonal of the table."),
        ],
        hint="With same=True, picture k is to be compared with all pictures but picture k.",
    )
    x[4] = x[1]
    table = _gaps(x, x).fill_diagonal_(torch.inf)
    report.close(
        "with same=True two equal pictures of the set find each other",
        shaped(report, report.call(answer, x, x, same=True), (6,), finite=False),
        table.min(dim=1).values,
        tol=COPY,
        hint="Pictures 1 and 4 of this set are equal, and your function misses it. Leave out by *place* (the "
        "diagonal), not by the value 0.",
    )


def _pictures(report: Report, n: int, channels: int, size: int) -> Tensor:
    """Random pictures, float32 as in the notebook."""
    return 2 * torch.rand(n, channels, size, size, generator=report.generator) - 1


def _gaps(a: Tensor, b: Tensor) -> Tensor:
    return (a.flatten(1)[:, None] - b.flatten(1)[None]).double().pow(2).sum(dim=2).sqrt()  # (M, N)

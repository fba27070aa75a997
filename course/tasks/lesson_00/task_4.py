"""Task 4: straight walks."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.lesson_00.shared import stacked


def check(report: Report, answer: object, my: Variant) -> None:
    """A straight walk"""
    for d, frames in ((5, 4), (3, int(my.frames)), (64, 2), (7, 50)):
        ends = torch.randn(2, d, generator=report.generator)  # float32, as in the lesson
        (a, b), (before_a, before_b) = ends.clone(), ends
        out = report.tensor(stacked(report.call(answer, a, b, frames)), "the walk")
        report.must("each row holds one point", out.shape == (frames, d), _walk_shape(tuple(out.shape), d, frames))
        same = _unchanged(report, a, b, ends)
        if not (_walk_values(report, out, before_a, before_b, frames) and same):
            return


def _unchanged(report: Report, a: Tensor, b: Tensor, before: Tensor) -> bool:
    first = report.unchanged(
        (a,),
        before[:1],
        "Your function changes `a` itself: `+=` works in place, and a list then holds the same tensor many times. "
        "Write a = a + step.",
    )
    return first and report.unchanged(
        (b,),
        before[1:],
        "Your function changes `b` itself: `-=` and operations that end in an underscore work in place. "
        "Give the difference a name of its own.",
    )


def _walk_shape(shape: tuple[int, ...], d: int, frames: int) -> str:
    if shape == (d, frames):
        return f"The shape {shape} is turned round: each row should be one point. What needs a new dimension?"
    if shape == (frames + 1, d):
        return "There is one point too many. Both ends count among the points: with 5 points there are 4 gaps."
    if shape in ((frames - 1, d), (frames - 2, d)):
        return "Points are missing: both ends belong to the walk."
    if shape == (d,):
        return f"That is a single point. {frames} of them are wanted, one in each row."
    if shape[-1:] == (d,):
        return f"It gives {shape[0]} points where {frames} are asked for. Use the argument `frames`."
    return f"The shape is {shape}; each of the {frames} rows should hold one point of {d} numbers."


def _walk_values(report: Report, out: Tensor, a: Tensor, b: Tensor, frames: int) -> bool:
    share = torch.arange(frames)[:, None] / (frames - 1)  # (frames, 1)
    wanted = a + share * (b - a)
    late = torch.arange(1, frames + 1)[:, None] / frames  # (frames, 1)
    inner = torch.arange(1, frames + 1)[:, None] / (frames + 1)  # (frames, 1)
    early = torch.arange(frames)[:, None] / frames  # (frames, 1)
    angle = torch.nn.functional.cosine_similarity(a, b, dim=0).acos()
    arc = (((1 - share) * angle).sin() * a + (share * angle).sin() * b) / angle.sin()
    return report.close(
        "the points lead from a to b in equal steps, both ends included",
        out,
        wanted,
        known=[
            (wanted.flip(0), "It walks from b to a. At share 0 you should stand at a."),
            (a + early * (b - a), "It stops one step before b. There are fewer gaps than points."),
            (a + late * (b - a), "It begins one step after a. The first share is 0."),
            (a + inner * (b - a), "Both ends are missing. The first share is 0 and the last is 1."),
            (a + share * b, "At share 1 you stand at a + b. The way from a to b is the difference b - a."),
            (a * (1 - share) + b, "At share 0 you stand at a + b. Weight b by the share."),
            (a + share**2 * (b - a), "The ends are right, and the steps grow. Take equal steps."),
            (arc, "That is an arc on a sphere (slerp). The task asks for the straight line."),
            (wanted / wanted.norm(dim=1, keepdim=True), "You scaled each point to length 1. Leave the length alone."),
        ],
        hint="Print the first and the last row and compare them with a and b. Then compare the gaps.",
    )

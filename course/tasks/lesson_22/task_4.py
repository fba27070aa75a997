"""Task 4: the reverse KL over modes."""

from __future__ import annotations

import contextlib
import math

import torch

from course.checks.report import Report, Variant


def _is_nan(value: object) -> bool:
    with contextlib.suppress(TypeError, ValueError, RuntimeError):
        return math.isnan(value)  # type: ignore[arg-type]
    return False


def check(report: Report, answer: object, my: Variant) -> None:
    """What a count does not see"""
    modes = 6
    # Two columns, so that one coordinate is not enough; and the first mode's points stand off their centre by (3, 3),
    # where the second centre is nearer in the sum of absolute gaps, and farther in a straight line.
    centres = torch.tensor([[0.0, 0.0], [3.0, 8.0], [0.0, 30.0], [30.0, 0.0], [30.0, 25.0], [60.0, 12.0]])
    centres = centres + 2 * torch.randn(1, 2, generator=report.generator)
    off = torch.tensor([[3.0, 3.0]] + [[0.0, 0.0]] * 5)
    for counts in ((5, 5, 5, 5, 5, 5), (20, 4, 3, 2, 1, 1), (12, 0, 9, 0, 3, 0), (0, 0, 7, 0, 0, 0)):
        which = torch.tensor([k for k, n in enumerate(counts) for _ in range(n)])
        points = centres[which] + off[which] + 0.1 * torch.randn(len(which), 2, generator=report.generator)
        told = report.call(answer, points.clone(), centres.clone())
        share = torch.tensor(counts, dtype=torch.float64) / len(which)
        held = share[share > 0]
        entropy = -(held * held.log()).sum().item()
        value = math.log(modes) - entropy
        report.must(
            "it is a number even where a mode is missed",
            not _is_nan(told),
            "A share of 0 gives 0 · log 0, which is NaN in the machine. Its limit is 0: leave such modes out.",
        )
        uniform = (-(share.clamp(min=1e-12) * modes).log()).mean().item()
        report.close(
            "its value is right",
            report.number(told, "what it returns", finite=False),
            value,
            tol=1e-3,
            known=[
                (-entropy, "log K is missing: the shares are compared with 1/K."),
                (entropy, "This is the entropy of the shares. The KL is log K minus it."),
                (-value, "The sign is turned: a KL is never negative."),
                (value / math.log(2), "The logarithm has base 2. Take the natural one."),
                (value * len(which), "You used counts as weights. Divide by the number of points."),
                (value / modes, "You took the mean over the modes. A KL is a sum: the shares are its weights."),
                (math.log(len(held)) - entropy, "You divided by the number of modes that were *held*. K is the number "
                 "of all centres."),
                (uniform, "This is the forward KL, with the data first. Here q comes first."),
                (modes * value, "You multiplied by K outside of the logarithm, too."),
                ((share - 1 / modes).abs().sum().item() / 2, "This is the total variation, half the absolute gaps."),
            ],
            hint="Count the points nearest to each centre (in a straight line), divide by all points, and add "
            "q log(K q) over the modes.",
        )  # fmt: skip

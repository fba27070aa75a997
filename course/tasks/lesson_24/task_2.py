"""Task 2: what a patch sees."""

from __future__ import annotations

from typing import Any

from torch import nn

from course.checks.report import Report, Variant

Layer = tuple[int, int, int]  # kernel, stride, dilation
NETS: list[list[Layer]] = [
    [(3, 1, 1)], [(4, 2, 1), (4, 2, 1), (3, 1, 1)], [(3, 1, 1), (3, 1, 2), (3, 1, 4)],
    [(5, 3, 1), (2, 1, 3), (3, 2, 2)], [(1, 2, 1), (3, 1, 1)],
]  # fmt: skip


def field(layers: list[Layer]) -> int:
    """The receptive field of one entry."""
    seen, step = 1, 1
    for k, s, d in layers:
        seen += d * (k - 1) * step
        step *= s
    return seen


def touched(layers: list[Layer]) -> int:
    """How many pixels along one side an entry sees: fewer than its field is long, where the layers leave gaps."""
    places, step = {0}, 1
    for k, s, d in layers:
        places = {place + i * d * step for place in places for i in range(k)}
        step *= s
    return len(places)


def built(layers: list[Layer]) -> nn.Sequential:
    """The layers with something between them."""
    parts: list[nn.Module] = []
    for k, s, d in layers:
        parts += [nn.Conv2d(1, 1, k, stride=s, dilation=d, padding=1), nn.LeakyReLU(0.2)]
    return nn.Sequential(*parts)


def check(report: Report, answer: object, my: Variant) -> None:
    """What a patch sees"""
    for layers in NETS:
        net = built(layers)
        value: Any = report.call(answer, net)
        wanted = field(layers)
        plain = field([(k, s, 1) for k, s, _ in layers])
        same = field([(k, 1, d) for k, _, d in layers])
        late = 1
        for n, (k, _, d) in enumerate(layers):
            step = 1
            for _, s, _ in layers[: n + 1]:
                step *= s
            late += d * (k - 1) * step
        whole, step = 0, 1
        for k, s, d in layers:
            whole += (d * (k - 1) + 1) * step
            step *= s
        kinds = ", ".join(f"(kernel {k}, stride {s}, dilation {d})" for k, s, d in layers)
        report.close(
            "the receptive field is right",
            report.number(value, "the receptive field"),
            wanted,
            tol=0,
            known=[
                (touched(layers), "With gaps, count from the first pixel that is seen to the last one."),
                (
                    plain,
                    "Dilation is missing: with dilation d the pixels under a kernel stand d apart, d(k - 1) in all.",
                ),
                (same, "The strides are missing: each layer's steps are as long as the strides before it multiply to."),
                (late, "A layer's own stride lengthens the steps of the layers after it, not its own."),
                (whole, "Each layer adds k - 1 steps, not k: one pixel is counted already."),
            ],
            hint=f"For the layers {kinds} it is {wanted}: begin with 1, add d(k - 1) times the strides so far.",
        )

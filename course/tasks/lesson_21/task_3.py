"""Task 3: how many inputs meet in one output."""

from __future__ import annotations

from torch import nn

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """How many inputs meet in one output"""
    for layer in (nn.Conv2d(3, 16, 6, stride=2, padding=2), nn.Conv2d(8, 5, 3), nn.Conv2d(6, 2, 1)):
        c, d, k = layer.in_channels, layer.out_channels, layer.kernel_size[0]
        _one(report, answer, layer, c * k**2, [
            (c, "The kernel is missing: a window sees k² pixels of each input channel."),
            (d * k**2, "This counts the output channels. An output adds over the *input* channels."),
            (c * k, "The window is a square: k², not k."),
            (c * k**2 + 1, "The bias is no input; it is not random at the start."),
            (c * d * k**2, "These are all weights of the layer; one output uses those of its own channel only."),
            (c * (k / layer.stride[0]) ** 2, "The stride of a convolution spaces the windows; each still sees k²."),
        ])  # fmt: skip
    for grown in (nn.ConvTranspose2d(16, 3, 4, stride=2, padding=1), nn.ConvTranspose2d(8, 4, 6, stride=2),
                  nn.ConvTranspose2d(5, 3, 9, stride=3), nn.ConvTranspose2d(4, 3, 5)):  # fmt: skip
        c, d, k, s = grown.in_channels, grown.out_channels, grown.kernel_size[0], grown.stride[0]
        _one(report, answer, grown, c * (k // s) ** 2, [
            (c * k**2, "In a transposed convolution only every s-th entry of the kernel reaches a given pixel."),
            (d * k**2, "That is what PyTorch's initialisers count: the second axis of a transposed weight."),
            (d * (k // s) ** 2, "The weight's axes are (in, out, k, k) here: you took the output channels."),
            (c * (k // 2) ** 2, "This divides the kernel by 2. Divide it by the layer's own stride."),
            (c * k * k // (2 * s), "Along each axis k/s entries reach a pixel, so in the plane (k/s)²: twice by s."),
            (c * k // s, "Along each axis k/s entries reach a pixel, so in the plane (k/s)²."),
        ])  # fmt: skip


def _one(report: Report, answer: object, layer: nn.Module, wanted: float, known: list[tuple[float, str]]) -> None:
    value = report.number(report.call(answer, layer), "the fan-in")
    good = report.close(f"the fan-in of {layer}", value, wanted, tol=1e-6, known=known,
                        hint="Count the products that are added up for one pixel of one output channel.")  # fmt: skip
    report.must("it is right so far", good, "See the line above.")

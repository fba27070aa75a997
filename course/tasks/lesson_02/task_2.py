"""Task 2: from bytes to the course's range."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """From bytes to the course's range"""
    raw = torch.randint(0, 256, (2, 6, 7), generator=report.generator).to(torch.uint8)
    raw[0, 0, :4] = torch.tensor([0, 255, 128, 127], dtype=torch.uint8)
    kept = raw.clone()
    report.if_error("permute", "Grey images have no channel axis yet: look at raw.ndim first, then permute.")
    grey = report.tensor(report.call(answer, raw), "the result for grey images")
    _shape(report, "grey images (2, 6, 7) become (2, 1, 6, 7)", grey, (2, 1, 6, 7), {
        (2, 6, 7): "The channel axis is missing: a convolution wants (B, 1, H, W) for grey images.",
        (2, 6, 7, 1): "The new axis stands last. The course keeps channels second: (B, C, H, W).",
        (1, 2, 6, 7): "The new axis stands first, so the images became channels of one image.",
    })  # fmt: skip
    x, wrapped = kept.double()[:, None], kept[:, None]
    overflow = (
        "Numbers of type uint8 wrap around at 256: 200 * 2 gives 144, and 100 - 128 gives 228. "
        "Make them floats before you compute."
    )
    slips = [wrapped * 2, wrapped * 2 - 1, wrapped - 128, wrapped - 127, wrapped * 2 - 255]
    report.close(
        "0 becomes -1, 255 becomes 1, and the rest lies evenly between",
        grey,
        x / 127.5 - 1,
        tol=2e-6,
        known=[
            (x / 255, "The result lies in [0, 1]: black is 0 here, but the course's generators end in tanh."),
            (x / 127.5, "The result lies in [0, 2]: the width is right, the middle is not 0."),
            (x / 128 - 1, "White becomes 0.992 instead of 1: 128 is half of 256, but the largest byte is 255."),
            ((x - 128) / 128, "White becomes 0.992 instead of 1: 128 is half of 256, but the largest byte is 255."),
            ((x - 128) / 127, "Black becomes -1.008: the middle of 0 and 255 is not 128."),
            ((x - 127) / 128, "Black becomes -0.992: the middle of 0 and 255 is not 127."),
            (x - 127.5, "The middle is right, but the numbers are not divided: they reach from -127.5 to 127.5."),
            (x, "The numbers are still bytes in value, 0 to 255: nothing was scaled."),
            (1 - x / 127.5, "Black and white are exchanged: 0 must become -1."),
            *[(s.double() / d - c, overflow) for s in slips for d in (127, 127.5, 128, 255) for c in (0, 1)],
        ],
        hint="Two points fix a straight line: send 0 to -1 and 255 to 1. Compute both by hand with your formula.",
    )
    report.that(
        "it is float32",
        grey.dtype == torch.float32,
        f"The result is {grey.dtype}. The networks' weights are float32: others raise an error, or cost double memory.",
    )
    report.unchanged(
        (raw,),
        (kept,),
        "Your function changed the bytes it was given, in place: a second call would go wrong.",
    )
    level = _level(grey, x)
    _colour(report, answer, level)
    _narrow(report, answer, level)
    one = report.tensor(report.call(answer, kept[:1].clone()), "the result for one image")
    _shape(report, "a batch of one image stays a batch", one, (1, 1, 6, 7), {
        (1, 6, 7): "A batch of one image lost an axis: `squeeze()` removes every axis of length 1.",
    })  # fmt: skip
    _refusals(report, answer, kept, level)


def _shape(report: Report, says: str, x: Tensor, wanted: tuple, known: dict) -> None:
    shape = tuple(x.shape)
    report.must(says, shape == wanted, known.get(shape, f"The shape is {shape}; {wanted} is wanted."))


def _level(grey: Tensor, x: Tensor) -> tuple[float, float]:
    """Slope and start of the answer's own scale, so that a wrong scale is counted once and not three times."""
    right, given = (x / 127.5 - 1).flatten(), grey.double().flatten()
    slope = ((right - right.mean()) * (given - given.mean())).mean() / right.var(correction=0)
    if not slope > 0.01:  # no scale at all: measure against the right one
        return 1.0, 0.0
    return slope.item(), (given.mean() - slope * right.mean()).item()


def _narrow(report: Report, answer: object, level: tuple[float, float]) -> None:
    """Grey images as narrow as a colour image has channels: the number of axes decides, not the last size."""
    for width in (3, 1):
        raw = torch.randint(0, 256, (4, 6, width), generator=report.generator).to(torch.uint8)
        raw[0, 0, 0] = 255
        try:
            made = report.tensor(report.call(answer, raw), f"the result for grey images of width {width}")
        except (RuntimeError, ValueError, IndexError):  # an axis was lost, and another line has missed it
            made = torch.zeros(0)
        x = (level[0] * (raw.double() / 127.5 - 1) + level[1])[:, None]
        report.must(
            "narrow grey images (4, 6, 3) and (4, 6, 1) keep their columns",
            made.shape == x.shape and (made.double() - x).abs().max() < 1e-5,
            f"Grey images of {width} column{'s' * (width > 1)} were taken for colour, or lost an axis. The *number of "
            "axes* tells grey from colour, not the last size.",
        )


def _colour(report: Report, answer: object, level: tuple[float, float]) -> None:
    """Colour images: the axes in the right order, and not only the right shape."""
    raw = torch.randint(0, 256, (4, 6, 7, 3), generator=report.generator).to(torch.uint8)
    colour = report.tensor(report.call(answer, raw), "the result for colour images")
    _shape(report, "colour images (4, 6, 7, 3) become (4, 3, 6, 7)", colour, (4, 3, 6, 7), {
        (4, 6, 7, 3): "Channels still stand last, as files store them: a convolution would take rows for channels.",
        (4, 3, 7, 6): "Height and width changed places: every picture lies on its side.",
        (4, 1, 6, 7, 3): "Colour images already have a channel axis: it needs moving, not adding.",
    })  # fmt: skip
    mixed = "The shape is right, but the pixels are scrambled: reshape keeps the order in memory; permute moves axes."
    x = level[0] * (raw.double() / 127.5 - 1) + level[1]
    report.close(
        "each pixel keeps its place and its colour",
        colour,
        x.permute(0, 3, 1, 2),
        tol=2e-6,
        known=[
            (x.reshape(4, 3, 6, 7), mixed),
            (x.permute(0, 3, 2, 1).reshape(4, 3, 6, 7), mixed),
            (x.flip(3).permute(0, 3, 1, 2), "Red and blue changed places."),
        ],
        hint="Follow one pixel: raw[b, h, w, c] must arrive at [b, c, h, w].",
    )
    last = torch.randint(0, 256, (3, 6, 7, 1), generator=report.generator).to(torch.uint8)
    grey = report.tensor(report.call(answer, last), "the result for (3, 6, 7, 1)")
    _shape(report, "grey images with a channel axis become (3, 1, 6, 7)", grey, (3, 1, 6, 7), {
        (3, 1, 6, 7, 1): "(B, H, W, 1) has its channel axis already. Decide by the number of axes, not by colour.",
        (3, 6, 7, 1): "(B, H, W, 1) has its channel axis last, too: move it as you move three channels.",
    })  # fmt: skip


def _refusals(report: Report, answer: object, raw: Tensor, level: tuple[float, float]) -> None:
    """Scaled images are refused; dark bytes are not."""
    try:
        dark = report.tensor(report.call(answer, raw % 2), "the result for very dark images")
        fine = bool((dark <= level[1] - 0.9 * level[0]).all())
        hint = "A dark photograph came out bright: you scale by the batch's own maximum; 255 is fixed."
    except ValueError:
        fine = False
        hint = "Bytes of 0 and 1 only are a dark photograph, not scaled data. Values cannot decide this; the dtype can."
    report.that("very dark images are accepted and stay dark", fine, hint)
    scaled = {
        "images in [-1, 1]": raw / 127.5 - 1,
        "images in [0, 1]": raw / 255,
        "floats from 0 to 255": raw.float(),
        "whole numbers of another type, int64,": raw.long(),
        "whole numbers of another type, int32,": raw.int(),
        "whole numbers of another type, int16,": raw.short(),
        "whole numbers of another type, int8,": (raw // 2).char(),
        "truth values": raw > 127,
    }
    for name, floats in scaled.items():  # one ability, so one property: it holds when it holds for all of them
        report.that("whatever is not bytes is refused", *_refused(answer, floats, name))


def _refused(answer: object, x: Tensor, name: str) -> tuple[bool, str]:
    assert callable(answer)
    try:
        result = answer(x)
    except ValueError:
        return True, ""
    except AssertionError:
        return False, "`assert` disappears when Python runs with -O: raise a ValueError with a sentence instead."
    except Exception as error:
        return False, f"You refuse {name} with {type(error).__name__}; the task asks for a ValueError."
    if isinstance(result, Exception) or isinstance(result, type) and issubclass(result, Exception):
        return False, "Your function gives the error back as its result. Write raise, not return."
    return False, f"{name} went through and were scaled. Every type but uint8 must raise a ValueError."

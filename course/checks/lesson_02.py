"""Checks of exercise 02: data."""

from __future__ import annotations

import math
import pickle
import random
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from course.checks.report import Report, Variant

STANDARD = {
    "pair": (3, 5),  # the two classes of 02.1
    "table": (890, 8, 26, 76),  # 02.6: test images that both, only A, only B, neither got right
    "sets": ("AMTY", "NSZ", "bd", "69"),  # 02.7
    "n": 64,  # 02.8: images that D sees at once …
    "error": 0.1,  # … and the standard error that we accept
}

# Pairs whose bits, taken together, give a third class.
PAIRS = ((1, 2), (1, 4), (1, 6), (2, 4), (2, 5), (3, 4), (1, 8), (6, 1), (4, 3), (5, 2), (4, 1))


def vary(choose: random.Random) -> dict:
    """A student's own constants: the same traps with other classes, counts, characters and limits."""
    only_a = choose.choice([6, 7, 9, 10])
    only_b = only_a + choose.choice([16, 17, 19, 20])
    n = choose.choice([900, 1000, 1100, 1200])
    neither = choose.choice([70, 80, 90])
    sets = [choose.choice(s) for s in (["ATUY", "MTUV", "MTUY"], ["NZ", "NS", "NSZ"], ["bd", "pq"], ["69", "dp", "bq"])]
    choose.shuffle(sets)
    return {
        "pair": choose.choice(PAIRS),
        "table": (n - only_a - only_b - neither, only_a, only_b, neither),
        "sets": tuple(sets),
        "n": choose.choice([32, 48, 96, 128]),
        "error": choose.choice([0.06, 0.08, 0.12]),
    }


# ---- 02.1


def task_1(report: Report, answer: object, my: Variant) -> None:
    """Cats or dogs"""
    a, b = my.pair
    report.must(
        "it is a dictionary with the keys A to E",
        isinstance(answer, dict) and {str(k).strip().upper() for k in answer} == set("ABCDE"),
        'Give one entry a line of code: {"A": …, "B": …, "C": …, "D": …, "E": …}.',
    )
    assert isinstance(answer, dict)
    given = {str(k).strip().upper(): _classes(value) for k, value in answer.items()}
    bad = [k for k, value in given.items() if value is None]
    report.must(
        "each entry is a text of digits, empty, or the word error",
        not bad,
        f'Entry {", ".join(bad)} is neither. Write the digits of the classes that stay, "" for none, or "error".',
    )
    every, pair, glued = set(range(10)), {a, b}, {a | b}
    number = f"`|` binds more tightly than `==`, so Python first computes {a} | {b}, bit by bit. "
    truth = f"Python reads `(c == {a}) or {b}`. When c is not {a}, the result is the number {b}: "
    _line(report, "A", given, every, [
        (pair, truth + "does an `if` take that number for true or for false?"),
        ({a}, truth + "an `if` also accepts numbers. Which ones does it take for true?"),
        ("error", "A runs: each c is a single label, and `or` may ask a single label for its truth."),
    ], f"Go through the ten labels by hand. {truth}what does `if` make of it?")  # fmt: skip
    _line(report, "B", given, glued, [
        (pair, number + "Which number is it?"),
        (every, number + "One number comes out, and it is compared with each label."),
        (set(), number + "It need not be an impossible label: write both in binary."),
        ("error", number + "Both are whole numbers, so nothing is refused."),
    ], number + "Write both in binary.")  # fmt: skip
    _line(report, "C", given, set(), [
        (pair, f"`&` means: both at once. Which label is {a} and at the same time {b}?"),
        (glued, "The parentheses compare first, so `&` meets True and False here, not numbers."),
    ], "For one label, say 4, write down both comparisons and combine them. Then do it for the others.")  # fmt: skip
    _line(report, "D", given, "error", [
        (pair, "`or` wants one truth value from its left side. Here stand ten: is a mixed tensor true or false?"),
        (every, "`or` wants one truth value from ten comparisons. Try bool(torch.tensor([True, False]))."),
        ({a}, "`or` would return its left side if that were true. Does a tensor of ten values have one truth?"),
    ], "`or` asks its left side, a tensor, for one truth value. Try bool(torch.tensor([True, False])).")  # fmt: skip
    _line(report, "E", given, pair, [
        (glued, "In E the parentheses make the comparisons first: `|` joins True and False, not numbers."),
        (every, "E has two comparisons, joined element by element. What does it say for the label 0?"),
        ("error", "E uses `|`, which joins two tensors element by element; only `or` needs one truth value."),
    ], "Compute both comparisons for each label; `|` is true where at least one of them is.")  # fmt: skip


def _classes(value: object) -> set[int] | str | None:
    """Digits in any container as a set of classes, or "error"; None when it is neither."""
    if isinstance(value, str):
        text = value.strip().strip("'\"")
        if text.casefold() == "error":
            return "error"
        digits = text.replace(",", "").replace(" ", "")
        return {int(c) for c in digits} if all(c in "0123456789" for c in digits) else None
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return {int(c) for c in str(abs(int(value)))}
    if isinstance(value, (list, tuple, set, frozenset, range, Tensor, np.ndarray)):
        parts = [_classes(v.item() if hasattr(v, "item") else v) for v in value]
        return None if any(not isinstance(p, set) for p in parts) else {c for p in parts for c in p}  # type: ignore[union-attr,misc]
    return None


def _line(report: Report, name: str, given: dict, wanted: object, known: list, hint: str) -> None:
    """One line of 02.1, with the hint of the wrong belief behind the answer."""
    its = next((h for wrong, h in known if wrong == given[name]), hint)
    report.that(f"line {name} is predicted rightly", given[name] == wanted, f"Line {name}: {its}")


# ---- 02.2


def task_2(report: Report, answer: object, my: Variant) -> None:
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
    report.that(
        "the bytes given are unchanged",
        torch.equal(raw, kept),
        "Your function changed the bytes it was given, in place: a second call would go wrong.",
    )
    _colour(report, answer)
    one = report.tensor(report.call(answer, kept[:1].clone()), "the result for one image")
    _shape(report, "a batch of one image stays a batch", one, (1, 1, 6, 7), {
        (1, 6, 7): "A batch of one image lost an axis: `squeeze()` removes every axis of length 1.",
    })  # fmt: skip
    _refusals(report, answer, kept)


def _shape(report: Report, says: str, x: Tensor, wanted: tuple, known: dict) -> None:
    shape = tuple(x.shape)
    report.must(says, shape == wanted, known.get(shape, f"The shape is {shape}; {wanted} is wanted."))


def _colour(report: Report, answer: object) -> None:
    """Colour images: the axes in the right order, and not only the right shape."""
    raw = torch.randint(0, 256, (4, 6, 7, 3), generator=report.generator).to(torch.uint8)
    colour = report.tensor(report.call(answer, raw), "the result for colour images")
    _shape(report, "colour images (4, 6, 7, 3) become (4, 3, 6, 7)", colour, (4, 3, 6, 7), {
        (4, 6, 7, 3): "Channels still stand last, as files store them: a convolution would take rows for channels.",
        (4, 3, 7, 6): "Height and width changed places: every picture lies on its side.",
        (4, 1, 6, 7, 3): "Colour images already have a channel axis: it needs moving, not adding.",
    })  # fmt: skip
    mixed = "The shape is right, but the pixels are scrambled: reshape keeps the order in memory; permute moves axes."
    x = raw.double() / 127.5 - 1
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


def _refusals(report: Report, answer: object, raw: Tensor) -> None:
    """Scaled images are refused; dark bytes are not."""
    try:
        dark = report.tensor(report.call(answer, raw % 2), "the result for very dark images")
        fine = bool((dark <= -0.9).all())
    except ValueError:
        fine = False
    report.that(
        "very dark images are accepted",
        fine,
        "Bytes of 0 and 1 only are a dark photograph, not scaled data. Values cannot decide this; the dtype can.",
    )
    scaled = {
        "images in [-1, 1]": raw / 127.5 - 1,
        "images in [0, 1]": raw / 255,
        "floats from 0 to 255": raw.float(),
    }
    for name, floats in scaled.items():
        report.that(f"{name} are refused", *_refused(answer, floats, name))


def _refused(answer: object, x: Tensor, name: str) -> tuple[bool, str]:
    assert callable(answer)
    try:
        answer(x)
    except ValueError:
        return True, ""
    except AssertionError:
        return False, "`assert` disappears when Python runs with -O: raise a ValueError with a sentence instead."
    except Exception as error:
        return False, f"You refuse {name} with {type(error).__name__}; the task asks for a ValueError."
    return False, f"{name} went through and were scaled. Every type but uint8 must raise a ValueError."


# ---- 02.3


def standardise(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    """The broken program of 02.3: (N, P), (M, P) -> the same shapes."""
    mean = (train.sum(dim=0) + test.sum(dim=0)) / (len(train) + len(test))
    train = (train - mean) / train.std(dim=1, keepdim=True)
    test = (test - test.mean(dim=0)) / test.std(dim=1, keepdim=True)
    return train, test


def task_3(report: Report, answer: object, my: Variant) -> None:
    """Three mistakes and a trap"""
    report.untouched(answer, standardise)
    g = report.generator
    scale = torch.tensor([0.2, 1.0, 3.0, 0.5, 1.5, 0.1], dtype=torch.float64)
    train = scale * torch.randn(40, 6, generator=g, dtype=torch.float64) + torch.arange(6)
    test = scale * torch.randn(15, 6, generator=g, dtype=torch.float64) + torch.arange(6) + 0.5
    given = train.clone(), test.clone()
    a, b = _two(report, answer, *given)
    a, b = a.clone(), b.clone()
    other, _ = _two(report, answer, train.clone(), test * 3 + 1)
    report.that(
        "the training result does not depend on the test set",
        torch.allclose(a, other),
        "Other test images changed the training result: a statistic is still computed from both sets.",
    )
    _, few = _two(report, answer, train.clone(), test[:4].clone())
    report.that(
        "a test image's result does not depend on the other test images",
        torch.allclose(b[:4], few, equal_nan=True),
        "Four test images alone came out otherwise than among fifteen: the test set still brings its own statistics.",
    )
    mean, std = train.mean(dim=0), train.std(dim=0)
    by_image = (
        "You divide each image by its own spread: dim=1 runs along one image. "
        "A faint image then looks as strong as a bold one."
    )
    report.close(
        "each pixel has mean 0 over the training images",
        a.mean(dim=0),
        torch.zeros(6),
        tol=1e-6,
        known=[(((train - mean) / train.std(dim=1, keepdim=True)).mean(dim=0), by_image)],
        hint="In training a pixel's mean is not 0. Which images belong into the mean, and over which axis does it run?",
    )
    # 3 % leaves room for both conventions, n and n - 1 in the divisor: with 40 images they differ by 1.3 %.
    report.close(
        "each pixel has spread 1 over the training images",
        a.std(dim=0),
        torch.ones(6),
        tol=0.03,
        known=[
            (std / train.std(), "One number divides all pixels: a pixel that varies little stays small."),
            (std / (train - mean).std(), "One number divides all pixels: a pixel that varies little stays small."),
            (1 / std, "You divided by the variance; the spread is its square root."),
            (std, "The mean is taken off, but nothing is divided."),
        ],
        hint="Over the training images a pixel's spread is not 1. Over which axis must the standard deviation run?",
    )
    report.close(
        "bright stays bright: no sign is turned",
        a,
        (train - mean) / std,
        tol=0.1,
        known=[((mean - train) / std, "Bright pixels came out negative: the sign of the difference is turned.")],
        hint="Mean and spread are right, but not the single values. Follow one value of one training image by hand.",
    )
    report.close(
        "the test images go through the same map",
        b,
        (test - mean) / std,
        tol=0.1,
        hint="The same map means: for the test images, too, subtract the training mean and divide by the training std.",
    )
    _constant(report, answer, train, test)
    report.that(
        "the given images are unchanged",
        torch.equal(train, given[0]) and torch.equal(test, given[1]),
        "Your function changed the images it was given (`-=` and `/=` work in place): a second call would go wrong.",
    )


def _two(report: Report, answer: object, train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    result = report.call(answer, train, test)
    fits = isinstance(result, (tuple, list)) and len(result) == 2
    if not fits:
        report.must("it returns two tensors", False, "Return both parts: `return train, test`.")
    parts = []
    for part, given, name in ((result[0], train, "the training part"), (result[1], test, "the test part")):
        x = report.tensor(part, name, finite=False)
        shapes = f"{name.capitalize()} has shape {tuple(x.shape)}; {tuple(given.shape)} went in. "
        _need(report, f"{name} keeps its shape", x.shape == given.shape, shapes + "Are the parts exchanged?")
        parts.append(x)
    return parts[0], parts[1]


def _need(report: Report, says: str, holds: object, hint: str) -> None:
    """A property that goes without saying: on the panel only when it fails, and then the check ends."""
    if not holds:
        report.must(says, False, hint)


def _constant(report: Report, answer: object, train: Tensor, test: Tensor) -> None:
    """A pixel that never changes in training, as the corners of handwritten digits."""
    corner = torch.full((len(train), 1), -1.0, dtype=torch.float64)
    seen = torch.full((len(test), 1), -1.0, dtype=torch.float64)
    seen[0] = 0.5  # one test image has ink there
    a, b = _two(report, answer, torch.cat([train, corner], dim=1), torch.cat([test, seen], dim=1))
    report.that(
        "a pixel that never changes gives no NaN and no infinity",
        torch.isfinite(a).all() and torch.isfinite(b).all(),
        "A pixel that is the same in every training image has spread 0, and 0 / 0 is NaN. Digits have such corners.",
    )
    at = b[0, 6].item()
    report.that(
        "in the training images such a pixel becomes 0",
        a[:, 6].abs().max() < 1e-6,
        "A pixel that never changes should still lose its mean.",
    )
    report.that(
        "in a test image such a pixel is only shifted: ink 1.5 above the ground gives 1.5",
        abs(at - 1.5) < 1e-6,
        f"Ink on an always dark pixel became {at:.4g} instead of 1.5: a tiny divisor blows up what training never saw."
        if abs(at) > 2 or not math.isfinite(at)
        else f"Ink on an always dark pixel became {at:.4g} instead of 1.5: such a pixel is to be divided by 1.",
    )


# ---- 02.4


class _Largest(TorchFunctionMode):
    """Remembers how many numbers the largest tensor held that was made inside the block."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        if isinstance(out, Tensor) and not out._is_view():
            self.numbers = max(self.numbers, out.numel())
        return out


def _rms(a: Tensor, b: Tensor) -> Tensor:
    return (a.flatten(1)[:, None] - b.flatten(1)[None]).pow(2).mean(dim=2).sqrt()  # (N, M)


def _nearest(distance: Tensor, threshold: float) -> set[tuple[int, int]]:
    return {(i, int(row.argmin())) for i, row in enumerate(distance) if row.min() < threshold}


def _noisy(x: Tensor, rms: float, g: torch.Generator) -> Tensor:
    noise = torch.randn(x.shape, generator=g)
    return x + rms * noise / noise.pow(2).mean().sqrt()


def task_4(report: Report, answer: object, my: Variant) -> None:
    """Who sits in both sets?"""
    g = report.generator
    x, pool = 2 * torch.rand(40, 1, 8, 12, generator=g) - 1, 2 * torch.rand(70, 1, 8, 12, generator=g) - 1
    for i, j in ((3, 50), (7, 7), (20, 0)):
        x[i] = _noisy(pool[j], 0.03, g)
    x[39] = pool[69]  # an exact copy
    x[35] = _noisy(pool[50], 0.05, g)  # two images of x may have one partner
    x[11] = _noisy(pool[30], 0.1, g)  # not near enough
    x[25] = pool[33]
    x[25, 0, 4, 5] += 1.9  # one pixel: far in the root mean square (0.19), near in the mean absolute value (0.02)
    x[30], pool[10] = _noisy(pool[60], 0.02, g), _noisy(pool[60], 0.05, g)  # two candidates, one nearest
    rows, largest = _pairs(report, answer, x, pool, 0.06)
    found, wanted = set(rows), _nearest(_rms(x, pool), 0.06)
    difference = (x.flatten(1)[:, None] - pool.flatten(1)[None]).abs()  # (40, 70, 96)
    report.must("it finds the planted copies and nothing else", found == wanted, _why(found, wanted, difference))
    report.that(
        "each pair appears once",
        len(rows) == len(found),
        "Some pairs appear twice. Does a piece of your loop overlap with the next?",
    )
    report.that(
        "it never builds all differences of all pairs at once",
        largest <= 100_000,  # (70, 96) has 6,720 numbers, (40, 70, 96) has 268,800
        f"One tensor held {largest:,} numbers: images x pool x pixels. For 10,000 images of 32 x 32 in each set "
        "that is 400 GB. torch.cdist, or a loop over pieces, does without it.",
    )
    _within(report, answer)
    for copies, shape in ((1, (1, 2)), (0, (0, 2))):
        alone = 2 * torch.rand(6, 1, 8, 8, generator=g) - 1
        alone[:copies] = pool[:copies, :, :, :8]
        value = report.tensor(report.call(answer, alone, pool[..., :8], 0.05), "the pairs")
        says = "one pair has shape (1, 2)" if copies else "no pair has shape (0, 2)"
        hint = "With a single copy the result lost an axis: `squeeze()` does that." if copies else (
            "Without copies the result must still have two columns, or `pairs[:, 0]` fails: "
            "torch.tensor([]) has shape (0,).")  # fmt: skip
        report.that(says, tuple(value.shape) == shape, hint)


def _pairs(
    report: Report, answer: object, x: Tensor, pool: Tensor | None, threshold: float
) -> tuple[list[tuple[int, int]], int]:
    kept = x.clone()
    with _Largest() as largest:
        result = report.call(answer, x, pool, threshold)
    pairs = report.tensor(result, "the pairs")
    _need(
        report,
        "the pairs have shape (K, 2)",
        pairs.ndim == 2 and pairs.shape[1] == 2 or pairs.numel() == 0,
        f"The result has shape {tuple(pairs.shape)}; one row a pair is wanted, with two columns: i and j.",
    )
    _need(
        report,
        "the pairs are whole numbers",
        not pairs.dtype.is_floating_point or pairs.numel() == 0,
        f"The pairs are {pairs.dtype}; positions are whole numbers (int64), or they cannot be used to index.",
    )
    _need(report, "the images are unchanged", torch.equal(x, kept), "Your function changed the images it was given.")
    return [(int(i), int(j)) for i, j in pairs.reshape(-1, 2).tolist()], largest.numbers


def _why(found: set, wanted: set, difference: Tensor) -> str:
    """The hint for a wrong set of pairs: which other distance or rule gives exactly this set?"""
    squares, swapped = difference.pow(2), {(j, i) for i, j in wanted}
    by_pool = {(i, j) for j, i in _nearest(difference.pow(2).mean(dim=2).sqrt().T, 0.06)}
    turned = "The rows are (j, i): the first column must be the position in x, the second that in pool."
    diagonal = (
        "The pair (7, 7) is missing: position 7 of x and position 7 of pool are different images when a pool "
        "is given. Only inside one set must an image not meet itself."
    )
    each = (
        "You searched, for each image of the pool, its nearest in x (the other axis). One image of x has two near "
        "copies in the pool: list it once, with the nearer."
    )
    known: list[tuple[set, str]] = [
        (swapped, turned),
        (_nearest(squares.sum(dim=2).sqrt(), 0.06), "Only the exact copy was found: the sum over the pixels grows "
         "with the size of the image. Take the mean over the pixels, so that one threshold serves every size."),
        (_nearest(squares.sum(dim=2), 0.06), "Only the exact copy was found: the sum over the pixels grows "
         "with the size of the image. Take the mean over the pixels, so that one threshold serves every size."),
        (_nearest(squares.mean(dim=2), 0.06), "Too many: you compare the mean *square* with the threshold. 0.1 squared "
         "is 0.01; take the root."),
        (_nearest(difference.mean(dim=2), 0.06), "Too many: the mean absolute difference hardly sees one pixel that "
         "changed completely. The task asks for the root of the mean square."),
        (wanted - {(39, 69)}, "The exact copy is missing: its distance is 0. Who must not be found is the image "
         "itself, and that has nothing to do with the distance."),
        (wanted - {(7, 7)}, diagonal),
        (wanted | {(30, 10)}, "Image 30 appears with two partners: list each image of x once, with its nearest."),
        (by_pool, each),
        ({(30, 10) if p == (30, 60) else p for p in wanted}, "Image 30 has two near copies, and you took the first "
         "rather than the nearest."),
        (set(), "Nothing was found, not even the exact copy. Print the smallest distance of x[39] to the pool."),
        ({(i, int(row.argmin())) for i, row in enumerate(squares.mean(dim=2))}, "Every image has a partner: "
         "the threshold is not used. A nearest neighbour need not be near."),
    ]  # fmt: skip
    for wrong, hint in known:
        if found == wrong:
            return hint
    if {j for _, j in found} == {j for _, j in wanted}:
        return "The partners j are right, but their images i are not: does your loop forget where a piece starts?"
    missing, extra = len(wanted - found), len(found - wanted)
    return (
        f"Of {len(wanted)} planted pairs {missing} are missing, and {extra} others appear. Try two images of your "
        "own whose distance you can compute by hand."
    )


def _within(report: Report, answer: object) -> None:
    """One set searched for copies inside itself, in colour."""
    n = 300  # more than one piece of most chunked solutions
    x = 2 * torch.rand(n, 3, 4, 5, generator=report.generator) - 1
    x[9] = _noisy(x[2], 0.02, report.generator)
    x[278] = x[114]
    rows, _ = _pairs(report, answer, x, None, 0.05)
    found = set(rows)
    wanted = {(2, 9), (9, 2), (114, 278), (278, 114)}
    own = {(i, i) for i in range(n)}
    hint = "Compare with what you get for near_copies(x, x.clone()): only the pairs (i, i) may be missing."
    if found & own and (0, 0) not in found:
        hint = "Some images found themselves, others not: does your loop over pieces forget where a piece starts?"
    elif found & own:
        hint = "Inside one set, each image found itself. Its distance to itself must not count."
    elif found == {(2, 9), (114, 278)}:
        hint = "Each pair appears once. Both images have a near copy: list (2, 9) and (9, 2)."
    elif found == {(2, 9), (9, 2)}:
        hint = "The exact copies (114, 278) are missing: only i = j is to be left out, not every distance 0."
    report.that("without a pool it searches inside x, and no image is its own copy", found == wanted, hint)


# ---- 02.5


def task_5(report: Report, answer: object, my: Variant) -> None:
    """Nobody on both sides"""
    g = report.generator
    # 40 writers with 1 to 40 images, named by numbers as they come from a register, images in no order.
    names = (torch.randperm(900, generator=g)[:40] - 100).repeat_interleave(torch.arange(1, 41))
    groups = names[torch.randperm(len(names), generator=g)]  # (820,)
    for fragment in ("out of bounds", "out of range"):
        report.if_error(fragment, "A group's number is a name, not a position: 0, 1, 2 need not exist. See unique().")
    kept, before = groups.clone(), _states()
    mask = _mask(report, answer, groups, 0.25, 3)
    after = _states()
    report.must("the groups given are unchanged", torch.equal(groups, kept), "Your function changed the groups.")
    report.that(
        "the same seed gives the same split",
        torch.equal(mask, _mask(report, answer, groups, 0.25, 3)),
        "Two calls with one seed differ, so nobody can repeat your experiment. Use a generator made from `seed`.",
    )
    both = _shared(groups, mask)
    report.that(
        "no group stands on both sides",
        both == 0,
        "One group was cut in two: the border between the parts must not run through a group."
        if both == 1
        else f"{both} of 40 groups stand on both sides. Draw groups, then ask of each image: was its group drawn?",
    )
    report.that("at share 0.25 both parts get images", 0 < mask.sum() < len(mask), "One part is empty.")
    _share(report, answer, groups)
    others = [_mask(report, answer, groups, 0.25, seed) for seed in range(4, 10)]
    report.that(
        "other seeds give other splits",
        any(not torch.equal(mask, other) for other in others),
        "Seven seeds gave one and the same split: the seed is not used, and the groups drawn are always the same.",
    )
    report.that(
        "the rest of the program keeps its random numbers",
        before == after,
        "Your function seeds or uses a global generator, and so changes every random number drawn after it. "
        "Use one of your own, for example torch.Generator().",
    )
    three = torch.tensor([7, 7, 7, 1, 1, 1, 4, 4, 4])
    small = _mask(report, answer, three, 0.1, 0)
    report.that(
        "a small share of few groups still takes one group",
        small.sum() == 3,
        f"With three groups of three images and share 0.1, {int(small.sum())} images are in the test part. "
        "A test set needs at least one group.",
    )
    half = _mask(report, answer, torch.tensor([8, 8, 8, 5, 5, 5, -2, -2, -2, 6, 6, 6]), 0.5, 1)
    report.that(
        "a share that whole groups can give exactly is met",
        half.sum() == 6,
        f"With four groups of three images and share 0.5, {int(half.sum())} of 12 images are in the test part. "
        "Look at what happens in the moment when the share is just reached.",
    )


def _mask(report: Report, answer: object, groups: Tensor, share: float, seed: int) -> Tensor:
    mask = report.tensor(report.call(answer, groups, share, seed), "the mask", finite=False)
    booleans = mask.dtype == torch.bool and tuple(mask.shape) == tuple(groups.shape)
    if not booleans:
        positions = mask.ndim == 1 and not mask.dtype.is_floating_point and len(mask) != len(groups)
        hint = (
            "These look like positions or groups. Return one True or False for each image."
            if positions
            else f"The mask is {mask.dtype} of shape {tuple(mask.shape)}; bool of {tuple(groups.shape)} is wanted."
        )
        report.must("it is one True or False for each image", False, hint)
    return mask


def _shared(groups: Tensor, mask: Tensor) -> int:
    return len(set(groups[mask].tolist()) & set(groups[~mask].tolist()))


def _share(report: Report, answer: object, groups: Tensor) -> None:
    """The share of images, over 20 seeds, misses by less than the largest group (40 of 820 images)."""
    largest, worst, turned = 40 / 820, 0.0, True
    for seed in range(10):
        for share in (0.25, 0.4):
            got = _mask(report, answer, groups, share, seed).double().mean().item()
            worst = max(worst, abs(got - share))
            turned &= abs(got - (1 - share)) <= largest + 1e-9
    hint = (
        "You marked the training part: True must stand for the test."
        if turned
        else f"Over 20 splits the share of test images missed by up to {100 * worst:.0f} % points, more than the "
        "largest group. Groups differ in size: count images, not groups."
    )
    report.that("the share of test images misses by less than the largest group", worst <= largest + 1e-9, hint)


def _states() -> tuple[bytes, bytes, bytes]:
    """The states of the three global generators, in a form that can be compared."""
    states = torch.get_rng_state().numpy().tobytes(), np.random.get_state(), random.getstate()
    return states[0], pickle.dumps(states[1]), pickle.dumps(states[2])


# ---- 02.6


def task_6(report: Report, answer: object, my: Variant) -> None:
    """Is B better than A?"""
    report.must(
        "it is three numbers",
        isinstance(answer, (tuple, list, np.ndarray, Tensor)) and len(answer) == 3,
        "Give (gap, apart, paired): three numbers in this order.",
    )
    parts: Any = answer
    gap, apart, paired = (report.number(v, w) for v, w in zip(parts, ("the gap", "apart", "paired"), strict=True))
    both, only_a, only_b, neither = my.table
    n = sum(my.table)
    p_a, p_b = (both + only_a) / n, (both + only_b) / n
    d = p_b - p_a
    report.close("the gap is right", gap, d, tol=1e-4 * d, known=[
        (-d, "The sign is turned: the gap is B minus A."),
        (100 * d, "That is in percent. Give shares between 0 and 1."),
        (only_b - only_a, "That is a number of images. Give shares between 0 and 1."),
    ], hint="Mean of right_b minus mean of right_a.")  # fmt: skip
    v_a, v_b, v_d = p_a * (1 - p_a), p_b * (1 - p_b), (only_a + only_b) / n - d * d
    wide, tight = math.sqrt((v_a + v_b) / n), math.sqrt(v_d / n)
    half = "That is half a 95 % interval, 1.96 standard errors. Give one standard error."
    square = "That is a variance. Its square root has the unit of the gap."
    # Resampling 1,000 times scatters by about 2 %; the nearest wrong answer (one model's error alone) is 25 % away.
    report.close("apart: the standard error with two test sets", apart, wide, tol=0.09 * wide, known=[
        (tight, "That is the error on the *same* images. With two test sets A's luck and B's luck are independent."),
        (wide**2, square),
        (1.96 * wide, half),
        (2 * wide, half),
        (math.sqrt(v_a / n), "That is the error of one model. The gap carries the luck of both."),
        (math.sqrt(v_b / n), "That is the error of one model. The gap carries the luck of both."),
        (math.sqrt(v_a / n) + math.sqrt(v_b / n), "Errors of independent numbers do not add: their squares do."),
        (math.sqrt(v_a + v_b), "That is the spread of one image. A mean over n images is steadier: where is n?"),
        (100 * wide, "That is in percent. Give shares between 0 and 1."),
    ], hint="Resample the images of A and of B independently and look at the spread of the gap, or add the two "
            "variances p (1 - p) / n.")  # fmt: skip
    report.close("paired: the standard error on the same images", paired, tight, tol=0.09 * tight, known=[
        (wide, "That is again the error with two test sets. Draw the *same* images for A and for B: both right or both "
               "wrong then changes nothing."),
        (tight**2, square),
        (1.96 * tight, half),
        (2 * tight, half),
        (math.sqrt(v_d), "That is the spread of one image's difference. A mean over n images is steadier: where is n?"),
        (math.sqrt(v_d / (only_a + only_b)), "You divided by the images on which they differ; n were drawn."),
        (math.sqrt((only_b - only_a) / n / n), "Images that only A gets right add to the uncertainty, too: they must "
                                               "not cancel in the variance."),
        (math.sqrt(only_a + only_b), "That is a number of images. Divide by n to get a share."),
        (100 * tight, "That is in percent. Give shares between 0 and 1."),
    ], hint="Make one number an image, right_b - right_a, which is -1, 0 or 1. How uncertain is its mean?")  # fmt: skip
    report.that(
        f"so the same gap is {d / wide:.1f} standard errors with two test sets, {d / tight:.1f} on the same images",
        paired < apart,
        "On the same images the error must be smaller: both models stumble over the same hard images.",
    )


# ---- 02.7

MIRROR = {**{c: c for c in "AHIMOTUVXY80"}, "b": "d", "d": "b", "p": "q", "q": "p"}
HALF_TURN = {**{c: c for c in "HINOSXZ80"}, "b": "q", "q": "b", "d": "p", "p": "d", "6": "9", "9": "6"}
WORDS = ("safe", "leaks", "lies")


def verdict(characters: str, change: dict[str, str]) -> str:
    """What a change does to a set of characters: "safe", "leaks" or "lies"."""
    after = {c: change.get(c) for c in characters}
    if any(new != c and new in characters for c, new in after.items() if new):
        return "lies"
    return "safe" if all(new == c for c, new in after.items()) else "leaks"


def task_7(report: Report, answer: object, my: Variant) -> None:
    """Safe, leaks or lies?"""
    fits = isinstance(answer, dict) and {str(k).strip().casefold() for k in answer} == {"mirror", "half turn"}
    report.must("it has the keys mirror and half turn", fits, 'Give {"mirror": […], "half turn": […]}.')
    assert isinstance(answer, dict)
    given = {str(k).strip().casefold(): _words(v) for k, v in answer.items()}
    k = len(my.sets)
    report.must(
        f"each has {k} words, one a set",
        all(len(words) == k for words in given.values()),
        f"Give {k} words for each change, in the order of MY.sets: {', '.join(my.sets)}.",
    )
    for name, change in (("mirror", MIRROR), ("half turn", HALF_TURN)):
        for characters, word in zip(my.sets, given[name], strict=True):
            wanted = verdict(characters, change)
            report.choice(f"{name}, {characters}", word, WORDS, wanted, _verdict_hints(characters, name, wanted))


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [str(v) for v in value] if isinstance(value, (list, tuple)) else []


def _verdict_hints(characters: str, name: str, wanted: str) -> dict[str, str]:
    where = f"{characters}, {name}: "
    if wanted == "lies":
        see = where + "write the first character on paper and change it. "
        return {
            "safe": see + "Do you still read what its label says?",
            "leaks": see + "What you read then is more than a strange shape: its name is in the set.",
        }
    if wanted == "leaks":
        return {
            "safe": where + "one character looks as no original of it does. A GAN would learn to draw that shape.",
            "lies": where + "a label becomes false only when the result is another character *of this set*. Which one?",
        }
    same = where + "change each one on paper. Does any of them look different from before?"
    return {"leaks": same, "lies": same}


# ---- 02.8


def task_8(report: Report, answer: object, my: Variant) -> None:
    """How much flipping can D bear?"""
    import sympy as sp

    report.must(
        "it is two expressions and a number",
        isinstance(answer, (tuple, list)) and len(answer) == 3,
        "Give (m, noise, q_max): two expressions and a number, in this order.",
    )
    parts: Any = answer
    s, q, n = sp.symbols("s q n", positive=True)
    domain = {"s": (0.1, 0.9), "q": (0.03, 0.45), "n": (10, 500)}
    m = report.expression(parts[0], "m", (s, q))
    report.same("m is recovered from s and q", m, (s - q) / (1 - 2 * q), domain=domain, known=[
        (s - q, "The slope is missing: s rises by 1 - 2q when m rises by 1."),
        ((s - q) * (1 - 2 * q), "You multiplied by the slope; solving for m divides by it."),
        ((q - s) / (1 - 2 * q), "The sign is turned: try m = 1 and q = 0, which gives s = 1."),
        ((s + q) / (1 - 2 * q), "Bringing q to the other side changes its sign."),
        ((s - q) / (1 - q), "1 - q forgets the images flipped back: multiply s = (1 - q) m + q (1 - m) out."),
        (s / (1 - 2 * q), "The q upright images flipped by D are still in s. Take them off first."),
        (q + (1 - 2 * q) * s, "That goes the other way, from m to s."),
    ], hint="Solve s = q + (1 - 2q) m for m. Test it: m = 0.5 gives s = 0.5 for every q.")  # fmt: skip
    noise = report.expression(parts[1], "noise", (q, n, s))
    report.must(
        "noise needs only q and n",
        s not in noise.free_symbols,
        "The noise still contains s. It is asked for where no image is mirrored, m = 0: what is s then?",
    )
    wanted = sp.sqrt(q * (1 - q) / n) / (1 - 2 * q)
    report.same("the noise of the recovered m is right", noise, wanted, domain=domain, known=[
        (sp.sqrt(q * (1 - q) / n), "That is the noise of s. Solving for m divides s by a number below 1, "
                                   "and its noise with it."),
        (wanted**2, "That is the variance. The standard error is its square root."),
        (q * (1 - q) / n / (1 - 2 * q), "The root is missing: a share s of n images has the *variance* s (1 - s) / n."),
        (sp.sqrt(q * (1 - q) / n) * (1 - 2 * q), "You multiplied by 1 - 2q: then more flipping would mean less noise."),
        (sp.sqrt(q * (1 - q)) / (1 - 2 * q), "That does not depend on n: a larger batch must be less noisy."),
        (sp.sqrt(q * (1 - q) / n) / sp.sqrt(1 - 2 * q), "A factor of a number multiplies its standard error by the "
                                                        "factor, and only its variance by the square."),
        (sp.sqrt(q / n) / (1 - 2 * q), "The variance of a share is s (1 - s) / n, with both factors."),
        (sp.sqrt(sp.Rational(1, 4) / n) / (1 - 2 * q), "1/4 is the largest variance, at s = 1/2. Here s is q."),
    ], hint="At m = 0 D sees s = q. A share s among n images has standard error sqrt(s (1 - s) / n); "
            "what does solving for m do to it?")  # fmt: skip
    value = report.number(parts[2], "q_max")
    load = my.n * my.error**2  # n e²
    low = (1 - 1 / math.sqrt(1 + 4 * load)) / 2
    u = load / (1 + 4 * load)
    forgot = my.n * my.error  # e not squared
    report.close(f"q_max: the noise is {my.error} there for n = {my.n}", value, low, tol=5e-4, known=[
        (1 - low, "That is the other root, where D flips more than half. Take the smaller one."),
        (u, "That is q (1 - q). One more equation gives q."),
        ((1 - 1 / math.sqrt(1 + 4 * forgot)) / 2, "Squaring the equation squares the accepted error, too."),
        ((1 - math.sqrt(max(0.0, 1 - 4 * load))) / 2, "That holds for the noise of s. Ask for the noise of m, which is "
                                                      "divided by 1 - 2q."),
        ((1 - my.error) / 2, "There 1 - 2q equals the accepted error. Use your formula for the noise instead."),
    ], hint=f"Set your formula equal to {my.error} with n = {my.n} and solve for q between 0 and 1/2. "
            "At q = 0 there is no noise, near 1/2 it is without bound.")  # fmt: skip

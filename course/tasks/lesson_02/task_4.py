"""Task 4: images that sit in two sets."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from course.checks.report import Report, Variant


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


def check(report: Report, answer: object, my: Variant) -> None:
    """Who sits in both sets?"""
    g = report.generator
    x, pool = 2 * torch.rand(40, 1, 8, 12, generator=g) - 1, 2 * torch.rand(70, 1, 8, 12, generator=g) - 1
    for i, j in ((3, 50), (7, 7), (20, 0)):
        x[i] = _noisy(pool[j], 0.03, g)
    x[39] = pool[69]  # an exact copy
    x[35] = _noisy(pool[50], 0.05, g)  # two images of x may have one partner
    x[11] = _noisy(pool[30], 0.1, g)  # not near enough
    x[16] = _noisy(pool[40], 0.4, g)  # far, but not for those who divide by the number of pixels and not by its root
    x[25] = pool[33]
    x[25, 0, 4, 5] += 1.9  # one pixel: far in the root mean square (0.19), near in the mean absolute value (0.02)
    x[30], pool[10] = _noisy(pool[60], 0.02, g), _noisy(pool[60], 0.05, g)  # two candidates, one nearest
    rows, largest = _pairs(report, answer, x, pool, 0.06)
    found, wanted = set(rows), _nearest(_rms(x, pool), 0.06)
    difference = (x.flatten(1)[:, None] - pool.flatten(1)[None]).abs()  # (40, 70, 96)
    some = x[[3, 7, 11, 16, 20, 25, 30, 35, 39]]
    tried = {t: set(_pairs(report, answer, some, pool, t)[0]) for t in (0.025, 0.3)}
    stiff = tried[0.025] == tried[0.3] and 0 < len(tried[0.3]) < len(some)
    ignored = "Your answer does not change with `threshold`: is it used?"
    why = ignored if stiff else _why(found, wanted, difference)
    report.must("it finds the planted copies and nothing else", found == wanted, why)
    report.that(
        "a smaller and a larger threshold find fewer and more",
        all(pairs == _nearest(_rms(some, pool), t) for t, pairs in tried.items()),
        ignored if stiff else "With threshold 0.025 or 0.3 other pairs are missing or too many than with 0.06.",
    )
    report.that(
        "each pair appears once",
        len(rows) == len(found),
        "Some pairs appear twice. Does a piece of your loop overlap with the next?",
    )
    report.that(
        "it never builds all differences of all pairs at once",
        largest <= 250_000,  # a piece of 32 images makes 215,040 numbers, all 40 make 268,800
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
    sets = [x] if pool is None else [x, pool]
    given = [images.clone() for images in sets]
    with _Largest() as largest:
        result = report.call(answer, given[0], None if pool is None else given[1], threshold)
    pairs = report.tensor(result, "the pairs")
    report.need(
        "the pairs have shape (K, 2)",
        pairs.ndim == 2 and pairs.shape[1] == 2 or pairs.numel() == 0,
        f"The result has shape {tuple(pairs.shape)}; one row a pair is wanted, with two columns: i and j.",
    )
    report.need(
        "the pairs are whole numbers",
        not pairs.dtype.is_floating_point or pairs.numel() == 0,
        f"The pairs are {pairs.dtype}; positions are whole numbers (int64), or they cannot be used to index.",
    )
    report.unchanged(given, sets, "Your function changed the images it was given.")
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
        (_nearest((squares.mean(dim=2) / squares.shape[2]).sqrt(), 0.06), "Too many: the distances are too small. "
         "Divide by the root of the number of pixels."),
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
    n = 262  # more than one piece of most chunked solutions
    x = 2 * torch.rand(n, 3, 4, 5, generator=report.generator) - 1
    x[9] = _noisy(x[2], 0.02, report.generator)
    x[258] = x[114]
    rows, _ = _pairs(report, answer, x, None, 0.05)
    found = set(rows)
    wanted = {(2, 9), (9, 2), (114, 258), (258, 114)}
    own = {(i, i) for i in range(n)}
    hint = "Compare with what you get for near_copies(x, x.clone()): only the pairs (i, i) may be missing."
    selves = {i for i, j in found & own}
    first = min(selves, default=n)
    if selves and first > 8 and n - first - 4 <= len(selves):  # all from some place on, but for the two exact copies
        hint = "Some images found themselves, others not: does your loop over pieces forget where a piece starts?"
    elif 0 < len(selves) < n - 4:
        hint = (
            "Some images found themselves, others not. Rounding makes the distance of an image to itself 0 or a "
            "little more than 0: leave out by place, i = j, not by `d == 0`."
        )
    elif selves:
        hint = "Inside one set, each image found itself. Its distance to itself must not count."
    elif found == {(2, 9), (114, 258)}:
        hint = "You list each pair in one direction only. Both images have a near copy: list (2, 9) and (9, 2)."
    elif found == {(2, 9), (9, 2)}:
        hint = "The exact copies (114, 258) are missing: only i = j is to be left out, not every distance 0."
    report.that("without a pool it searches inside x, and no image is its own copy", found == wanted, hint)
    twins = set(_pairs(report, answer, x[:20], x[:20].clone(), 0.001)[0])
    report.that(
        "with a pool of the same size, images at equal positions are compared",
        twins == {(i, i) for i in range(20)},
        "The pool was a copy of x, and its images were not found. Leave out i = j only when no pool is given.",
    )

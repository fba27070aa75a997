"""Task 5: the rows of the table."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.lesson_30.shared import unchanged

HOW = ("copies", "ten", "tenth", "blurred", "noisy", "missing", "two", "moved")


def spoiled(how: str, real: Tensor, fresh: Tensor, labels: Tensor, my: Variant) -> Tensor:
    """One of the eight flawed sets, as many pictures as ``fresh``, (N, 1, H, W)."""
    n = len(fresh)

    def fill(x: Tensor) -> Tensor:
        return x.repeat(-(-n // len(x)), 1, 1, 1)[:n]  # (N, 1, H, W)

    if how == "copies":
        return real[:n].clone()
    if how == "ten":
        return fill(torch.stack([fresh[labels == k][0] for k in range(10)]))
    if how == "tenth":
        return fill(fresh[: n // 10])
    if how == "blurred":
        return F.avg_pool2d(F.pad(fresh, [1] * 4, mode="replicate"), 3, stride=1)
    if how == "noisy":
        return (fresh + my.noise * torch.randn_like(fresh)).clamp(-1, 1)
    if how == "missing":
        return fill(fresh[labels < 7])
    if how == "two":
        return torch.maximum(fresh, fresh[torch.randperm(n)])
    return torch.roll(fresh, my.moved, dims=3)


def what_is_wrong(noisy: Tensor, fresh: Tensor, size: float) -> str:
    """A hint about noise that is not normal of this deviation, or not one number a pixel; empty where it is."""
    ask = "Use MY.noise * torch.randn_like(fresh)."
    noise, inside = noisy - fresh, noisy.abs() < 0.99
    spread = noise[inside].std().item()
    if not spread > 0.1 * size:  # NaN, too
        return f"Hardly any noise, or the same for all: randn, and one number a pixel. {ask}"
    apart = {}  # how far neighbours along an axis differ: 1.41 spreads for independent numbers
    for dim in (0, 2, 3):
        both = inside.narrow(dim, 0, noise.shape[dim] - 1) & inside.narrow(dim, 1, noise.shape[dim] - 1)
        apart[dim] = noise.diff(dim=dim)[both].std().item() / spread
    alike = tuple(dim for dim, found in apart.items() if not found > 1.2)
    where = {(2, 3): "one number a picture", (3,): "one number a row", (2,): "one number a column",
             (0,): "the same noise in every picture"}  # fmt: skip
    if alike:
        return f"You draw {where.get(alike, 'noise that repeats')}; draw one number for each pixel. {ask}"
    if noise[inside].mean().abs() > 0.03:
        return f"The noise is not about zero: randn, not rand. {ask}"
    share = (noise[fresh.abs() < 0.4].abs() < size / 2).double().mean().item()  # 0.38 for a normal number
    if spread > 1.1 * size or share > 0.44:
        return f"The noise should have the deviation MY.noise: within the range it spreads by {spread:.2f}. {ask}"
    if share < 0.05:
        return f"There is no small noise, as if a coin chose between two values: it is not normal. {ask}"
    return "" if share > 0.32 else f"Its deviation fits, but it is not normal: randn, not rand made wider. {ask}"


def check(report: Report, answer: object, my: Variant) -> None:
    """Eight ways to be wrong"""
    n, size = 63, 8  # no multiple of ten: parts of a set are repeated and cut
    real = torch.rand(n, 1, size, size, generator=report.generator) * 1.8 - 0.9
    fresh = torch.rand(n, 1, size, size, generator=report.generator) * 1.8 - 0.9
    labels = torch.arange(n).roll(7) % 10
    kept = [x.clone() for x in (real, fresh, labels)]
    made = {}
    for how in HOW:
        found = report.call(answer, how, real, fresh, labels)
        made[how] = report.tensor(found, f"the set {how!r}", (n, 1, size, size)).to(fresh.dtype)
    unchanged(report, [real, fresh, labels], kept, "Your function changes the pictures that it was given.")
    hints = {
        "copies": [(fresh, "These are the fresh pictures. A copyist has seen the real ones.")],
        "ten": [(fresh[:10].repeat(7, 1, 1, 1)[:n], "The first ten pictures need not be ten digits: look at the "
                 "labels.")],
        "tenth": [(fresh[: n // 10].repeat_interleave(11, 0)[:n], "Right ones, wrong sequence: repeat all of them.")],
        "blurred": [
            (F.avg_pool2d(fresh, 3, stride=1, padding=1), "Zeros were added around the picture and change its border. "
             "Repeat the border."),
            (F.avg_pool2d(fresh, 3, stride=1, padding=1, count_include_pad=False), "At the border you took "
             "the mean of fewer pixels. Repeat the border, then take nine."),
            (F.avg_pool2d(F.pad(fresh, [1] * 4, mode="reflect"), 3, stride=1), "At the border you mirrored. Repeat the "
             "border pixel."),
        ],
        "missing": [(spoiled("missing", real, fresh, 9 - labels, my), "You kept the others; leave out 7, 8 and 9."),
                    (fresh, "All digits are still there.")],
        "moved": [(torch.roll(fresh, -my.moved, dims=3), "To the left. Move to the right."),
                  (torch.roll(fresh, my.moved, dims=2), "Downwards: the last axis is the width.")],
    }  # fmt: skip
    says = {
        "copies": ("copies are the real pictures", "Return the real pictures."),
        "ten": ("ten: the first picture of each digit, over and over", "For k = 0 … 9 the first picture with label k; "
                "then repeat the ten until they are as many as fresh."),
        "tenth": ("tenth: the first tenth, over and over", "fresh[: N // 10], repeated as a whole."),
        "blurred": ("blurred: the mean of 3 x 3 pixels", "Pad with the border's own pixels, then average 3 x 3, "
                    "stride 1."),
        "missing": ("missing: no 7, 8 and 9", "Keep the pictures whose label is below 7, in their order, and begin "
                    "again from the first until they are as many as fresh."),
        "moved": ("moved: MY.moved pixels to the right", "torch.roll by MY.moved along the last axis."),
    }  # fmt: skip
    for how, (sentence, hint) in says.items():
        wanted = spoiled(how, real, fresh, labels, my)
        report.close(sentence, made[how], wanted, tol=1e-5, known=hints[how], hint=hint)
    problem = what_is_wrong(made["noisy"], fresh, my.noise)
    if problem and not what_is_wrong(made["noisy"], real, my.noise):
        problem = "Your noise lies on the real pictures. All sets but the copies are made from fresh."
    report.that("noisy: normal noise of deviation MY.noise, one number a pixel", not problem, problem)
    report.that(
        "noisy stays in [-1, 1]",
        made["noisy"].abs().max() <= 1,
        "Clamp to [-1, 1]: no file holds more.",
        condition=bool(problem),
    )  # without noise nothing leaves the range
    twice = torch.maximum(fresh[:, None], fresh[None])  # (N, N, 1, H, W)
    partner = (made["two"][:, None] - twice).abs().flatten(2).amax(2)  # (N, N)
    least, which = partner.min(1)
    overlaid = bool((least < 1e-5).all() and (which != torch.arange(n)).double().mean() > 0.8)
    report.that(
        "two: the brighter pixel of a picture and another one",
        overlaid,
        "torch.maximum of fresh and fresh in another order. A sum leaves the range, a mean is grey, and a picture with "
        "itself is that picture.",
    )
    report.that(
        "two: every other picture is taken once",
        bool(len(which.unique()) > 0.9 * n),
        "Use a permutation of all pictures (torch.randperm), not one picture for all.",
        condition=not overlaid,  # each picture with itself takes each once, too
    )

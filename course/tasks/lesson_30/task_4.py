"""Task 4: the kernel distance."""

from __future__ import annotations

import torch
from torch import Tensor

from course import metrics
from course.checks.report import Report, Variant
from course.tasks.lesson_30.shared import unchanged


def slips(x: Tensor, y: Tensor) -> list[tuple[float, str]]:
    """What people really get, each with its hint."""

    def k(a: Tensor, b: Tensor, power: int = 3, scale: float | None = None) -> Tensor:
        return ((a @ b.T) / (scale or a.shape[1]) + 1) ** power

    def by_root(a: Tensor, b: Tensor) -> Tensor:
        return k(a, b, 3, x.shape[1] ** 0.5)

    def put(kernel_x: Tensor, kernel_y: Tensor, across: Tensor, times: float = 2.0, diagonal: bool = False) -> float:
        n, m = len(x), len(y)
        within = [kernel_x.sum(), kernel_y.sum()]
        if not diagonal:
            within = [within[0] - kernel_x.diag().sum(), within[1] - kernel_y.diag().sum()]
            return (within[0] / (n * (n - 1)) + within[1] / (m * (m - 1)) - times * across.mean()).item()
        return (within[0] / n**2 + within[1] / m**2 - times * across.mean()).item()

    kernels = k(x, x), k(y, y), k(x, y)
    n, m = len(x), len(y)
    within = [kernel.sum() - kernel.diag().sum() for kernel in kernels[:2]]
    squares = within[0] / n**2 + within[1] / m**2 - 2 * kernels[2].mean()
    halved = within[0] / (2 * n * (n - 1)) + within[1] / (2 * m * (m - 1)) - 2 * kernels[2].mean()
    plain_x, plain_y, plain_xy = ((a @ b.T / x.shape[1]) ** 3 for a, b in ((x, x), (y, y), (x, y)))
    mixed = kernels[0].sum() / (n * (n - 1)) + kernels[1].sum() / (m * (m - 1)) - 2 * kernels[2].mean()
    late_x, late_y, late_xy = (((a @ b.T + 1) / x.shape[1]) ** 3 for a, b in ((x, x), (y, y), (x, y)))
    one_each = (kernels[0].sum() - n) / (n * (n - 1)) + (kernels[1].sum() - m) / (m * (m - 1)) - 2 * kernels[2].mean()
    return [
        (put(*kernels, diagonal=True), "This counts pairs of a sample with itself, so it is never negative: biased."),
        (mixed.item(), "You divide by N(N - 1), but the diagonal is still in the sum."),
        (squares.item(), "The diagonal is taken out of the sums: then there are N(N - 1) pairs, not N^2."),
        (halved.item(), "Each pair i < j stands for two: with i, j and with j, i. Double the sum, or divide by "
         "N(N - 1)/2."),
        (put(plain_x, plain_y, plain_xy), "The 1 inside the third power is missing: (x.y/d + 1)^3."),
        (put(k(x, x, 3, n), k(y, y, 3, m), k(x, y, 3, n)), "d is the number of features, `x.shape[1]`; you divide "
         "by the number of samples."),
        (put(late_x, late_y, late_xy), "Only the scalar product is divided by d: the 1 is added afterwards."),
        (put(by_root(x, x), by_root(y, y), by_root(x, y)), "Divide by d, not by its root."),
        (one_each.item(), "The diagonal of this kernel is not 1: take its own entries out of the sum."),
        (put(*kernels, times=1.0), "The pairs across count twice in (30.6)."),
        (put(k(x, x, 2), k(y, y, 2), k(x, y, 2)), "The kernel is a third power."),
        (put(k(x, x, 3, 1.0), k(y, y, 3, 1.0), k(x, y, 3, 1.0)), "The scalar product is divided by the number of "
         "features."),
        (max(0.0, put(*kernels)), "Leave the sign: an unbiased estimate may be negative."),
        *([] if put(*kernels) > 0 else [(-put(*kernels), "Do not take away the sign: an unbiased estimate may be "
          "negative.")]),
        (-put(*kernels), "The sign is turned: alike within, and unlike across, must give a positive number."),
        (abs(put(*kernels)) ** 0.5, "This is a root. (30.6) estimates the square, and a root of it is biased."),
    ]  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """Pairs of pairs"""
    for n, m, d in ((9, 6, 4), (8, 8, 2), (5, 12, 7)):
        shift = 0.7 if d != 2 else 0.0  # without a shift the estimate comes out negative about half of the time
        x = torch.randn(n, d, generator=report.generator).double()
        y = torch.randn(m, d, generator=report.generator).double() + shift
        if d == 2:
            y = x.flip(0) + 0.05  # nearly the same samples in another order: surely negative
        kept = (x.clone(), y.clone())
        report.close(
            "it is (30.6) with the cubic kernel",
            report.number(report.call(answer, x, y), "the distance"),
            metrics.kernel_distance(kept[0], kept[1]),
            tol=1e-4,
            scale=0,
            known=slips(kept[0], kept[1]),
            hint="Three sums: within x without the diagonal over N(N-1), within y without it over M(M-1), and minus "
            "twice the mean across. k = (x.y/d + 1)^3.",
        )
        unchanged(report, [x, y], kept, "Your function changes the features that it was given.")

"""Task 3: density and coverage."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.lesson_31.balls import answers, clouds, column, gaps, inside, radius, share, table

Pair = tuple[float, float]


def made(density: Callable[..., float], coverage: Callable[..., float]) -> Callable[[Tensor, Tensor, int], Pair]:
    """Both from other formulas of who lies where (M, N), and of k."""

    def shares(real: Tensor, fake: Tensor, k: int) -> Pair:
        held = inside(fake, real, k)
        return density(held, k), coverage(held, k)

    return shares


def _density(held: Tensor, k: int) -> float:
    return held.sum().item() / (k * len(held))


def _coverage(held: Tensor, k: int) -> float:
    return share(held.any(dim=0))


right = made(_density, _coverage)  # (31.3) and (31.4)


def swapped(real: Tensor, fake: Tensor, k: int) -> Pair:
    """Coverage first."""
    density, coverage = right(real, fake, k)
    return coverage, density


def nearest_only(real: Tensor, fake: Tensor, k: int) -> Pair:
    """Only the nearest real sample's ball is tried."""
    distance, which = gaps(fake, real).min(dim=1)
    good = distance <= radius(real, k)[which]
    return good.sum().item() / (k * len(fake)), len(which[good].unique()) / len(real)


def opened(real: Tensor, fake: Tensor, k: int) -> Pair:
    """Open balls."""
    held = gaps(fake, real) < radius(real, k)
    return _density(held, k), _coverage(held, k)


KNOWN: list[tuple[Callable[[Tensor, Tensor, int], Pair], str]] = [
    (swapped, "Density comes first, then coverage: yours come the other way round."),
    (lambda x, y, k: right(y, x, k), "Real and drawn are exchanged: the balls belong to the real samples."),
    (lambda x, y, k: (right(x, y, k - 1)[0] * (k - 1) / k, right(x, y, k - 1)[1]), "Each sample is its own nearest "
     "one, and does not count. So your balls end at neighbour k - 1."),
    (lambda x, y, k: (right(x, y, k + 1)[0] * (k + 1) / k, right(x, y, k + 1)[1]), "Your balls reach one neighbour too "
     "far. With itself among the sorted ones, the k-th has the position k."),
    (made(lambda h, k: h.sum().item() / len(h), _coverage), "k is missing: (31.3) divides by k and by M."),
    (made(lambda h, k: h.sum().item() / (k * h.shape[1]), _coverage), "Density is a mean over the drawn samples, M of "
     "them; you divide by the number of real ones."),
    (made(lambda h, k: share(h) / k, _coverage), "You took the mean over both axes. Density sums over the balls, and "
     "is a mean over the drawn samples only."),
    (made(lambda h, k: min(1.0, _density(h, k)), _coverage), "Density is cut off at 1. It may be larger: leave it."),
    (made(lambda h, k: share(h.any(dim=1)), _coverage), "This counts each drawn sample once, as precision does. "
     "Density counts in how many balls it lies."),
    (made(_density, lambda h, k: share(h.any(dim=1))), "This is precision: the share of drawn samples that lie in a "
     "ball. Coverage is a share of the balls: the other axis."),
    (made(_density, lambda h, k: h.any(dim=0).sum().item() / len(h)), "The covered balls are counted well, and divided "
     "by the number of drawn samples. There are N balls."),
    (made(_density, lambda h, k: h.any(dim=0).sum().item()), "This is the number of covered balls. Coverage is their "
     "share."),
    (made(_density, lambda h, k: h.sum(dim=0).ge(k).double().mean().item()), "One drawn sample is enough to cover a "
     "ball; you ask for k of them."),
    (lambda x, y, k: (right(x, y, k)[0], share(inside(x, y, k).any(dim=1))), "This is recall, with balls of drawn "
     "samples. Coverage has balls of real ones only."),
    (nearest_only, "You try the ball of the nearest real sample only. A drawn sample may lie in many: try all."),
    (lambda x, y, k: right(x, y, 5), "You always take k = 5. Take the k that is given."),
]  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """Density and coverage"""
    names = "density", "coverage"
    cases = clouds(report.generator, (40, 30, 2), (23, 36, 3), (31, 24, 4), (35, 45, 7))
    found, wanted = answers(report, answer, cases, *names), table(right, cases)
    slips = [(table(slip, cases), hint) for slip, hint in KNOWN]
    asks = {
        "density": "In how many real balls does a drawn sample lie, on average? Over k.",
        "coverage": "Of each real ball: does it hold any drawn sample? The share of those that do.",
    }
    for at, name in enumerate(names):
        report.close(
            f"{name} is that of ({'31.4' if at else '31.3'})",
            found[:, at],
            wanted[:, at],
            tol=1e-4,
            known=[(slip[:, at], hint) for slip, hint in slips],
            hint=asks[name],
        )
    line = column(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)  # no two distances from one of them are equal
    copies = [(line, line.flip(0), 2), (line, line.clone(), 5)]
    report.close(
        "exact copies get 1 + 1/k and 1",
        answers(report, answer, copies, *names),
        table(right, copies),
        tol=1e-4,
        known=[(table(opened, copies), "A sample that lies just on the ball counts, too: <= and not <.")],
        hint="A copy lies in its own ball, at distance 0, and a real sample's k-th neighbour lies just on its ball.",
    )

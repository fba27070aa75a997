"""Task 7: a plan, and prices that prove that none is cheaper."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from course.checks.report import Report, Variant
from course.tasks.forms import parts, sequence

Place = tuple[float, float]


def check(report: Report, answer: object, my: Variant) -> None:
    """A proof that fits on a receipt"""
    plan, buys, sells = parts(report, answer, "plan", "buys", "sells")
    plan, buys, sells = map(sequence, (plan, buys, sells))
    report.need(
        "the three are lists of four",
        all(isinstance(part, (tuple, list)) and len(part) == 4 for part in (plan, buys, sells)),
        "Give three lists of four numbers each: plan, buys and sells.",
    )
    partner = [report.number(one, "an entry of plan") for one in plan]
    report.must(
        "the plan fills each pit once",
        sorted(partner) == [0, 1, 2, 3],
        "plan must contain each of the pits 0, 1, 2, 3 once.",
    )
    cost = sum(blocks(site, my.pits[int(pit)]) for site, pit in zip(my.sites, partner, strict=True))
    cheapest = least(my.sites, my.pits)
    taken = hasty(my.sites, my.pits)
    report.must(
        "no plan is cheaper than yours",
        cost == cheapest,
        f"This is the hasty plan, with {counted(cost)}. The first sites took the near pits, and the last ones must go "
        "far. Let two sites exchange their pits, and see whether it gets shorter."
        if [int(one) for one in partner] == taken
        else f"Your plan needs {counted(cost)}, and there is a shorter one. Let two or three sites exchange their "
        "pits.",
    )
    f_site, f_pit = (
        [report.number(one, f"a price in {name}") for one in prices]
        for name, prices in (("buys", buys), ("sells", sells))
    )
    _rules(report, my, f_site, f_pit)
    earned = sum(f_pit) - sum(f_site)
    report.close(
        "the prices earn all that the plan costs",
        earned,
        cheapest,
        tol=1e-6,
        known=[
            (0.0, "Your carrier earns nothing. He sells at the pits: there the price must be higher than at the "
             "sites."),
            (-cheapest, "Your carrier pays instead of earning: turn the signs of all prices."),
            (least(my.sites, my.pits, math.dist), "Your prices keep to straight lines through the houses; here the "
             "distance is the number of blocks (p=1)."),
        ],
        hint=f"Your prices keep the rules and earn {earned:g}. This proves that no plan needs less than "
        f"{counted(earned)}, but yours needs {cheapest}. Along each trip of the plan the price must rise by the whole "
        "distance.",
    )  # fmt: skip


def _rules(report: Report, my: Variant, f_site: list[float], f_pit: list[float]) -> None:
    """No price may differ from another by more than the distance."""
    for site, pit in itertools.product(range(4), repeat=2):
        rise, far = f_pit[pit] - f_site[site], blocks(my.sites[site], my.pits[pit])
        report.must(
            "from site to pit the price rises by no more than the distance",
            rise <= far + 1e-6,
            f"From site {site} to pit {pit} {there(far)}, but your price rises by {rise:g}: whoever carries "
            "the sand himself pays less.",
        )
    places, prices = [*my.sites, *my.pits], [*f_site, *f_pit]
    pairs = list(itertools.permutations(range(8), 2))
    for one, two in sorted(pairs, key=lambda pair: (pair[0] < 4) != (pair[1] < 4)):  # within a kind first
        rise, far = prices[one] - prices[two], blocks(places[one], places[two])
        kind = "sites" if max(one, two) < 4 else "pits" if min(one, two) >= 4 else "places"
        report.must(
            "between any two places the price differs by no more than the distance",
            rise <= far + 1e-6,
            f"Between the {kind} at {places[two]} and {places[one]} {there(far)}, but the prices differ by "
            f"{rise:g}. The rule holds for any two places, in both directions.",
        )


def counted(number: float) -> str:
    """1 block, 2 blocks."""
    return "1 block" if number == 1 else f"{number:g} blocks"


def there(number: float) -> str:
    """There is 1 block, there are 2 blocks."""
    return f"there {'is' if number == 1 else 'are'} {counted(number)}"


def blocks(one: Place, two: Place) -> float:
    """The way between two crossings of a town with straight streets."""
    return abs(one[0] - two[0]) + abs(one[1] - two[1])


def least(sites: tuple[Place, ...], pits: tuple[Place, ...], way: Callable[[Place, Place], float] = blocks) -> float:
    """The length of the cheapest plan."""
    orders = itertools.permutations(pits)
    return min(sum(map(way, sites, order)) for order in orders)


def hasty(sites: tuple[Place, ...], pits: tuple[Place, ...]) -> list[int]:
    """One site after the other takes the nearest pit that is free."""
    taken: list[int] = []
    for site in sites:
        free = [pit for pit in range(len(pits)) if pit not in taken]
        taken.append(min(free, key=lambda pit: blocks(site, pits[pit])))
    return taken

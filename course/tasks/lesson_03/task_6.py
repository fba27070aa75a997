"""Task 6: what doubling beta takes from the rate of a linear VAE."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts

BETAS, NOISE = (2, 4, 8), 0.5
WITHIN = 0.1  # nats


def check(report: Report, answer: object, my: Variant) -> None:
    """What β takes away"""
    used, lost = parts(report, answer, "used", "lost")
    fits = isinstance(used, dict) and set(used) == set(BETAS)
    report.need("used has three counts", fits, "Keep the keys 2, 4 and 8 of used, and give each a whole number.")
    names = ("2 to 4", "4 to 8")
    fits = isinstance(lost, dict) and set(lost) == set(names)
    report.need("lost has two numbers", fits, 'Keep the keys "2 to 4" and "4 to 8" of lost.')
    for beta in BETAS:
        _used(report, report.number(used[beta], f"used[{beta}]"), beta, my.variances)
    for first, name in zip((2, 4), names, strict=True):
        _lost(report, report.number(lost[name], f'lost["{name}"]'), first, my.variances)


def rates(beta: float, variances: tuple[float, ...]) -> list[float]:
    """The rate of each direction, in nats.

    Measured by the notebook's own run, three copies for each of five versions: the sum is within 0.09 of this, and the
    count of code numbers above 0.05 nats is this count.
    """
    return [max(0.0, math.log(v / (beta * NOISE**2)) / 2) for v in variances]


def _used(report: Report, count: float, beta: int, variances: tuple[float, ...]) -> None:
    says = f"at β = {beta} the predicted code numbers are in use"
    wanted = sum(r > 0 for r in rates(beta, variances))
    threshold = f"The threshold is β s², and s² is {NOISE**2:g}: a variance against a variance."
    others = {
        6: "Not every code number is worth its price: a direction with v below β s² stays unused.",
        0: "The widest direction has a variance well above β s²: it is worth its price.",
        sum(v > NOISE**2 for v in variances): "This is the count for β = 1. A larger β raises the threshold β s².",
        sum(v > beta for v in variances): threshold,
        sum(v > beta * NOISE for v in variances): threshold,
    }
    hint = others.get(int(count)) if count == int(count) else "A count is a whole number."
    report.that(
        says,
        count == wanted,
        hint or f"At β = {beta} the threshold is {beta * NOISE**2:g}. How many of the variances exceed it?",
    )


def _lost(report: Report, value: float, first: int, variances: tuple[float, ...]) -> None:
    before, after = rates(first, variances), rates(2 * first, variances)
    wanted = sum(before) - sum(after)
    step = math.log(2) / 2
    active = [sum(r > 0 for r in these) for these in (before, after)]
    known = [
        (-wanted, "The rate falls: say by how much, as a positive number."),
        (sum(before) / 2, "The rate does not halve. It is a logarithm: doubling D = β s² takes a fixed number of nats "
         "from each code number in use."),
        (sum(after), "This is the rate that is left. How much was lost?"),
        (6 * step, "Code numbers that are not in use have nothing to lose."),
        (2 * wanted, "The rate of a direction is half of a logarithm."),
        (wanted / math.log(2), "These are bits. Give nats: log is the natural logarithm."),
    ]  # fmt: skip
    if abs(6 * step - 2 * wanted) < WITHIN / 5:  # then one number has two explanations
        either = "Either the ½ before the logarithm is missing, or unused code numbers were counted."
        known.insert(0, (6 * step, either))
    if active[0] > active[1]:
        asleep = "One direction falls asleep on the way: "
        known += [
            (active[0] * step, asleep + "it cannot lose more than it had."),
            (active[1] * step, asleep + "it loses what it still had."),
        ]
    known.append((step, "That is one direction's loss. Every code number in use loses as much."))
    hint = next(
        (its for wrong, its in known if abs(wrong - wanted) > WITHIN and abs(value - wrong) < WITHIN / 10),
        "Add over the directions: what was log(v/(β s²))/2, or 0 where this is negative, before and after?",
    )
    report.that(f"from β = {first} to {2 * first} the rate falls as predicted", abs(value - wanted) <= WITHIN, hint)

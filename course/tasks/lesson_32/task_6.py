"""Task 6: a study to plan."""

from __future__ import annotations

import math

from scipy import stats

from course.checks.report import Report, Variant


def answers(my: Variant, power: float = 0.8, level: float = 0.975) -> float:
    """(32.7): independent answers for each generator."""
    middle = (my.p1 + my.p2) / 2
    no_difference = stats.norm.ppf(level) * math.sqrt(2 * middle * (1 - middle))
    difference = stats.norm.ppf(power) * math.sqrt(my.p1 * (1 - my.p1) + my.p2 * (1 - my.p2))
    return float(((no_difference + difference) / (my.p1 - my.p2)) ** 2)


def solution(my: Variant) -> float:
    """Raters for each generator, before it is rounded up."""
    return answers(my) * (1 + (my.m - 1) * my.rho) / my.m


def ways(p1: float, p2: float, m: float, rho: float) -> set[int]:
    """The raters for each generator, rounded up once or twice, with the quantiles in full or as in textbooks."""
    middle, found = (p1 + p2) / 2, set()
    for z, z_power in ((stats.norm.ppf(0.975), stats.norm.ppf(0.8)), (1.96, 0.84), (1.96, 0.842), (1.96, 0.8416)):
        difference = z_power * math.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
        n = ((z * math.sqrt(2 * middle * (1 - middle)) + difference) / (p1 - p2)) ** 2
        effect = (1 + (m - 1) * rho) / m
        found |= {math.ceil(n * effect), math.ceil(math.ceil(n) * effect)}
    return found


def unpooled(my: Variant) -> float:
    """Raters for each generator when the first root has the variance of the second."""
    spread = my.p1 * (1 - my.p1) + my.p2 * (1 - my.p2)
    n = spread * ((stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) / (my.p1 - my.p2)) ** 2
    return float(n) * (1 + (my.m - 1) * my.rho) / my.m


def check(report: Report, answer: object, my: Variant) -> None:
    """A study to plan"""
    value = report.number(answer, "raters")
    exact, n = solution(my), answers(my)
    effect = 1 + (my.m - 1) * my.rho
    wanted = math.ceil(exact)
    hint = "Independent answers by (32.7), times the design effect, divided by m, rounded up."
    known = [
        (math.ceil(n / 2 * effect / my.m), "That is half of it: n of (32.7) is for each generator, not for both."),
        (
            math.ceil(n * (1 + my.m * my.rho) / my.m),
            "Almost: a rater has m - 1 other answers. The factor is 1 + (m - 1) rho.",
        ),
        (math.ceil(n / my.m), "That is for independent answers. One rater's answers are worth less: (32.8)."),
        (math.ceil(n), "These are independent answers, not raters."),
        (math.ceil(n * effect), "These are answers. Each rater gives m of them."),
        (2 * wanted, "These are the raters of both generators together. How many for each?"),
        (2 * math.ceil(exact) - 1, "These are the raters of both generators together. How many for each?"),
        (math.ceil(n / effect / my.m), "The design effect makes you need more raters, so multiply by it."),
        (math.ceil(answers(my, level=0.95) * effect / my.m), "That is a test on one side: take the quantile 0.975."),
        (math.ceil(answers(my, power=0.9) * effect / my.m), "That is a power of 90 %."),
        (math.ceil(answers(my, power=0.5) * effect / my.m), "That is a power of 50 %: the quantile of 0.8 is missing."),
        (math.ceil(n * my.rho), "Almost: that leaves out 1 - rho. The factor is 1 + (m - 1) rho."),
    ]
    hint = next((its for number, its in known if number == value and number != wanted), hint)
    if value == math.floor(exact) != wanted:
        hint = "Round up: with fewer the power is below 80 %."
        if value == math.ceil(unpooled(my)):
            hint += " If you did: (32.7) has p-bar under the first root."
    elif value == math.ceil(unpooled(my)) != wanted:
        hint = "Almost: (32.7) has p-bar under the first root."
    elif abs(value - exact) < 0.01 and value != wanted:
        hint = "Give a whole number: there is no part of a rater."
    report.that("the number of raters is right", value == wanted, hint)

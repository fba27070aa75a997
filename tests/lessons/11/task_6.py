"""11.6 does it come to rest?"""

import math

import sympy as sp


def factor(g):
    return math.exp(-math.pi * g / (2 * math.sqrt(1 - g**2 / 4)))


def measured(g, size=0.01, count=15000):
    """What the notebook's cell prints."""
    theta = psi = 0.1
    last = []
    for _ in range(count):
        psi -= size * (theta + g * (psi - math.copysign(1, psi)))
        theta += size * psi
        last.append(theta)
    return max(last[-2000:])


def right(my):
    g, rho = my.pull, factor(my.pull)
    exact = g / sp.tanh(sp.pi * g / (4 * sp.sqrt(1 - sp.Rational(str(g)) ** 2 / 4)))
    return [
        ("one cycle", "grows", (g + g * rho) / (1 - rho)),
        (" One Cycle", "GROWS", exact),
        ("one cycle", "grows", round(g * (1 + rho) / (1 - rho), 2)),
        ("one cycle", "grows", round(measured(g), 3)),
        ["one cycle", "grows", float(f"{g * (1 + rho) / (1 - rho):.3g}")],
    ]


def wrong(my):
    g, rho = my.pull, factor(my.pull)
    good = g * (1 + rho) / (1 - rho)
    return [
        (("rest", "shrinks", 0.0), "Near 0 the penalty pushes *away*"),
        (("own circle", "stays", good), "Without a penalty you would be right"),
        (("away", "grows", good), "it comes in"),
        (("a cycle", "grows", good), "is not among the choices"),
        (("one cycle", "shrinks", good), "is no friction around 0"),
        (("one cycle", "stays", 4 / math.pi), "Near γ = 0 you are almost right"),
        (("one cycle", "grows", g), "This is the point that the pair turns around"),
        (("one cycle", "grows", g * (1 - rho) / (1 + rho)), "The signs: the half turn begins"),
        (("one cycle", "grows", g * (1 + rho)), "does not begin at 0"),
        (("one cycle", "grows", good - g), "at the end of a half turn. Measure from 0"),
        (("one cycle", "grows", good + g), "*beginning* of a half turn"),
        (("one cycle", "grows", g / (1 - rho)), "Only one of the two distances"),
        (("one cycle", "grows", g * (1 + rho**2) / (1 - rho**2)), "here it counts twice"),
        (("one cycle", "grows", -good), "where it crosses on the other side"),
        (("one cycle", "grows", 4 / math.pi), "for a very small γ"),
        (("one cycle", "grows", rho), "the factor of a half turn"),
        (("one cycle", "grows", 1), "where the penalty vanishes"),
        (("one cycle", "grows", 7.0), "ρ times as large"),
        (("one cycle", "grows"), "Give end, stronger and reach"),
    ]

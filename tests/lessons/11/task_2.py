"""11.2 a loss that fades at both ends."""

import math

import sympy as sp

l = sp.Symbol("l", real=True)
s = 1 / (1 + sp.exp(-l))


def right(my):
    n = my.power
    return [
        (sp.diff((1 - s) ** n / n, l), sp.log(sp.Rational(1, n))),
        (-sp.exp(l) / (1 + sp.exp(l)) ** (n + 1), math.log(1 / (n + 1)) - math.log(n / (n + 1))),
        (-(1 + sp.tanh(sp.Symbol("l") / 2)) / 2 * (1 - sp.tanh(sp.Symbol("l") / 2)) ** n / 2**n, -math.log(n)),
        (sp.diff((1 - s) ** n / n, l), round(-math.log(n), 2 if n > 2 else 3)),  # -1.39 is three digits
    ]


def wrong(my):
    n, best = my.power, -math.log(my.power)
    slope = -s * (1 - s) ** n
    return [
        ((-slope, best), "The sign is lost"),
        ((-((1 - s) ** (n - 1)), best), "This is the slope in D"),  # erratum 12
        (((1 - s) ** (n - 1), best), "the slope of the power alone"),
        ((slope / (1 - s), best), "the part 1 - σ of it is missing"),
        ((slope / s, best), "the part σ of it is missing"),
        ((n * slope, best), "meets the 1/n"),
        ((slope / n, best), "meets the n from the power"),
        ((slope * (1 - s), best), "one factor 1 - σ too many"),
        ((-((1 - l) ** (n - 1)), best), "the loss on the score itself"),
        (((1 - s) ** n / n, best), "This is the loss itself"),
        ((-s, best), "This is the slope of log(1 - D)"),
        ((slope * s, best), "Chain rule: the power gives"),
        ((slope, 1 / (n + 1)), "This is D at the steepest place"),
        ((slope, -best), "The sign is turned"),
        ((slope, math.log(1 / (n + 1))), "This is log D"),
        ((slope, 1 / n), "These are the odds"),
        ((slope, 0), "The sigmoid alone is steepest at 0"),
        ((slope, n / (n + 1)), "This is 1 - D"),
        ((slope, 1 / (1 + math.exp(-1 / (n + 1)))), "You applied the sigmoid"),
        ((slope, {2: -0.69, 3: -1.09, 4: -1.38, 5: -1.60}[n]), "three digits"),
        ((slope, {2: -0.7, 3: -1.09, 4: -1.4, 5: -1.6}[n]), "three digits"),
        ((slope, -10.0), "Look for the D between 0 and 1"),
    ]

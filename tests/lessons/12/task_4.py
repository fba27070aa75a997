"""12.4 a proof with a wrong line: the conjugate of k |t - 1|."""

import math

import sympy as sp

k, u = sp.symbols("k u", real=True)


def right(my):
    positive = sp.Symbol("k", positive=True)
    return [
        (4, (k, -k)),
        [4.0, [positive, -positive]],
        (sp.Integer(4), (k + 0 * u, (u + k) * 0 - k)),
        (4, (k, sp.Piecewise((-k, u < -k), (u, u <= k), (sp.oo, True)))),  # the whole f*
    ]


def wrong(my):
    half = sp.Rational(1, 2)
    return [
        ((1, (k, -k)), "Line 1 holds"),
        ((2, (k, -k)), "Line 2 holds"),
        ((3, (k, -k)), "Line 3 holds"),
        ((5, (k, -k)), "Line 5 does follow"),
        ((6, (k, -k)), "Line 6 does follow"),  # erratum 9: no condition on the critic
        ((7, (k, -k)), "the lines 1 to 6"),
        ((4.5, (k, -k)), "the lines 1 to 6"),
        (("4", (k, -k)), "give a number"),
        ((4, k), "Give ceiling and below"),
        ((4, (u, -k)), "This is the largest gap"),
        ((4, (half, -k)), "Give it for every k"),
        ((4, (-k, -k)), "This is the other end"),
        ((4, (2 * k, -k)), "the most that the divergence can be"),
        ((4, (0, -k)), "since u - k is negative"),
        ((4, (1, -k)), "The place of the corner"),
        ((4, (sp.oo, -k)), "rises for ever. From which u on"),
        ((4, (math.inf, -k)), "rises for ever. From which u on"),
        ((4, (k / 2, -k)), "does it not rise for ever"),
        ((4, (k, u)), "the article's value"),
        ((4, (k, k)), "The gap is line minus"),
        ((4, (k, 0)), "but the curve has not"),
        ((4, (k, -half)), "right for total variation"),
        ((4, (k, -u)), "whatever u is"),
        ((4, (k, u + k)), "the slope of the left piece"),
        ((4, (k, u - k)), "You put t = 1"),
        ((4, (k, sp.oo)), "To the left nothing is endless"),
        ((4, (k, -math.inf)), "To the left nothing is endless"),
        ((4, (k, -2 * k)), "at the smallest t"),
    ]

"""13.2 exponential waiting times, and a uniform distribution inside another."""

import numpy as np
import sympy as sp

a, b, m, w = sp.symbols("a b m w", positive=True)


def right(my):
    L = my.wide
    plain = dict(zip((a, b, m, w), sp.symbols("a b m w"), strict=True))  # a learner's symbols, declared otherwise
    u = sp.Symbol("u")
    cross = m / (L - w)
    gap = m - (L - w) * u
    area = sp.integrate(gap, (u, 0, cross)) - sp.integrate(gap, (u, cross, 1))
    numeric = (1.0 * (a - b), m / (float(L) - w), area)
    return [
        (sp.Abs(a - b), cross, cross * m / 2 + (1 - cross) * (L - w - m) / 2),
        (sp.Abs(b - a), -m / (w - L), area),
        [part.subs(plain) for part in numeric],
        sp.Tuple(a - b, cross, area),
        sp.Matrix([a - b, cross, area]),
        np.array([a - b, cross, area], dtype=object),
    ]


def wrong(my):
    L = sp.Integer(my.wide)
    spare = L - w
    waiting, level = a - b, m / spare
    left, right_ = m**2 / (2 * spare), (spare - m) ** 2 / (2 * spare)
    inside = left + right_
    return [
        ((b - a, level, inside), "a is the larger mean"),
        ((1 / b - 1 / a, level, inside), "the quantile of the level u is"),
        ((1 / a - 1 / b, level, inside), "not the rates, and a distance"),
        (((a - b) / 2, level, inside), "is 1, not 1/2"),
        (((a - b) * sp.log(2), level, inside), "of the two medians"),
        ((a + b, level, inside), "The means are added"),
        (((a**2 + b**2) / (a + b), level, inside), "mean distance of independent partners"),
        ((1 - b / a, level, inside), "Do not divide by a"),
        ((a**2 - b**2, level, inside), "Is it so at every level"),
        ((w, level, inside), "Express it in a, b"),
        ((waiting, L * level, inside), "the place x where both"),
        ((waiting, -level, inside), "A sign got lost"),
        ((waiting, 1 - level, inside), "counts from below"),
        ((waiting, m / (1 - w), inside), "This is for data in [0, 1]"),
        ((waiting, m / L, inside), "the generator's is already above m"),
        ((waiting, m / w, inside), "no MY.wide in it"),
        ((waiting, 0.5, inside), "They cross in the middle only"),
        ((waiting, m / (L + w), inside), "Both straight lines rise"),
        ((waiting, m, inside), "Where are they equal"),
        ((waiting, level, m + w / 2 - L / 2), "and even negative"),
        ((waiting, level, L / 2 - m - w / 2), "the two triangles were subtracted"),
        ((waiting, level, sp.Abs(m + w / 2 - L / 2)), "the two triangles were subtracted"),
        ((waiting, level, left), "above the crossing is missing"),
        ((waiting, level, right_), "below the crossing is missing"),
        ((waiting, level, 2 * inside), "half of base times height"),
        ((waiting, level, spare / 2), "You averaged the two gaps"),
        ((waiting, level, spare / 4), "the same base"),
        ((waiting, level, (m**2 + (1 - w - m) ** 2) / (2 * (1 - w))), "distance for data in [0, 1]"),
        ((waiting, level, spare * inside), "with the wrong density"),
        ((waiting, level, m * w), "makes two triangles"),
        ((waiting, [level], inside), "level is a list with a solution in it"),
        ((waiting, level), "Give waiting, level and inside"),
    ]

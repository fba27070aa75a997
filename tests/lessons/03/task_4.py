"""03.4 a proof with a wrong line: the mean of log p(x | z)."""

import sympy as sp

m, x = sp.symbols("m x", real=True)
a, s, t = sp.symbols("a s t", positive=True)
CONSTANT = -sp.log(2 * sp.pi * s**2) / 2
MEAN = -((x - a * m) ** 2 + a**2 * t**2) / (2 * s**2) + CONSTANT
BEST = s / sp.sqrt(a**2 + s**2)


def right(my):
    multiplied = -(x**2 - 2 * a * m * x + a**2 * (m**2 + t**2)) / (2 * s**2)
    return [
        (6, (MEAN, BEST)),
        [6.0, [multiplied - sp.log(s) - sp.log(2 * sp.pi) / 2, 1 / sp.sqrt(1 + a**2 / s**2)]],
        (sp.Integer(6), (sp.expand(MEAN), sp.sqrt(s**2 / (a**2 + s**2)))),
    ]


def wrong(my):
    def fit(square):
        return -square / (2 * s**2) + CONSTANT

    miss = (x - a * m) ** 2
    wide = s**2 + a**2 * t**2
    lines = {
        1: "Line 1 holds",
        2: "Line 2 holds",
        3: "Line 3 holds",
        4: "without its minus",
        5: "Line 5 holds",
        7: "Line 7 does follow",
        8: "Line 8 does follow",
        9: "the lines 1 to 8",
        5.5: "the lines 1 to 8",
        "6": "give a number",
    }
    return [
        *(((line, (MEAN, BEST)), hint) for line, hint in lines.items()),
        ((6, MEAN), "Give repaired and best_t"),
        ((6, (fit(miss), BEST)), "This is line 6 as it stands"),
        ((6, (fit(miss) + a**2 * t**2 / (2 * s**2), BEST)), "makes the fit worse"),
        ((6, (fit(miss + t**2), BEST)), "az has not the variance of z"),
        ((6, (fit(x**2 - 2 * a * m * x + a**2 * t**2), BEST)), "E[z²] = m² + t²"),
        ((6, (fit(miss + a * t**2), BEST)), "by the square of a"),
        ((6, (fit(miss + a**2 * t), BEST)), "contains its square"),
        ((6, (fit(miss) - a**2 * t**2 / s**2, BEST)), "stands before the whole square"),
        ((6, (fit(miss) - a**2 * t**2 / 2, BEST)), "divided by s², too"),
        ((6, (MEAN - CONSTANT, BEST)), "got lost"),
        ((6, (MEAN - (m**2 + t**2 - 1) / 2 + sp.log(t), BEST)), "This is the whole bound"),
        ((6, (fit(miss + wide), BEST)), "Only z is drawn"),
        ((6, (-miss / (2 * wide) - sp.log(2 * sp.pi * wide) / 2, BEST)), "Jensen"),
        ((6, (fit((x - m) ** 2 + t**2), BEST)), "The decoder's slope a is missing"),
        ((6, (fit(miss + 3 * a**2 * t**2), BEST)), "multiply (x - am - atε)² out"),
        ((6, (MEAN.subs(x, sp.Symbol("y")), BEST)), "Express it in a, m, s, t, x"),
        ((6, (MEAN, BEST**2)), "This is the best variance"),
        ((6, (MEAN, -BEST)), "take the positive root"),
        ((6, (MEAN, 1)), "This is line 8 again"),
        ((6, (MEAN, 1 / sp.sqrt(1 + a**2))), "for s = 1 alone"),
        ((6, (MEAN, s / a)), "it pulls towards the prior"),
        ((6, (MEAN, 1 / BEST)), "wants a narrow q"),
        ((6, (MEAN, a / sp.sqrt(a**2 + s**2))), "a and s are exchanged"),
        ((6, (MEAN, s / (a + s))), "not the sum of the roots"),
        ((6, (MEAN, s)), "q should be the prior"),
        ((6, (MEAN, 0)), "minus infinity"),
        ((6, (MEAN, a * s)), "Where is the slope 0"),
    ]

"""13.4 a proof with a wrong line: a critic called a probability."""

import sympy as sp

theta, w = sp.symbols("theta w", positive=True)


def right(my):
    real_theta, real_w = sp.symbols("theta w", real=True)
    return [
        (6, (theta / w, w)),
        [6.0, [1 - (w - theta) / w, theta / (theta / w)]],
        (sp.Integer(6), (real_theta / real_w, (real_w + real_theta / 2) - real_theta / 2)),
    ]


def wrong(my):
    earns = theta / w
    return [
        ((1, (earns, w)), "Line 1 holds"),
        ((2, (earns, w)), "Line 2 holds"),
        ((3, (earns, w)), "Line 3 holds"),
        ((4, (earns, w)), "Line 4 holds"),
        ((5, (earns, w)), "Line 5 looks suspicious"),
        ((7, (earns, w)), "Line 7 does follow"),  # erratum 9: no condition on the critic
        ((0, (earns, w)), "the lines 1 to 7"),
        (("6", (earns, w)), "give a number"),
        ((6, earns), "Give earns and far"),
        ((6, (theta, w)), "the share of the mass that cannot stay"),
        ((6, (1, w)), "Then nothing could stay"),
        ((6, (1 - earns, w)), "This is the share that stays"),
        ((6, (2 * earns, w)), "count it once"),
        ((6, (earns / 2, w)), "Which length of it does not overlap"),
        ((6, (w, w)), "between 0 and 1."),
        ((6, (theta / (theta + w), w)), "the length of both together"),
        ((6, (w / theta, w)), "upside down"),
        ((6, (theta * w, w)), "is 1/w, not w"),
        ((6, (theta**2, w)), "an interval of the length theta"),
        ((6, (sp.Symbol("x") / w, w)), "Express it in theta, w"),
        ((6, (earns, theta)), "when all of them move"),
        ((6, (earns, theta + w)), "from the outermost end"),
        ((6, (earns, w - theta)), "across which they go"),
        ((6, (earns, 1)), "without saying so"),
        ((6, (earns, w + theta / 2)), "theta/2, not around 0"),
        ((6, (earns, w - theta / 2)), "You counted one of the two"),
        ((6, (earns, w / 2)), "two short intervals at the ends"),
        ((6, (earns, earns)), "The distance is asked for"),
        ((6, (earns, theta * earns)), "share times way is W1"),
        ((6, (earns, w**2)), "middles of these intervals"),
    ]

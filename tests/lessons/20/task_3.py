"""20.3 the best discriminator under a smooth label."""

import math

import sympy as sp

p, q, t, d = sp.symbols("p q t d", positive=True)


def right(my):
    """Solved by SymPy, and in another form; symbols may carry other assumptions."""
    loss = -p * (t * sp.log(d) + (1 - t) * sp.log(1 - d)) - q * sp.log(1 - d)
    (solved,) = sp.solve(sp.diff(loss, d), d)
    label = sp.nsimplify(my.label)
    P, Q, T = sp.symbols("p q t")
    return [
        (solved, sp.log(label) - sp.log(1 - label)),
        [T / (1 + Q / P), -math.log(1 / my.label - 1)],
        sp.Tuple(solved, float(f"{math.log(my.label / (1 - my.label)):.3g}")),
    ]


def wrong(my):
    best, label = t * p / (p + q), my.label
    ceiling = math.log(label / (1 - label))
    return [
        ((p / (p + q), ceiling), "right for t = 1"),
        ((t * p / (t * p + q), ceiling), "The weight 1 - t of the real points is lost"),
        ((label * p / (p + q), ceiling), "keep t as a symbol"),
        ((p / q, ceiling), "can exceed 1"),
        ((q / (p + q), ceiling), "probability of *fake*"),  # erratum 1
        ((sp.Integer(1), ceiling), "D = 1 everywhere"),  # erratum 10
        ((t, ceiling), "no fakes at all"),
        (((t * p + (1 - t) * q) / (p + q), ceiling), "smooths the fakes' label, too"),
        ((sp.log(best / (1 - best)), ceiling), "This is the score"),
        ((1 - best, ceiling), "one minus the answer"),
        ((sp.Rational(1, 2), ceiling), "Differentiate in d"),  # erratum 11
        ((p / (p + q) * sp.Symbol("x"), ceiling), "contains x"),
        (([best], ceiling), "best is a list with a solution in it"),
        (([{d: best}], ceiling), "best is a list with a solution in it"),
        ((best, label), "the probability there"),
        ((best, 1 / (1 + math.exp(-label))), "its inverse is wanted"),
        ((best, math.log(label)), "The second part is missing"),
        ((best, -ceiling), "The sign is turned"),
        ((best, label / (1 - label)), "These are the odds"),
        ((best, math.inf), "would grow for ever"),
        ((best, 0.0), "I cannot tell"),
        ((best, 1.0), "Use your own label"),
    ]

"""10.3 the wrong line of a proof: the terms of the data are dropped though the best D depends on G (erratum 3)."""

import sympy as sp

h, u = sp.symbols("h u", positive=True)
D1, D2 = h / (h + u), (1 - h) / (2 - h - u)
DATA = h * sp.log(D1) + (1 - h) * sp.log(D2)
FAKES = u * sp.log(1 - D1) + (1 - u) * sp.log(1 - D2)


def right(my):
    """As SymPy gives it, by hand, as one fraction with plain symbols, and the line as other kinds of numbers."""
    H, U = sp.symbols("h u")
    return [
        (4, sp.diff(DATA, u)),
        (4, (1 - h) / (2 - h - u) - h / (h + u)),
        [4.0, (U - H) / ((H + U) * (2 - H - U))],
        (sp.Integer(4), sp.diff(DATA, u, evaluate=True).simplify()),
    ]


def wrong(my):
    slope = sp.diff(DATA, u)
    return [
        ((1, slope), "Line 1 is the value function"),
        ((2, slope), "Line 2 is p/(p + q)"),
        ((3, slope), "what the minimum of a maximum means"),
        ((5, slope), "What was lost before it?"),
        ((6, slope), "(10.9) and (10.10)"),
        ((7, slope), "Line 7 draws the sum of lines 4, 5 and 6"),
        ((7, -sp.log(4)), "Line 7 draws the sum of lines 4, 5 and 6"),
        ((8, slope), "the lines 1 to 7"),
        ((4.5, slope), "the lines 1 to 7"),
        (("four", slope), "give a number"),
        (("4", slope), "give a number"),
        ((4, 0), "what line 4 claims"),
        ((4, -slope), "D believes heads less"),
        ((4, -h / (h + u)), "This is the part of heads"),
        ((4, (1 - h) / (2 - h - u)), "This is the part of tails"),
        ((4, -h / (h + u) - (1 - h) / (2 - h - u)), "its u carries a minus"),
        ((4, -1 / (h + u) + 1 / (2 - h - u)), "before the logarithms are lost"),
        ((4, sp.diff(DATA, h)), "G moves u"),
        ((4, DATA), "the two terms themselves"),
        ((4, sp.diff(FAKES, u)), "the two *other* terms"),
        ((4, sp.diff(DATA + FAKES, u)), "the slope of the whole C"),
        ((4, h * sp.diff(D1, u) + (1 - h) * sp.diff(D2, u)), "D'/D"),
        ((4, sp.log(u / h)), "with the best answers of line 2 put in"),
        ((4, sp.diff(DATA, u) * sp.Symbol("D1")), "contains D1"),
    ]

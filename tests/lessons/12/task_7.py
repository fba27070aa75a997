"""12.7 the labels of the least squares GAN."""

import sympy as sp

a, b, c = sp.symbols("a b c", real=True)


def right(my):
    middle = (a + b) / 2
    plain = dict(zip((a, b, c), sp.symbols("a b c"), strict=True))  # a learner's symbols, declared otherwise
    numeric = 0.5 * (a + b - 2 * c) ** 2, 0.25 * (b - a) ** 2, (c - a) / (b - c)
    return [
        (2 * (middle - c) ** 2, (a - b) ** 2 / 4, (c - a) / (b - c)),
        (sp.expand((a + b - 2 * c) ** 2 / 2), sp.expand((b - a) ** 2) / 4, (a - c) / (c - b)),
        (((b - c) + (a - c)) ** 2 / 2, ((b - c) - (a - c)) ** 2 / 4, 1 / ((b - a) / (c - a) - 1)),
        tuple(part.subs(plain) for part in numeric),
        (numeric[0], numeric[1], sp.Piecewise(((c - a) / (b - c), c < b), (sp.oo, True))),
    ]


def wrong(my):
    constant, factor, sum_ = (a + b - 2 * c) ** 2 / 2, (b - a) ** 2 / 4, a + b - 2 * c
    turn = (c - a) / (b - c)
    return [
        ((0, factor, turn), "for the paper's labels only. With p = q"),
        ((sum_**2, factor, turn), "A factor 1/2 got lost"),
        ((sum_**2 / 4, factor, turn), "The integral of m = p + q is 2"),
        ((sum_ / 2, factor, turn), "The square is missing"),
        (((a + b) ** 2 / 2, factor, turn), "The target c is missing"),
        (((a + b - c) ** 2 / 2, factor, turn), "c counts for p and for q"),
        (((b - c) ** 2 + (a - c) ** 2, factor, turn), "Their mixed term is missing"),
        (((b - c) ** 2, factor, turn), "not b"),
        ((c**2, factor, turn), "so the constant is C alone"),
        ((constant, 1, turn), "When a and b move apart"),
        ((constant, (b - a) ** 2, turn), "give a factor 1/4 in the square."),
        ((constant, (b - a) ** 2 / 2, turn), "and Δ counts once"),
        ((constant, (b - a) / 2, turn), "The square is missing"),
        ((constant, (b - c) ** 2, turn), "c moves all of D* - c alike"),
        ((constant, (a + b) ** 2 / 4, turn), "With equal labels D* would be constant"),
        ((constant, sum_**2 / 4, turn), "This belongs to the term with m"),
        ((constant, (b - a) * sum_ / 2, turn), "This belongs to the mixed term"),
        ((constant, b - a, turn), "four triples of labels"),
        ((constant, sp.Symbol("Delta") * factor, turn), "contains Delta"),
        ((constant, factor, 1), "when c lies halfway"),
        ((constant, factor, 1 / turn), "This is q/p"),
        ((constant, factor, -turn), "A sign got lost"),
        ((constant, factor, (c - a) / (b - a)), "This is p/(p + q) at the turn"),
        ((constant, factor, c), "D* equals c there"),
        ((constant, factor, c / (b - c)), "You dropped the term with a"),
        ((constant, factor, c - a), "Collect them"),
        ((constant, factor, (a + c) / (b + c)), "with minus c"),
        ((constant, factor, (c - a) / (a + c)), "Write D* in t, and solve"),
        ((constant, factor, sp.oo), "At infinity it lies for c = b"),
        ((constant, factor, (c - a) ** 2 / (b - c)), "Write D* in t, and solve"),
    ]

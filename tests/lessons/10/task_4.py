"""10.4 the slope of the generator's loss in its parameter (errata 4, 5, 7, 12)."""

import sympy as sp

D1, D2, g1, g2, theta, eta = sp.symbols("D1 D2 g1 g2 theta eta")


def right(my):
    """By SymPy through an undefined score, and multiplied out with symbols of other assumptions."""
    first, second = my.noise
    score, x = sp.Function("score"), sp.Symbol("x")
    sigma = 1 / (1 + sp.exp(-score(x)))

    def slope(payment):  # of one payment, carried back through score and fake
        found = []
        for z, D, g in ((first, D1, g1), (second, D2, g2)):
            one = sp.diff(payment(sigma), x).subs(sp.Derivative(score(x), x), g)
            found.append(one.subs(score(x), sp.log(D / (1 - D))) * z)
        return sum(found) / 2

    minimax, other = slope(lambda s: sp.log(1 - s)), slope(lambda s: -sp.log(s))
    E1, E2, k1, k2 = sp.symbols("D1 D2 g1 g2", positive=True)
    by_hand = -0.5 * (E1 * k1 * first + E2 * k2 * second)
    return [
        (minimax, other, theta - eta * minimax),
        (by_hand, by_hand + (k1 * (2 * E1 - 1) * first + k2 * (2 * E2 - 1) * second) / 2, theta - by_hand * eta),
    ]


def wrong(my):
    first, second = my.noise

    def mean(f1, f2, J=my.noise):
        return (f1 * J[0] + f2 * J[1]) / sp.Integer(2)

    s = -mean(D1 * g1, D2 * g2)
    n = -mean((1 - D1) * g1, (1 - D2) * g2)
    after = theta - eta * s
    return [
        ((-s, n, after), "The sign is turned. log(1 - D)"),
        ((2 * s, n, after), "the sum over both fakes. An expectation"),  # erratum 12: no expectation
        ((-mean(D1 * g1, D2 * g2, (1, 1)), n, after), "the factor J is missing"),  # erratum 12
        ((-mean(D1, D2), n, after), "how much does the score change"),  # erratum 12
        ((-mean(g1, g2), n, after), "The factor D is missing"),
        ((n, n, after), "-log D, the other loss"),
        ((-mean(D1 * (1 - D1) * g1, D2 * (1 - D2) * g2), n, after), "without the logarithm"),  # erratum 4
        ((-mean(g1 / (1 - D1), g2 / (1 - D2)), n, after), "the outer derivative alone"),
        ((-mean(D1 * g1, D2 * g2, (second, first)), n, after), "noise values are swapped"),
        ((-mean(D1 * g1, 0), n, after), "one fake alone"),
        ((-mean(D1, D2) * (g1 + g2) / 2, n, after), "You took two means"),
        ((-(D1 + D2) * (g1 + g2) * (first + second) / 8, n, after), "means of the factors"),
        ((-mean(g1 / D1, g2 / D2), n, after), "This belongs to log D"),
        ((0, n, after), "Work on one fake"),
        ((s * theta, n, after), "contains theta"),  # erratum 4: derived in z
        ((s, -n, after), "This goes up with the score"),
        ((s, s, after), "the saturating slope again"),
        ((s, -s, after), "the step would go the wrong way"),
        ((s, 2 * n, after), "not their mean"),
        ((s, -mean((1 - D1) * g1, (1 - D2) * g2, (1, 1)), after), "in this loss too"),
        ((s, -mean(1 - D1, 1 - D2), after), "does not occur here"),
        ((s, -mean(1 / D1, 1 / D2), after), "-1/D is the slope in D alone"),  # erratum 12
        ((s, -mean(g1 / D1, g2 / D2), after), "-1/D is the slope in D. The"),
        ((s, -mean(g1, g2), after), "The factor 1 - D is missing"),
        ((s, n, theta + eta * s), "surer that its fakes"),  # erratum 8
        ((s, n, theta - eta * n), "down the other loss"),
        ((s, n, -eta * s), "Where does the parameter stand"),
        ((s, n, eta * s), "it goes up the loss"),
        ((s, n, theta - s), "The learning rate is missing"),
        ((s, n, s), "This is the slope. The parameter"),
        ((s, n, theta * (1 - eta * s)), "not multiplied with it"),
        ((s, n, sp.Integer(0)), "Gradient descent"),  # erratum 5: "set the derivative to zero"
    ]

"""11.4 friction for a faster player."""

import sympy as sp

gamma, h = sp.Symbol("gamma", positive=True), sp.Symbol("h")


def jacobian(tau):
    return sp.Matrix([[0, sp.Rational(1, 2)], [-sp.Rational(tau) / 2, -tau * gamma]])


def of(trace, product, sign=1):
    """An eigenvalue from the trace and the determinant."""
    return trace / 2 + sign * sp.sqrt(trace**2 / 4 - product)


def right(my):
    t = my.tau
    return [
        *((one, 4 * gamma) for one in jacobian(t).eigenvals()),
        ((-t * gamma + sp.I * sp.sqrt(t - t**2 * gamma**2)) / 2, t * gamma / sp.Rational(t, 4)),
        (-t * gamma / 2 - 1j * (t / 4 - t**2 * gamma**2 / 4) ** 0.5, 4.0 * sp.Symbol("gamma")),
    ]


def wrong(my):
    t, quarter = my.tau, sp.Rational(1, 4)
    good, limit = of(-t * gamma, t * quarter), 4 * gamma
    return [
        ((of(-gamma, quarter), limit), "the case τ = 1 of the lesson"),
        ((of(-gamma, t * quarter, -1), limit), "τ stands before the bracket"),
        ((of(-t * gamma, quarter), limit), "Only the penalty is faster"),
        ((t * of(-gamma, quarter), limit), "both players faster"),
        ((sp.I * sp.sqrt(t) / 2, limit), "The penalty has left no trace"),
        ((of(t * gamma, t * quarter), limit), "A penalty is friction"),
        ((of(-t * gamma, sp.Integer(t)), limit), "It halves the entries off the diagonal"),
        ((of(-t * gamma / 2, t * quarter), limit), "is -τγ, without a half"),
        ((of(-2 * t * gamma, t * quarter), limit), "*half* the trace"),
        ((of(-t * gamma, -t * quarter), limit), "a sign off the diagonal is lost"),
        ((sp.sqrt(t**2 * gamma**2 - t), limit), "the difference of the two eigenvalues"),
        ((-t * gamma, limit), "the sum of both eigenvalues"),
        ((sp.Rational(t, 4), limit), "the product of both eigenvalues"),
        ((-t * gamma / 2, limit), "This is the real part"),
        ((1 + h * good, limit), "contains h"),
        ((1 + good, limit), "a step with h = 1"),
        ((-t * gamma / 2 + sp.sqrt(t - t**2 * gamma**2) / 2, limit), "where is the i?"),
        ((-t * gamma / 2 - sp.sqrt(t - t**2 * gamma**2) / 2, limit), "where is the i?"),
        ((complex(good.subs(gamma, my.gamma)), limit), "keep gamma as a symbol"),
        ((of(-sp.Symbol("tau") * gamma, sp.Symbol("tau") / 4), limit), "contains tau"),
        ((3 * good, limit), "Differentiate each component"),
        ((good, 4 * t * gamma), "so it cancels"),
        ((good, 4 * gamma / t), "so it cancels"),
        ((good, 4 * my.gamma), "keep gamma as a symbol"),
        ((good, gamma), "Look at the determinant again"),
        ((good, gamma / 4), "turned round"),
        ((good, 2 * gamma), "comes in fastest"),
        ((good, 4 / (t * gamma)), "the real part alone"),
        ((good, 4), "the limit of alternating steps"),
        ((good, 0), "Without friction no step size converges"),
        ((good, sp.oo), "For large h that wins"),
        ((good, gamma + 1), "Below 1 for which h?"),
    ]

"""03.2 the KL to a prior of another width."""

import sympy as sp

m = sp.Symbol("m", real=True)
t, tau, U, W = sp.symbols("t tau U W", positive=True)
KL = ((t**2 + m**2) / tau**2 - 1) / 2 + sp.log(tau / t)
SAVED = (U + W - 1 - sp.log(U + W)) / 2


def right(my):
    plain = {name: sp.Symbol(name) for name in ("m", "t", "tau")}
    by_logs = (plain["m"] ** 2 + plain["t"] ** 2) / (2 * plain["tau"] ** 2) - sp.Rational(1, 2)
    by_logs -= sp.log(plain["t"] ** 2 / plain["tau"] ** 2) / 2
    return [
        (KL, U + W, SAVED),
        [by_logs, W + U, sp.log(sp.sqrt(1 / (U + W))) + U / 2 + W / 2 - sp.Float(0.5)],
        (sp.expand(KL), sp.sqrt((U + W) ** 2), sp.expand(SAVED)),
    ]


def wrong(my):
    half, good = sp.Rational(1, 2), (KL, U + W, SAVED)
    return [
        (good[:2], "Give kl, best and saved"),
        (("KL", U + W, SAVED), "without quotation marks"),
        ((-KL, U + W, SAVED), "a divergence is never negative"),
        ((KL.subs(tau, 1), U + W, SAVED), "This is the KL to N(0, 1)"),
        ((((tau**2 + m**2) / t**2 - 1) / 2 + sp.log(t / tau), U + W, SAVED), "The two distributions are exchanged"),
        ((KL - sp.log(tau), U + W, SAVED), "log τ is missing"),
        ((((t**2 + m**2) / tau**2 - 1) / 2 + sp.log(t / tau), U + W, SAVED), "a narrow guess costs much"),
        ((KL + sp.log(tau / t), U + W, SAVED), "The logarithm counts twice"),
        ((KL + half, U + W, SAVED), "The -1 is missing"),
        (((t**2 / tau**2 + m**2 - 1) / 2 + sp.log(tau / t), U + W, SAVED), "divide m² by τ²"),
        ((((t**2 + m**2) / tau - 1) / 2 + sp.log(tau / t), U + W, SAVED), "divided by the variance"),
        ((KL - sp.log(tau / t) / 2, U + W, SAVED), "counts in full"),
        ((((t + m**2) / tau**2 - 1) / 2 + sp.log(tau / t), U + W, SAVED), "its square belongs there"),
        ((KL / 2, U + W, SAVED), "everywhere else positive"),
        ((KL, sp.sqrt(U + W), SAVED), "Its square is asked for"),
        ((KL, U, SAVED), "not only the means"),
        ((KL, W, SAVED), "lie in different places"),
        ((KL, 1, SAVED), "the usual choice"),
        ((KL, (U + W) / 2, SAVED), "it cancels"),
        ((KL, 1 / (U + W), SAVED), "far codes want a wide prior"),
        ((KL, U - W, SAVED), "pull the same way"),
        ((KL, (sp.sqrt(U) + sp.sqrt(W)) ** 2, SAVED), "Squares add, not lengths"),
        ((KL, U**2 + W**2, SAVED), "already means of squares"),
        ((KL, U + W**2, SAVED), "already means of squares"),
        ((KL, 3 * (U + W), SAVED), "Where is its slope"),
        ((KL, sp.Max(1, U + W), SAVED), "may also lie below 1"),
        ((((t**2 + m) / tau**2 - 1) / 2 + sp.log(tau / t), U + W, SAVED), "enters as a square"),
        (((t**2 + m**2) / tau**2 - 1 + sp.log(tau / t), U + W, SAVED), "before the bracket"),
        ((KL, m**2 + t**2, SAVED), "Express it in U, W"),
        ((KL, U + W, -SAVED), "and never negative"),
        ((KL, U + W, 2 * SAVED), "The factor 1/2 is missing"),
        ((KL, U + W, (U + W - 1) / 2), "this costs log τ"),
        ((KL, U + W, sp.log(U + W) / 2), "what the wider prior costs"),
        ((KL, U + W, -sp.log(U + W) / 2), "only the logarithm's part"),
        ((KL, U + W, (U + W - sp.log(U + W)) / 2), "not 0: take it off"),
        ((KL, U + W, (U + W - 1) / 2 - sp.log(U + W)), "log τ is half of log τ²"),
        ((KL, U + W, (U + W - 1 + sp.log(U + W)) / 2), "The logarithm has the wrong sign: at the best"),
        ((KL, U + W, sp.Max(0, (U + W - 1) / 2) - sp.log(sp.Max(1, U + W)) / 2), "At U + W = 1"),
        ((KL, U + W, U + W), "At U + W = 1 nothing is saved"),
    ]

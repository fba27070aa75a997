"""02.8 how much flipping can D bear?"""

import math

import sympy as sp

S, Q, N = sp.symbols("s q n", positive=True)
M = (S - Q) / (1 - 2 * Q)
NOISE = sp.sqrt(Q * (1 - Q) / N) / (1 - 2 * Q)


def q_max(my, load=None):
    load = my.n * my.error**2 if load is None else load
    return (1 - 1 / math.sqrt(1 + 4 * load)) / 2


def right(my):
    s, q, n, m = sp.symbols("s q n m")  # without assumptions, as many write them
    solved = sp.solve(sp.Eq(s, q + (1 - 2 * q) * m), m)[0]
    noise = sp.sqrt((q - q**2) / (n * (1 - 4 * q + 4 * q**2)))
    found = sp.nsolve(NOISE.subs(N, my.n) - my.error, Q, (0.01, 0.45), solver="bisect")
    low, high = 0.0, 0.5
    while high - low > 1e-7:
        middle = (low + high) / 2
        above = math.sqrt(middle * (1 - middle) / my.n) > my.error * (1 - 2 * middle)
        low, high = (low, middle) if above else (middle, high)
    return [
        (solved, noise, found),
        (sp.Rational(1, 2) + (S - sp.Rational(1, 2)) / (1 - 2 * Q), NOISE, round(low, 3)),
        sp.Tuple(M, NOISE, float(f"{low:.3g}")),
        [M, sp.sqrt(Q) * sp.sqrt(1 - Q) / sp.sqrt(N) / sp.Abs(1 - 2 * Q), q_max(my)],
    ]


def wrong(my):
    best = q_max(my)
    load = my.n * my.error**2
    root = sp.sqrt(Q * (1 - Q) / N)
    free = sp.Symbol("p")
    return [
        ((S - Q, NOISE, best), "The slope is missing"),
        (((S - Q) * (1 - 2 * Q), NOISE, best), "You multiplied by the slope"),
        (((Q - S) / (1 - 2 * Q), NOISE, best), "The sign is turned"),
        (((S + Q) / (1 - 2 * Q), NOISE, best), "changes its sign"),
        (((S - Q) / (1 - Q), NOISE, best), "the images flipped back"),
        ((S / (1 - 2 * Q), NOISE, best), "Take them off first"),
        ((Q + (1 - 2 * Q) * S, NOISE, best), "from m to s"),
        (((S - Q) / (2 - 2 * Q), NOISE, best), "Test it: m = 0.5"),
        ((M, root, best), "That is the noise of s"),
        ((M, NOISE.subs(N, my.n), best), "Your noise has no n left"),
        ((M, NOISE**2, best), "That is the variance"),
        ((M, Q * (1 - Q) / N / (1 - 2 * Q), best), "The root is missing"),
        ((M, root * (1 - 2 * Q), best), "more flipping would mean less noise"),
        ((M, NOISE * sp.sqrt(N), best), "a larger batch must be less noisy"),
        ((M, root / sp.sqrt(1 - 2 * Q), best), "only its variance by the square"),
        ((M, sp.sqrt(Q / N) / (1 - 2 * Q), best), "with both factors"),
        ((M, 1 / (2 * sp.sqrt(N)) / (1 - 2 * Q), best), "1/4 is the largest variance"),
        ((M, sp.sqrt(S * (1 - S) / N) / (1 - 2 * Q), best), "what is s then?"),
        ((M, sp.sqrt(Q / N), best), "what does solving for m do to it?"),
        ((M, NOISE, 1 - best), "Take the smaller one"),
        ((M, NOISE, load / (1 + 4 * load)), "One more equation gives q"),
        ((M, NOISE, q_max(my, my.n * my.error)), "squares the accepted error"),
        ((M, NOISE, (1 - my.error) / 2), "Use your formula for the noise instead"),
        ((M, NOISE, 0.4), "solve for q between 0 and 1/2"),
        ((M, NOISE, "0.2"), "give a number"),
        ((M, NOISE, NOISE), "give a number"),
        ((free - Q, NOISE, best), "contains p"),
        (("(s - q) / (1 - 2 * q)", NOISE, best), "without quotation marks"),
        ((sp.Eq(S, Q + (1 - 2 * Q) * S), NOISE, best), "Give the right-hand side only"),
        (([M], NOISE, best), "m is a list with a solution in it"),
        ((M, NOISE), "in this order"),
    ]

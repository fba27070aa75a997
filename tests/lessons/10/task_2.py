"""10.2 the best discriminator of a game with a share and a weight."""

import sympy as sp

p, q, pi, c, y = sp.symbols("p q pi c y", positive=True)


def right(my):
    """Solved by SymPy, and in another form with plain symbols."""
    payment = pi * c * p * sp.log(y) + (1 - pi) * q * sp.log(1 - y)
    (solved,) = sp.solve(sp.diff(payment, y), y)
    P, Q, S, C = sp.symbols("p q pi c")
    return [
        (solved, 1 / pi - 1, payment.subs({c: 1, q: p, y: pi}) / p),
        [
            1 / (1 + sp.exp(sp.log(Q / P) + sp.log(1 / S - 1) - sp.log(C))),
            sp.exp(-sp.log(S / (1 - S))),
            sp.log(1 - S) - S * sp.log(1 / S - 1),
        ],
    ]


def wrong(my):
    a, b = pi * c * p, (1 - pi) * q
    best, cure, bottom = a / (a + b), (1 - pi) / pi, pi * sp.log(pi) + (1 - pi) * sp.log(1 - pi)
    return [
        ((p / (p + q), cure, bottom), "the even game"),
        ((pi * p / (pi * p + b), cure, bottom), "The weight c is missing"),
        ((c * p / (c * p + q), cure, bottom), "The share π is missing"),
        ((1 - best, cure, bottom), "one minus the answer"),
        ((a / b, cure, bottom), "which can exceed 1"),
        ((sp.log(a / b), cure, bottom), "This is the score. The probability"),
        ((pi * p / (pi * p + c * b), cure, bottom), "belongs to the real ones"),
        ((a / (pi * p + b), cure, bottom), "in the denominator too"),
        ((pi, cure, bottom), "only where p = q"),
        ((sp.Integer(1), cure, bottom), "generated numbers cost nothing"),  # erratum 10
        ((sp.Rational(1, 2), cure, bottom), "before log y a"),  # erratum 11
        ((best.subs(pi, sp.pi), cure, bottom), "the number 3.14"),
        ((best, pi / (1 - pi), bottom), "makes it worse"),
        ((best, 1 / pi, bottom), "still weighs 1 - π"),
        ((best, 1 - pi, bottom), "Are they equal?"),
        ((best, sp.log(cure), bottom), "A weight is its exponential"),
        ((best, -sp.log(cure), bottom), "to the wrong side"),
        ((best, 1, bottom), "changes nothing: D then answers"),
        ((best, 1 / (2 * pi), bottom), "1/2 whatever π is"),
        ((best, (1 - pi) * q / (pi * p), bottom), "contains p, q"),
        ((best, cure, -bottom), "so is each payment"),  # erratum 8
        ((best, cure, -sp.log(4)), "each with the factor 1"),
        ((best, cure, -sp.log(2)), "right for π = 1/2 only"),
        ((best, cure, 2 * bottom), "twice too much"),
        ((best, cure, sp.log(pi) + sp.log(1 - pi)), "also count with their shares"),
        ((best, cure, pi * sp.log(pi)), "the real numbers' part alone"),
        ((best, cure, (1 - pi) * sp.log(1 - pi)), "the generated numbers' part alone"),
        ((best, cure, pi * sp.log(1 - pi) + (1 - pi) * sp.log(pi)), "The answers are swapped"),
        ((best, cure, 0), "D that is always right"),
        ((best, cure, pi), "What is it paid?"),
        ((best, cure, "log(2)"), "without quotation marks"),
    ]

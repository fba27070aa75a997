"""01.3 from one Gaussian to another."""

import sympy as sp

a, b, s, t = sp.symbols("a b s t")  # without assumptions, as learners declare them
half = sp.Rational(1, 2)


def order(my):
    """(mean, width) of the Gaussian that the points come from, then of the other."""
    return ((a, s), (b, t)) if my.direction == "KL(p || q)" else ((b, t), (a, s))


def right(my):
    (m, u), (n, v) = order(my)
    ratio = u**2 / v**2
    x = sp.symbols("x", real=True)
    first, second = (-((x - mean) ** 2) / (2 * width**2) - sp.log(width) for mean, width in order(my))
    # the mean of a quadratic: its value at the mean, plus half its second derivative times the variance
    difference = first - second
    by_moments = difference.subs(x, m) + sp.diff(difference, x, 2) * u**2 / 2
    return [half * (ratio - 1 - sp.log(ratio)) + (n - m) ** 2 / (2 * v**2), sp.expand(by_moments)]


def wrong(my):
    (m, u), (n, v) = order(my)
    gap, logs = (m - n) ** 2, sp.log(v / u)
    kl = logs + (u**2 + gap) / (2 * v**2) - half
    return [
        (-logs + (v**2 + gap) / (2 * u**2) - half, "the first of the two"),
        (-kl, "The sign is turned"),
        (sp.log(u / v) + (u**2 + gap) / (2 * v**2) - half, "upside down"),
        (logs / 2 + (u + gap) / (2 * v) - half, "are standard deviations: the variances"),
        (logs + u**2 / (2 * v**2) - half, "means do not matter"),
        (logs + (u**2 + gap) / (2 * v**2), "yours is 1/2"),
        (logs + gap / (2 * v**2) - half, "spread of the points is missing"),
        (logs + gap / (2 * v**2), "spread of the points is missing"),
        ((u**2 + gap) / (2 * v**2) - half, "a logarithm of the widths is missing"),
        (2 * logs + (u**2 + gap) / (2 * v**2) - half, "counts twice"),
        (logs + u**2 / (2 * v**2) + gap / v**2 - half, "lacks its factor 1/2"),
        (logs + u**2 / (2 * v**2) + gap / (2 * u**2) - half, "in the wrong width"),
        (kl / sp.log(2), "These are bits"),
        (logs + (u**2 + gap) / v**2 - half, "A factor 1/2 is missing"),
        (logs + (u**2 + gap) / (2 * v) - half, "below the fraction line"),
        (logs + (u + gap) / (2 * v) - half, "are standard deviations: the variances"),
        (logs + (u + gap) / (2 * v**2) - half, "over the first Gaussian the mean"),
        (logs + (u**2 - gap) / (2 * v**2) - half, "counts with a minus"),
        (logs + (u**2 + sp.sqrt(gap)) / (2 * v**2) - half, "that shows which term"),
        (logs + (u**2 + gap) / (2 * sp.Symbol("sigma") ** 2) - half, "contains sigma"),
        ("log(t/s) + (s**2 + (a-b)**2)/(2*t**2) - 1/2", "without quotation marks"),
    ]

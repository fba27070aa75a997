"""03.7 what a product of guesses costs."""

import sympy as sp

s = sp.Symbol("s", positive=True)


def entries(k):
    first, second, det = 1 + 1 / s**2, 1 + k**2 / s**2, 1 + (1 + k**2) / s**2
    return k, first, second, det


def truth(my):
    return entries(sp.nsimplify(my.k))


def right(my):
    k, first, second, det = truth(my)
    plain = sp.Symbol("s")
    gap = (sp.log(1 + plain**2) + sp.log(k**2 + plain**2) - sp.log(plain**2) - sp.log(1 + k**2 + plain**2)) / 2
    return [
        (1 / first, second / det, sp.log(first * second / det) / 2),
        [s**2 / (1 + s**2), 1 - 1 / (s**2 + 1 + k**2), gap],
        (plain**2 / (1 + plain**2), (plain**2 + my.k**2) / (plain**2 + 1 + my.k**2), -sp.log(det / first / second) / 2),
    ]


def wrong(my):
    k, first, second, det = truth(my)
    g, t, gap = 1 / first, second / det, sp.log(first * second / det) / 2
    reverse = (2 * first * second / det - 2) / 2 - gap
    _, _, second_2, det_2 = entries(sp.Integer(2))
    public = [
        ((g, second_2 / det_2, gap), "In your version k has another value"),
        ((g, t, sp.log(first * second_2 / det_2) / 2), "In your version k has another value"),
    ]
    return [
        *(public if my.k != 2 else []),
        ((g, t), "Give guessed, true and gap"),
        ((t, t, gap), "The best product q has another one"),
        ((1 / second, t, gap), "This is z2's"),
        ((first, t, gap), "a precision. The variance is its inverse"),
        ((sp.sqrt(g), t, gap), "This is the standard deviation"),
        ((s**2, t, gap), "The prior counts, too"),
        ((1, t, gap), "Seeing x narrows it."),
        ((1 / det, t, gap), "do not concern t1"),
        ((s / (1 + s), t, gap), "s is a standard deviation"),
        ((2 * g, t, gap), "and P₁₁ is 1 from the prior"),
        ((sp.Symbol("r"), t, gap), "Express it in s"),
        ((g, g, gap), "when z2 is known"),
        ((g, first / det, gap), "This is z2's"),
        ((g, 1 / det, gap), "not yet an entry of the inverse"),
        ((g, second, gap), "An inverse is divided by"),
        ((g, 1, gap), "narrows it a little"),
        ((g, first, gap), "This is a precision."),
        ((g, sp.sqrt(t), gap), "This is the standard deviation"),
        ((g, 1 / (s**2 + 1 + k**2), gap), "subtract it"),
        ((g, t / 2, gap), "As s goes to 0"),
        ((g, t, -gap), "so the gap is positive"),
        ((g, t, 2 * gap), "The factor 1/2 is missing"),
        ((g, t, sp.exp(gap)), "The logarithm is missing"),
        ((g, t, sp.exp(2 * gap)), "Half of the logarithm of this"),
        ((g, t, sp.log(det) / 2), "what x tells about both codes"),
        ((g, t, sp.log(first * second) / 2), "det P is missing: the true"),
        ((g, t, 0), "No product is"),
        ((g, t, reverse), "This is KL(posterior"),
        ((g, t, first * second / det - 1 - gap), "KL(posterior"),
        ((g, t, gap + 1), "Put the best"),
    ]

"""11.3 the generator that has nothing to learn."""

import sympy as sp

theta = sp.Symbol("theta", positive=True)
z, w, c = sp.symbols("z w c", real=True)


def right(my):
    return [
        (4, sp.diff(c + w * (theta * z) ** 2, theta)),
        (4.0, z * (2 * w * theta * z)),
        (sp.Integer(4), 2 * sp.Symbol("w") * sp.Symbol("theta") * sp.Symbol("z") ** 2),
    ]


def wrong(my):
    good = 2 * w * theta * z**2
    s = 1 / (1 + sp.exp(-c - w * theta**2 * z**2))
    return [
        ((1, good), "Line 1 holds"),
        ((2, good), "Line 2 holds"),
        ((3, -s * good), "Line 3 holds"),
        ((5, good), "Line 5 follows"),
        ((6, good), "Line 6 follows"),
        ((7, 0), "Line 7 follows"),  # erratum 5
        ((8, good), "the lines 1 to 7"),
        ((4.5, good), "the lines 1 to 7"),
        ((4, 2 * w * theta**2 * z), "the derivative in z"),  # erratum 4
        ((4, 2 * w * theta * z), "This is ℓ' at θz"),
        ((4, 2 * w * z**2), "at the point θz, and not at z"),
        ((4, w * theta**2 * z**2), "not differentiated"),
        ((4, c + w * theta**2 * z**2), "This is the score itself"),
        ((4, w * theta * z**2), "The factor 2"),
        ((4, good * theta), "one θ too many"),
        ((4, -s * good), "all of line 3"),
        ((4, -good), "The minus stands in line 3"),
        ((4, 2 * theta * z**2), "Write the score at θz"),
        ((4, sp.Symbol("x") * 2 * w * z), "contains x"),
    ]

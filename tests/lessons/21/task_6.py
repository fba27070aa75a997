"""21.6 larger weights before a normalisation."""


def right(my):
    a = my.alpha
    return [
        (1, 1 / a, 1 / a**2),
        [1.0, float(f"{1 / a:.3g}"), float(f"{a**-2:.3g}")],
        (1, round(1 / a, 3), round(a**-2, 3)),
    ]


def wrong(my):
    a = my.alpha
    return [
        ((a, 1 / a, 1 / a**2), "without the normalisation"),
        ((1 / a, 1 / a, 1 / a**2), "has grown alike"),
        ((0, 1 / a, 1 / a**2), "not a change"),
        ((1, a, 1 / a**2), "must move farther"),
        ((1, 1, 1 / a**2), "its slope is not"),
        ((1, 1 / a**2, 1 / a**2), "one power"),
        ((1, 1 / a, 1 / a), "turns a longer vector by less"),
        ((1, 1 / a, 1), "both make the turn smaller"),
        ((1, 1 / a, a**2), "large weights turn more slowly"),
        ((1, 1 / a, 17), "over the length of the weights"),
    ]

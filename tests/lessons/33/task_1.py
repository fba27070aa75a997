"""33.1: answers that people really give."""


def right(my):
    return [my.n, float(my.n)]


def wrong(my):
    """At least five, each with a part of the hint that it must get."""
    return [(-my.n, "sign")]

"""13.1 two small piles."""

from fractions import Fraction

import torch


def right(my):
    a, b = (torch.tensor(pile).double().sort().values for pile in (my.sand, my.holes))
    total = sum(abs(x - y) for x, y in zip(sorted(my.sand), sorted(my.holes), strict=True))
    return [("equal", (a - b).abs().mean()), [" Equal ", Fraction(total, 5)], ("EQUAL", round(total / 5, 3))]


def wrong(my):
    sand, holes = sorted(my.sand), sorted(my.holes)
    ways = [abs(x - y) for x, y in zip(sand, holes, strict=True)]
    as_written = [abs(x - y) for x, y in zip(my.sand, my.holes, strict=True)]
    work = sum(ways) / 5
    return [
        (("Ada", work), "each is only one long"),
        (("Bo", work), "it is his only one"),
        (("both", work), "not among the choices"),
        (("equal", -work), "A distance is not negative"),
        (("equal", sum(ways)), "This is the whole work"),
        (("equal", sum(as_written) / 5), "Sort both piles first"),
        (("equal", sum(as_written)), "and added up"),
        (("equal", sum(abs(x - y) for x, y in zip(sand, holes[::-1], strict=True)) / 5), "the longest ways"),
        (("equal", abs(sum(sand) - sum(holes)) / 5), "ways to the left and ways to the right cancelled"),
        (("equal", (sum(way**2 for way in ways) / 5) ** 0.5), "You squared the ways"),
        (("equal", sum(way**2 for way in ways) / 5), "You squared each of the ways"),
        (("equal", sum(abs(x - y) for x in sand for y in holes) / 25), "partners were drawn at random"),
        (("equal", work + 0.1), "one below the other"),
        (("equal", "1.4"), "give a number"),
        ("equal", "Give harder and work"),
    ]

"""11.5 look before you step."""

import torch


def right(my):
    def in_one_line(arrow, at, h):
        return at + h * arrow(at + h * arrow(at))

    def on_a_clone(arrow, at, h):
        there = at.clone()
        there += h * arrow(there)
        return torch.add(at, arrow(there), alpha=h)

    def as_a_list(arrow, at, h):
        there = torch.stack([a + h * b for a, b in zip(at, arrow(at), strict=True)])
        return [float(a + h * b) for a, b in zip(at, arrow(there), strict=True)]

    def with_a_matrix(arrow, at, h):  # the usual type, whatever comes
        return at + torch.diag(torch.full((len(at),), h)) @ arrow(at + h * arrow(at))

    return [in_one_line, on_a_clone, as_a_list, with_a_matrix]


def wrong(my):
    def in_place(arrow, at, h):
        old = at.clone()
        at += h * arrow(at)
        return old + h * arrow(at)

    def alternating(arrow, at, h):
        new = at.clone()
        for k in range(len(at)):
            new[k] = new[k] + h * arrow(new)[k]
        return new

    def mean_of_both(arrow, at, h):
        first = arrow(at)
        return at + h * (first + arrow(at + h * first)) / 2

    def forgotten(arrow, at, h):
        there = at + h * arrow(at)
        at + h * arrow(there)

    def two_steps(arrow, at, h):
        at = at + h * arrow(at)
        return at + h * arrow(at)

    def first_only(arrow, at, h):  # only one player looks ahead
        there = at.clone()
        there[0] = (at + h * arrow(at))[0]
        return at + h * arrow(there)

    def both_places(arrow, at, h):
        there = at + h * arrow(at)
        return torch.stack([at, there])

    return [
        (lambda arrow, at, h: at + h * arrow(at), "This is the plain step"),
        (two_steps, "Return first"),
        (mean_of_both, "the mean of both arrows"),
        (lambda arrow, at, h: at + h * arrow(at + h / 2 * arrow(at)), "half as long"),
        (lambda arrow, at, h: at - h * arrow(at - h * arrow(at)), "You go against the arrow"),
        (lambda arrow, at, h: at - h * arrow(at + h * arrow(at)), "Your real step goes against"),
        (lambda arrow, at, h: at + h * arrow(at - h * arrow(at)), "Your trial step goes backwards"),
        (alternating, "These are alternating steps"),
        (in_place, "The tensor `at` has changed"),
        (lambda arrow, at, h: arrow(at + h * arrow(at)), "This is the arrow at the trial place"),
        (lambda arrow, at, h: h * arrow(at + h * arrow(at)), "This is the step. Add it"),
        (lambda arrow, at, h: at + arrow(at + h * arrow(at)), "The real step has the size h"),
        (lambda arrow, at, h: at + h * arrow(at + arrow(at)), "The trial step has the size h"),
        (lambda arrow, at, h: at + h * (2 * arrow(at + h * arrow(at)) - arrow(at)), "You mix the two arrows"),
        (lambda arrow, at, h: at + h * arrow(h * arrow(at)), "You looked at the step"),
        (first_only, "There are two arrows"),
        (both_places, "has shape (2, 2)"),
        (forgotten, "returns None"),
    ]

"""Task 4: a proof with a wrong line: a critic that is called a probability."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks import forms

LINES = {  # what each of the other lines does, and why it follows
    1: "Line 1 holds: the margins of a plan are p and q, so both means may be taken over its pairs. It is the first "
    "step of the lesson's proof.",
    2: "Line 2 holds: D lies between 0 and 1, so two values differ by at most 1; and at the same point they do not "
    "differ.",
    3: "Line 3 holds: at each point no more than the smaller of the two densities can stay, and that much can. The "
    "rest, 1 - ∫min(p, q), is total variation.",
    4: "Line 4 holds: this D earns the integral of p - q over the places where p is larger, which is total variation; "
    "by line 3 no D earns more.",
    5: "Line 5 looks suspicious, but it holds: by the triangle inequality no detour is cheaper than the direct way. "
    "Ada and Bo of 13.1 show it: Bo leaves four grains in place, and works no more.",
    7: "Line 7 does follow from lines 4 and 6. What it says is wrong, so the mistake is further up.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """A critic called a probability"""
    line, repaired = forms.parts(report, answer, "wrong_line", "the pair (earns, far)")
    earns, far = forms.parts(report, repaired, "earns", "far")
    forms.wrong_line(report, line, 6, LINES)
    theta, w = sp.symbols("theta w", positive=True)
    domain = {"theta": (0.1, 0.8), "w": (0.9, 3.0)}
    report.same(
        "what the article's best critic earns is right",
        report.expression(earns, "earns", (theta, w)),
        theta / w,
        known=[
            (
                theta,
                "This is W1: every grain moves by theta. The article's critic earns the total variation: the share "
                "of the mass that cannot stay.",
            ),
            (sp.Integer(1), "Then nothing could stay. But the intervals overlap, since theta is smaller than w."),
            (1 - theta / w, "This is the share that stays. What the critic earns is the rest."),
            (
                2 * theta / w,
                "Mass is missing at one end and too much at the other, but each grain that leaves one "
                "end arrives at the other: count it once.",
            ),
            (theta / (2 * w), "The density is 1/w on the whole interval. Which length of it does not overlap?"),
            (w, "This is a length; earns is a share of the mass, between 0 and 1."),
            (theta / (theta + w), "You divided by the length of both together. The density of each is 1/w."),
            (w / theta, "The fraction is upside down: theta is smaller than w, and a share of the mass is below 1."),
            (theta * w, "The density on an interval of the length w is 1/w, not w."),
        ],
        hint="By line 4 it earns total variation: the mass of p where q has none, an interval of the length theta, "
        "with the density 1/w.",
        domain=domain,
    )
    report.same(
        "the way of a grain that moves is right",
        report.expression(far, "far", (theta, w)),
        w,
        known=[
            (theta, "This is how far each grain goes when all of them move. Here only those move that cannot stay: "
             "from beyond one end to beyond the other."),
            (theta + w, "This is the way from the outermost end to the outermost end; most grains go less far. Take "
             "the mean."),
            (w - theta, "This is the overlap, across which they go. They also start and end beyond it: add theta, on "
             "average."),
            (sp.Integer(1), "This is what line 6 has used without saying so. How far is it really?"),
            (w + theta / 2, "Look at the middles: the grains lie around w + theta/2, and their new places around "
             "theta/2, not around 0."),
            (w - theta / 2, "On average a grain starts theta/2 beyond the overlap, and ends theta/2 beyond it. You "
             "counted one of the two."),
            (w / 2, "The moved grains lie in two short intervals at the ends. How far are their middles apart?"),
            (theta / w, "This is the share of the mass that moves. The distance is asked for."),
            (theta**2 / w, "Check with the whole work: share times way is W1, and W1 is theta."),
        ],
        hint="The grains that move lie between w and w + theta, and go to places between 0 and theta. How far are the "
        "middles of these intervals apart?",
        domain=domain,
    )  # fmt: skip

"""Task 2: the conjugate, the best critic and the domain of Neyman's divergence."""

from __future__ import annotations

import math

import sympy as sp

from course.checks.report import Known, Report, Variant
from course.tasks.forms import parts


def check(report: Report, answer: object, my: Variant) -> None:
    """Pearson's mirror image"""
    conjugate, best, edge = parts(report, answer, "conjugate", "best", "edge")
    t, u = sp.symbols("t u", real=True)
    w = sp.nsimplify(my.w)
    below_the_edge = {"u": (-3.0, 0.9 * my.w)}
    report.same(
        "the conjugate is the largest gap, for every slope",
        report.expression(conjugate, "conjugate", (u,)),
        star(u, w),
        known=_wrong_conjugates(u, w),
        hint="Compare with the largest gaps that the cell above prints. Solve f'(t) = u for t first, and check your t: "
        "at u = 0 it must be 1.",
        domain=below_the_edge,
    )
    report.same(
        "the best critic is the slope of f at the ratio",
        report.expression(best, "best", (t,)),
        w * (1 - 1 / t**2),
        known=[
            (
                w * (1 / t**2 - 1),
                "The sign is turned: the best critic is large where the data are, so it grows with t.",
            ),
            (1 - 1 / t**2, "The constant w is missing: three times the f has three times the slope."),
            (w * (1 - 1 / t), "The derivative of 1/t is -1/t²."),
            (w * (1 + 1 / t**2), "The derivative of 1/t is negative. At t = 1, the lowest point, the slope is 0."),
            (-w / t**2, "A term of f got lost: f is w (t - 2 + 1/t). At t = 1 the slope is 0."),
            (2 * w * (t - 1), "This is the best critic of Pearson. Here (t - 1)² is divided by t."),
            (2 * w * (t - 1) / t, "A quotient has a slope of two terms. Write f as w (t - 2 + 1/t) first."),
            (w * (t - 1) ** 2 / t, "This is f itself. The best critic is its slope, f'(t)."),
            (t / (1 + t), "This is the best discriminator of the original GAN. Here it is f'(t)."),
        ],
        hint="The best critic is T* = f'(t). Write f as w (t - 2 + 1/t) and differentiate. Its value at t = 1 must "
        "be 0.",
        domain=(0.2, 4.0),
    )
    _edge(report, edge, my.w)


def star(u: sp.Expr, w: sp.Expr) -> sp.Expr:
    """The conjugate of w (t - 1)^2 / t."""
    return 2 * w * (1 - sp.sqrt(1 - u / w))


def _wrong_conjugates(u: sp.Expr, w: sp.Expr) -> Known:
    root = sp.sqrt(1 - u / w)
    at = 1 / root

    def gap(place: sp.Expr) -> sp.Expr:
        return u * place - w * (place - 1) ** 2 / place

    return [
        (-star(u, w), "The sign is turned: the gap is the line minus the curve, u t - f(t)."),
        (at, "This is the place t where the slope is u. The conjugate is the gap there, u t - f(t)."),
        (w * (at - 1) ** 2 / at, "This is f at the place where the slope is u. The gap is u t minus that."),
        (u * at, "This is the line's height there. The curve's height f(t) goes off."),
        (-2 * w * root, "A constant got lost: f contains -2w. At u = 0 the largest gap is 0, at t = 1."),
        (2 * w * (1 + root), "The root has the other sign: the place t is positive, and at u = 0 it is 1."),
        (gap(at**2), "Solving for t you lost a root: u gives you 1/t², not 1/t."),
        (gap(root), "The place is upside down: f'(t) = u gives 1/t² = 1 - u/w, and a steep slope lies at a large t."),
        (star(u, sp.Integer(1)), "This is the conjugate for w = 1. Use your own w."),
        (w * star(u, sp.Integer(1)), "The constant w also changes the place: f'(t) = u is w (1 - 1/t²) = u."),
        (star(u / w, sp.Integer(1)), "The place is right, but the constant w of f is missing in the height."),
        (u + u**2 / (4 * w), "This is Pearson's conjugate. Here (t - 1)² is divided by t."),
        (u + u**2 / 4, "This is Pearson's conjugate. Here (t - 1)² is divided by t."),
        (
            u * star(1 / u, w),
            "This mirrors the conjugate, but the mirror lies in f, not in f*: solve f'(t) = u anew.",
        ),
    ]


def _edge(report: Report, edge: object, w: float) -> None:
    says = "the edge of the domain is right"
    value = report.number(edge, "edge", finite=False)
    endless = "Here the domain ends: beyond some slope the line is steeper than the curve ever becomes, and the gap "
    report.need(says, not math.isinf(value), endless + "grows for ever. What is the largest slope of f?")
    not_the_edge = (
        "For w = 1 the edge would be 1, and f* would have the value 2 there. What are both for your w? The edge is the "
        "slope, not the value."
    )
    report.close(
        says,
        value,
        w,
        tol=1e-4,
        known=[
            (0.0, "At u = 0 the largest gap is 0, and for a small positive u it is finite, too."),
            (2 * w, not_the_edge),
            (-w, "The sign is turned: for every negative u the gap is finite. The domain ends on the right."),
            (1.0, not_the_edge),
        ],
        hint="The slope of f is w (1 - 1/t²). How large can it become for a large t? A steeper line leaves the curve "
        "behind for ever.",
    )

"""12.2 Neyman's divergence: its conjugate, its best critic, its domain."""

import math

import sympy as sp

t, u = sp.Symbol("t", positive=True), sp.Symbol("u", real=True)


def star(w):
    return 2 * w - 2 * w * sp.sqrt(1 - u / w)


def right(my):
    w = sp.nsimplify(my.w)
    place = sp.sqrt(w / (w - u))
    plain_t, plain_u = sp.symbols("t u")
    return [
        (star(w), w - w / t**2, my.w),
        (u * place - w * (place - 1) ** 2 / place, sp.diff(w * (t - 1) ** 2 / t, t), w),
        (2 * my.w - 2 * sp.sqrt(my.w * (my.w - plain_u)), my.w * (plain_t**2 - 1) / plain_t**2, sp.Float(my.w)),
        (2 * u / (1 + sp.sqrt(1 - u / w)), w * (1 - 1 / t) * (1 + 1 / t), float(my.w)),
    ]


def wrong(my):
    w = sp.nsimplify(my.w)
    root, best, good = sp.sqrt(1 - u / w), w * (1 - 1 / t**2), star(w)

    def gap(place):
        return u * place - w * (place - 1) ** 2 / place

    return [
        ((-good, best, w), "the line minus the curve"),
        ((1 / root, best, w), "The conjugate is the gap there"),
        ((w * (1 / root - 1) ** 2 * root, best, w), "The gap is u t minus that"),
        ((u / root, best, w), "The curve's height f(t) goes off"),
        ((-2 * w * root, best, w), "f contains -2w"),
        ((2 * w * (1 + root), best, w), "The root has the other sign"),
        ((gap(1 / (1 - u / w)), best, w), "you lost a root"),
        ((gap(root), best, w), "The place is upside down"),
        ((w * (2 - 2 * sp.sqrt(1 - u)), best, w), "also changes the place"),
        ((2 - 2 * sp.sqrt(1 - u / w), best, w), "missing in the height"),
        ((u + u**2 / (4 * w), best, w), "This is Pearson's conjugate"),
        ((u + u**2 / 4, best, w), "This is Pearson's conjugate"),
        ((u**2, best, w), "at u = 0 it must be 1"),
        ((u, best, w), "you lost a root"),
        ((good.subs(u, t), best, w), "Express it in u"),
        ((good, -best, w), "it grows with t"),
        ((good, best / w, w), "The constant w is missing"),
        ((good, w * (1 - 1 / t), w), "The derivative of 1/t is -1/t²"),
        ((good, w * (1 + 1 / t**2), w), "The derivative of 1/t is negative"),
        ((good, -w / t**2, w), "A term of f got lost"),
        ((good, 2 * w * (t - 1), w), "the best critic of Pearson"),
        ((good, 2 * w * (t - 1) / t, w), "A quotient has a slope of two terms"),
        ((good, w * (t - 1) ** 2 / t, w), "This is f itself"),
        ((good, t / (1 + t), w), "the original GAN"),
        ((good, best, 0), "it is finite, too"),
        ((good, best, 2 * w), "The edge is the slope, not the value"),
        ((good, best, -w), "The domain ends on the right"),
        ((good, best, 1), "The edge is the slope, not the value"),
        ((good, best, math.inf), "What is the largest slope of f?"),
        ((good, best, sp.oo), "What is the largest slope of f?"),
        ((good, best, my.w + 7), "leaves the curve behind"),
    ]

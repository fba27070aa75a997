"""22.1 smoothed on one side."""

import math

import sympy as sp


def right(my):
    p, q, a, b = sp.symbols("p q a b", positive=True)
    d = my.a * my.times / (my.times + 1)
    score = math.log(d / (1 - d))
    best = (a * p + b * q) / (p + q)
    other = a - (a - b) / (1 + p / q)
    return [(best, score), (other, float(f"{score:.3g}")), [sp.simplify(best), sp.Float(score)]]


def wrong(my):
    p, q, a, b = sp.symbols("p q a b", positive=True)
    best = (a * p + b * q) / (p + q)
    d = my.a * my.times / (my.times + 1)
    score = math.log(d / (1 - d))
    return [
        ((p / (p + q), score), "without smoothing. The targets"),
        ((a * p / (p + q), score), "target b has no trace"),
        (((b * p + a * q) / (p + q), score), "The targets are exchanged"),
        ((a * p / (a * p + b * q), score), "does not reweigh"),
        ((1 - best, score), "This is 1 - D"),
        ((best / (1 - best), score), "This is the ratio"),
        (((a * p + (1 - b) * q) / (p + q), score), "The target of a fake is b"),
        ((best, d), "This is D there"),
        ((best, math.log(my.times)), "score without smoothing"),
        ((best, math.log(d)), "This is log D"),
        ((best, d / (1 - d)), "Take its logarithm"),
        ((best, math.log(my.a / (1 - my.a))), "This is the ceiling"),
        ((best, -score), "The sign is turned"),
    ]

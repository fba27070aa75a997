"""27.6 one picture in two companies."""

import math

import sympy as sp
import torch

from course.tasks.lesson_27.task_6 import solution


def right(my):
    pure, mixed = solution(my)
    d, x = my.shift, my.x
    batch = torch.tensor([0.0, 0.0, 0.0, d]).double()  # the middles of four equal parts
    variance = 1 + batch.var(correction=0)
    return [
        (pure, mixed),
        [x, ((x - batch.mean()) / variance.sqrt()).item()],
        (sp.Float(x), sp.sympify(x - d / 4) / sp.sqrt(1 + sp.Rational(3, 16) * sp.nsimplify(d) ** 2)),
    ]


def wrong(my):
    pure, mixed = solution(my)
    d, x = my.shift, my.x
    spread = math.sqrt(1 + 3 / 16 * d**2)
    half = (x - d / 2) / math.sqrt(1 + d**2 / 4)
    return [
        ((half, mixed), "only real samples"),
        ((pure + 0.5, mixed), "what does normalising change"),
        ((pure, half), "Here a quarter is"),
        ((pure, x - 3 * d / 4), "plus 1/4"),
        ((pure, (x - 3 * d / 4) / spread), "Three quarters are real"),
        ((pure, (x - d / 4) / math.sqrt(1 + d**2 / 4)), "the variance of halves"),
        ((pure, (x + d / 4) / spread), "not added"),
        ((pure, pure), "The company has changed"),
    ]

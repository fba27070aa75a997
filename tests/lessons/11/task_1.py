"""11.1 whom does the generator hear?"""

import math

import sympy as sp
import torch


def right(my):
    score = torch.tensor(my.low, dtype=torch.float64).logit().requires_grad_()
    by_autograd = [
        torch.autograd.grad(loss, score)[0] for loss in ((1 - score.sigmoid()).log(), -score.sigmoid().log())
    ]
    low = sp.Rational(str(my.low))
    return [
        (*by_autograd, 1 / (2 * my.low)),
        (-low, low - 1, 1 / (2 * low)),
        (-low, low - 1, round(0.5 / my.low, 1)),
        [float(-low), float(low - 1), float(1 / (2 * low))],
    ]


def wrong(my):
    d = my.low
    crowd = 0.5 / d
    rounded = {math.floor(crowd), math.ceil(crowd)} - {crowd}
    return [
        ((d, 1 - d, crowd), "log(1 - D) falls when the score rises"),
        ((d - 1, -d, crowd), "This is the slope of -log D. You swapped"),  # erratum 7
        ((1 - d, d, crowd), "without its sign. You swapped"),
        ((-1 / (1 - d), -1 / d, crowd), "the sigmoid's own slope D (1 - D) comes in"),
        ((-d * (1 - d), -d * (1 - d), crowd), "the sigmoid's slope D (1 - D) alone"),
        ((0.0, d - 1, crowd), "Differentiate log(1 - σ(ℓ))"),
        ((-d, 1 - d, crowd), "The size of the second slope is right"),
        ((-d, -1 / d, crowd), "slope of -log D in D"),
        ((-d, -d, crowd), "once more"),
        ((-d, -1, crowd), "only in the limit"),
        ((-d, d - 1, (1 - d) / d), "compares the two losses at one fake"),
        ((-d, d - 1, 1 / d), "The lucky fake has D = 1/2"),
        ((-d, d - 1, 2 * d), "the other way round"),
        ((-d, d - 1, 0.5 / (1 - d)), "the crowd for the other loss"),
        ((-d, d - 1, 2 * (1 - d)), "slopes of -log D. The question"),
        ((-d, d - 1, 0.25 / (d * (1 - d))), "You compared the sigmoid's slopes"),
        ((-d, d - 1, -crowd), "both slopes are negative, so their ratio"),
        *(((-d, d - 1, whole), "need not be whole") for whole in rounded),
        ((-d, d - 1, 3 * crowd), "crowd times the slope of one bad fake"),
        ((-d, d - 1), "in this order"),
    ]

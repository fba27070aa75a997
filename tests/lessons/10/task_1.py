"""10.1 from an opinion to a ratio."""

import math
from fractions import Fraction

import sympy as sp
import torch


def right(my):
    """By logits and a shift, and as other kinds of numbers."""
    by_logits = math.exp(math.log(my.doubt / (1 - my.doubt)) - math.log(my.share / (1 - my.share)))
    sure, doubt, share = (Fraction(str(one)) for one in (my.sure, my.doubt, my.share))
    exact = (doubt - doubt * share) / (share - doubt * share)
    return [
        (torch.tensor(my.sure).logit().exp(), by_logits),
        (sure / (1 - sure), sp.Rational(exact.numerator, exact.denominator)),
        [round(my.sure / (1 - my.sure), 3), round(by_logits, 3)],
        torch.tensor([float(f"{my.sure / (1 - my.sure):.3g}"), float(f"{by_logits:.3g}")]),
    ]


def wrong(my):
    sure, doubt, share = my.sure, my.doubt, my.share
    ratio, blind, prior = sure / (1 - sure), doubt / (1 - doubt), share / (1 - share)
    return [
        ((sure, blind / prior), "solve for p/q"),  # erratum 1
        ((1 / ratio, blind / prior), "q/p, the other way round"),
        ((math.log(ratio), blind / prior), "This is the score"),
        ((1 / (1 - sure), blind / prior), "Which part of p + q is p?"),
        ((1 / sure, blind / prior), "compares the wrong two things"),
        ((ratio / prior, blind / prior), "no share enters here"),
        ((0.5, blind / prior), "what remains?"),
        ((ratio, blind), "It expected few real numbers beforehand"),
        ((ratio, blind * prior), "the wrong way. Few real numbers"),
        ((ratio, blind / share), "not by the share"),
        ((ratio, blind * (1 - share)), "Divide by the whole odds"),
        ((ratio, math.log(blind / prior)), "This is still a logarithm"),
        ((ratio, doubt / share), "Probabilities do not divide like this"),
        ((ratio, doubt / prior), "You took D itself for its odds"),
        ((ratio, doubt), "remove what the share put in"),
        (ratio, "Give ratio and uneven"),
    ]

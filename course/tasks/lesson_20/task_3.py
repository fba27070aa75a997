"""Task 3: the best discriminator under a smooth label."""

from __future__ import annotations

import math

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """The best discriminator under a smooth label"""
    best, ceiling = parts(report, answer, "best", "ceiling")
    p, q, t = sp.symbols("p q t")
    value = report.expression(best, "best", (p, q, t))
    report.same(
        "best minimises D's loss at every point",
        value,
        t * p / (p + q),
        known=[
            (
                p / (p + q),
                'This is right for t = 1. With a soft label the term of "real" counts t, and another term appears.',
            ),
            (t * p / (t * p + q), "The weight 1 - t of the real points is lost: they also pull D towards 0."),
            (
                sp.Float(my.label) * p / (p + q),
                "You put your label in: keep t as a symbol here, and use MY.label only for ceiling.",
            ),
            (p / q, "D is a probability, and this can exceed 1. Did you set the derivative in d to zero?"),
            (t * p / q, "D is a probability, and this can exceed 1. Did you set the derivative in d to zero?"),
            (q / (p + q), "This is the probability of *fake*. D answers for real."),
            (t * q / (p + q), "This is large where the fakes are. D answers for real: look at the signs."),
            (sp.Integer(1), "D = 1 everywhere is best only when fakes do not count. Is log(1 - D) in your loss?"),
            (t, "This is best where there are no fakes at all. Elsewhere their density q must appear."),
            (
                (t * p + (1 - t) * q) / (p + q),
                "This smooths the fakes' label, too. Their term is -q log(1 - d), without t.",
            ),
            (
                p / (p + q) * t + (1 - t) / 2,
                "Do not mix the old answer with 1/2: write the loss with t and differentiate it in d.",
            ),
            (
                sp.log(t * p / (p + (1 - t) * p + q - p + t * p)),
                "This is a logarithm. D itself is wanted, a probability.",
            ),
            (sp.log(t * p / (p + q - t * p)), "This is the score. The task wants the probability D = σ(score)."),
            (1 - t * p / (p + q), "This is one minus the answer: a sign got lost when you solved for d."),
        ],
        hint="At one point the loss is -p (t log d + (1 - t) log(1 - d)) - q log(1 - d). Differentiate in d; "
        "solve for 0.",
    )
    try:
        infinite = math.isinf(float(ceiling))
    except (TypeError, ValueError):
        infinite = False
    report.must(
        "the ceiling is finite",
        not infinite,
        "Without smoothing D's score would grow for ever there. With q = 0, what is the best "
        "probability, and its logit?",
    )
    label = my.label
    report.close(
        "the ceiling is D's best score where no fakes are",
        report.number(ceiling, "the ceiling"),
        math.log(label / (1 - label)),
        tol=three_digits(math.log(label / (1 - label))),
        known=[
            (label, "This is the probability there. Scores are logits: which score has this sigmoid?"),
            (1 / (1 + math.exp(-label)), "You applied the sigmoid; its inverse is wanted."),
            (math.log(label), "The logit of d is log(d) - log(1 - d). The second part is missing."),
            (math.log((1 - label) / label), 'The sign is turned: D thinks "real" there, so the score is positive.'),
            (label / (1 - label), "These are the odds. The score is their logarithm."),
            (1.0, "A label of 1 would ask for a probability of 1, whose score is infinite. Use your own label."),
            (0.0, 'A score of 0 means "I cannot tell". Where no fakes are, D is rather sure.'),
        ],
        hint="Put q = 0 into best, with your own label for t. The score is the logit of that probability.",
    )

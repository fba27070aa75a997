"""Task 5: easier to read than real."""

from __future__ import annotations

import torch

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

SHARES = (0.4, 0.4, 0.2)  # how often the three pictures occur


def solution(my: Variant) -> tuple[float, float]:
    """The mean probability that a perfect classifier gives to the label asked for: right G, and best by (23.10)."""
    first = torch.tensor([1.0, 0.0, my.doubt], dtype=torch.float64)  # p(y = 1 | x)
    share = torch.tensor(SHARES, dtype=torch.float64)
    truth = first**2 + (1 - first) ** 2
    return (share @ truth).item(), (share @ torch.maximum(first, 1 - first)).item()


def check(report: Report, answer: object, my: Variant) -> None:
    """Easier to read than real"""
    faithful, auxiliary = parts(report, answer, "faithful", "auxiliary")
    wanted, best = solution(my)
    doubt = my.doubt
    report.close(
        "faithful is that of the right generator",
        report.number(faithful, "faithful"),
        wanted,
        tol=three_digits(wanted),
        known=[
            (best, "This is what (23.10) gives. The right generator draws the doubtful picture for both labels."),
            (1.0, "A perfect classifier knows p(y | x), and on the third picture that is no certainty."),
            ((2 + doubt**2 + (1 - doubt) ** 2) / 3, "The three pictures do not occur equally often: weight them."),
            (0.8 + 0.2 * doubt**2, "Of the third picture, the part that is drawn for label 2 is missing."),
        ],
        hint="For each picture sum q(y|x) p(y|x) over both labels, with q(y|x) = p(y|x); then weight the pictures.",
    )
    report.close(
        "auxiliary is that of the generator of (23.10)",
        report.number(auxiliary, "auxiliary"),
        best,
        tol=three_digits(best),
        known=[
            (wanted, "This is the right generator's. By (23.10) the third picture goes to one label only."),
            (1.0, "Even the most probable label of the third picture is not certain for the classifier."),
            (0.8 + 0.2 * (1 - doubt), "The third picture goes to its *most* probable label."),
            ((2 + doubt) / 3, "The three pictures do not occur equally often: weight them."),
            (doubt, "That is the third picture alone: weight all three."),
        ],
        hint="Each picture bears its most probable label only. Which probability does the classifier give that label?",
    )

"""Task 4: a stain, and one picture."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[tuple[float, float, float], tuple[float, float, float, float]]:
    """(precision, density, coverage) of the first, (precision, recall, density, coverage) of the second generator."""
    stain = my.inside / my.drawn, my.inside / (my.k * my.drawn), 1 / my.real
    balls = my.balls + 1
    return stain, (1.0, 1 / my.real, balls / my.k, balls / my.real)


def check(report: Report, answer: object, my: Variant) -> None:
    """A stain, and one picture"""
    n, m, k, held, balls = my.real, my.drawn, my.k, my.inside, my.balls
    stain, one = parts(report, answer, "stain", "one_picture")
    first = parts(report, stain, "precision", "density", "coverage")
    second = parts(report, one, "precision", "recall", "density", "coverage")
    precision, density, coverage = (report.number(part, "a share of stain") for part in first)
    numbers = [report.number(part, "a share of one_picture") for part in second]
    right, other = solution(my)

    def tol(wanted: float) -> float:
        return three_digits(wanted, 5e-4)

    report.close("stain: precision", precision, right[0], tol=tol(right[0]), known=[
        (1.0, "Not all drawn samples lie in the outlier's ball. Those outside lie in no ball."),
        (0.0, "The samples are poor, but precision does not know: the outlier's ball is a ball like others."),
        (1 - held / m, "This is the share of those that lie in no ball."),
        (held / n, "Precision is a share of the drawn samples."),
        (1 / n, "Precision counts drawn samples, not balls."),
    ], hint="Which share of the drawn samples lies in some ball?")  # fmt: skip
    report.close("stain: density", density, right[1], tol=tol(right[1]), known=[
        (held / m, "k is missing in your density: (31.3) divides by it."),
        (1 / k, "So it would be if all drawn samples lay in the ball. Some lie in none, and count as 0."),
        (held / (k * n), "Density is a mean over the drawn samples, not over the real ones."),
        (held / k, "This is a sum over the drawn samples. Density is a mean over them."),
        (1.0, "1 is what a perfect generator gets: there a sample lies in k balls on average. And here?"),
    ], hint="Each drawn sample lies in one ball or in none. The mean of these numbers, over k.")  # fmt: skip
    report.close("stain: coverage", coverage, right[2], tol=tol(right[2]), known=[
        (held / n, "However many drawn samples lie in a ball, it is covered once."),
        (1 / m, "Coverage is a share of the real balls, N of them."),
        (held / m, "Coverage is a share of balls, not of drawn samples."),
        (k / n, "The balls of the outlier's neighbours hold no drawn sample: only one ball does."),
        (0.0, "One ball does hold drawn samples."),
        (1.0, "How many of the real balls hold a drawn sample?"),
    ], hint="How many of the real balls hold a drawn sample, as a share?")  # fmt: skip
    known = [
        ((1.0, 0.0), "The balls of the drawn samples are points, but a closed ball of radius 0 still holds its centre: "
         "which real sample is there?"),
        ((1.0, (balls + 1) / n), "This recall uses balls of real samples. In recall the balls belong to the drawn "
         "samples: how large are they here?"),
        ((1.0, balls / n), "Recall asks for balls of drawn samples, and here these are points."),
        ((1.0, 1.0), "Recall is the share of the real samples in balls of drawn ones. All drawn ones are at one place, "
         "so how large are their balls?"),
        ((1.0, 1 / m), "Recall is a share of the real samples."),
        ((1 / m, 1 / n), "Each of the drawn samples counts in precision, though they are equal."),
    ]  # fmt: skip
    report.close("one_picture: precision and recall", numbers[:2], other[:2], tol=tol(other[1]), known=known,
                 hint="Precision: does the one place lie in a real ball? Recall: which real samples lie in balls of "
                 "radius 0?")  # fmt: skip
    report.close("one_picture: density", numbers[2], other[2], tol=tol(other[2]), known=[
        (balls / k, "The copy lies in the ball of its original, too."),
        ((balls + 1) / (k * m), "Each of the equal samples lies in all these balls: the mean over them is one "
         "sample's number."),
        (balls + 1, "Divide the number of balls by k."),
        (1.0, "Density is not cut off at 1, and not 1 for every set of copies: count the balls."),
        (1 + 1 / k, "(31.8) is for copies of all real samples. This one lies in more balls than most."),
        (1 / k, "The copy lies in its own ball, and in those of other real samples, too."),
    ], hint="In how many balls does this one place lie? Over k.")  # fmt: skip
    report.close("one_picture: coverage", numbers[3], other[3], tol=tol(other[3]), known=[
        (balls / n, "Its own ball is covered, too."),
        (1 / n, "Not only its own ball: all balls that hold the place are covered."),
        (1.0, "Copies of all real samples would cover all balls. This is a copy of one."),
        ((balls + 1) / m, "There are as many balls as real samples: divide by their number."),
    ], hint="How many real balls hold this one place? As a share of all.")  # fmt: skip

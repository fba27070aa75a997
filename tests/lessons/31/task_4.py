"""31.4 a stain, and one picture."""

from fractions import Fraction

import numpy as np
import torch

from course.tasks.lesson_31.task_4 import solution


def right(my):
    stain, one = solution(my)
    rounded = tuple(tuple(round(x, 3) for x in numbers) for numbers in (stain, one))
    exact = [
        [Fraction(my.inside, my.drawn), Fraction(my.inside, my.k * my.drawn), Fraction(1, my.real)],
        [1, Fraction(1, my.real), Fraction(my.balls + 1, my.k), Fraction(my.balls + 1, my.real)],
    ]
    return [(stain, one), rounded, exact, [torch.tensor(stain), torch.tensor(one)], (np.array(stain), np.float32(one))]


def wrong(my):
    stain, one = solution(my)
    n, m, k, held, balls = my.real, my.drawn, my.k, my.inside, my.balls

    def first(**other):
        return tuple({**dict(zip("pdc", stain, strict=True)), **other}.values()), one

    def second(**other):
        return stain, tuple({**dict(zip("prdc", one, strict=True)), **other}.values())

    return [
        (first(p=1.0), "Those outside lie in no ball"),
        (first(p=0.0), "precision does not know"),
        (first(p=1 - held / m), "share of those that lie in no ball"),
        (first(p=held / n), "Precision is a share of the drawn samples"),
        (first(p=1 / n), "not balls"),
        (first(d=held / m), "k is missing"),
        (first(d=1 / k), "Some lie in none"),
        (first(d=held / (k * n)), "not over the real ones"),
        (first(d=held / k), "This is a sum"),
        (first(d=1.0), "what a perfect generator gets"),
        (first(c=held / n), "it is covered once"),
        (first(c=1 / m), "N of them"),
        (first(c=held / m), "not of drawn samples"),
        (first(c=k / n), "outlier's neighbours"),
        (first(c=0.0), "One ball does hold"),
        (second(r=0.0), "still holds its centre"),
        (second(r=(balls + 1) / n), "balls of real samples"),
        (second(r=1.0), "All drawn ones are at one place"),
        (second(r=1 / m), "Recall is a share of the real samples"),
        (second(p=1 / m), "though they are equal"),
        (second(d=balls / k), "ball of its original"),
        (second(d=(balls + 1) / (k * m)), "one sample's number"),
        (second(d=balls + 1), "Divide the number of balls"),
        (second(d=1.0), "not cut off at 1"),
        (second(d=1 + 1 / k), "more balls than most"),
        (second(c=balls / n), "Its own ball is covered, too"),
        (second(c=1 / n), "Not only its own ball"),
        (second(c=1.0), "a copy of one"),
        (second(c=(balls + 1) / m), "divide by their number"),
        (((1.0, 1.0, 1.0), (1.0, 1.0, 1.0, 1.0)), "Those outside lie in no ball"),
    ]

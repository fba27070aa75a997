"""33.2 words against characters."""

import math

import numpy as np
import torch


def both(my):
    return math.log2(my.words) / my.length, math.log2(my.letters)


def right(my):
    words, letters = both(my)
    rounded = tuple(float(f"{one:.3g}") for one in (words, letters))
    other = math.log(my.words ** (1 / my.length), 2), math.log(my.letters) / math.log(2)
    return [
        (words, letters),
        [words, letters],
        np.array([words, letters]),
        torch.tensor([words, letters]),
        rounded,
        other,
    ]


def wrong(my):
    words, letters = both(my)
    return [
        ((words * my.length, letters), "These are bits a word"),
        ((words * my.length**2, letters), "shared among its characters: divide"),
        ((words * math.log(2), letters), "These are nats"),
        ((my.words / my.length, letters), "is no surprise yet"),
        ((math.log2(my.words / my.length), letters), "then divide it by the characters"),
        ((math.log10(my.words) / my.length, letters), "base 10"),
        ((words, my.letters), "the perplexity itself"),
        ((words, letters * math.log(2)), "The second number is in nats"),
        ((words, letters / my.length), "nothing to divide by"),
        ((letters, words), "(33.2): tokens over characters"),
        (words, "in this order"),
    ]

"""40.2 a smoothed bigram."""

import numpy as np

from course.language import KneserNey
from course.tasks.lesson_40.task_2 import smoothed


def own(text, a, b):
    return smoothed(text)(a, b)


def with_sets(text, a, b):
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    kinds = set(pairs)
    V, delta = len(set(text)), 0.5
    ending = {w: sum(pair[1] == w for pair in kinds) for w in set(text)}
    reached = sum(n > 0 for n in ending.values())
    alone = (max(ending[b] - delta, 0) + delta * reached / V) / len(kinds)
    total = sum(pair[0] == a for pair in pairs)
    after = sum(pair[0] == a for pair in kinds)
    return np.float64((max(pairs.count(a + b) - delta, 0) + delta * after * alone) / total)


def slip(**named):
    return lambda text, a, b: smoothed(text, **named)(a, b)


def everywhere(text, a, b):
    """k(h) counts the letter at the end of the text, too, where nothing follows."""
    return own(text, a, b) * text[:-1].count(a) / (text.count(a) + (text[-1] != a))


def right(my):
    return [own, with_sets, lambda text, a, b: float(np.float32(own(text, a, b)))]


def wrong(my):
    return [
        (slip(below="counts"), "asks after how many different ones"),
        (slip(below="equal"), "must say more than 1/V"),
        (slip(given="once"), "one was taken for each"),
        (slip(given="none"), "must sum to 1"),
        (slip(given="all"), "gets the weight"),
        (slip(delta=0.0), "Nothing is taken"),
        (slip(delta=1.0), "The discount is 0.5"),
        (everywhere, "(40.2) with k = c"),
        (lambda text, a, b: text.count(a + b) / text[:-1].count(a), "Nothing is taken"),
    ]


def test_the_package_agrees_where_its_discounts_are_a_half():
    text = "abracadabra"
    letters = sorted(set(text))
    model = KneserNey([letters.index(c) for c in text], len(letters), 2)
    for a in letters:
        found = model.probabilities([letters.index(a)])
        assert np.allclose(found, [own(text, a, b) for b in letters])

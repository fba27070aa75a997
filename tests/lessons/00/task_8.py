"""00.8 fact or chance?"""

import numpy as np
import torch

from course.tasks.lesson_00 import RUNS


def _sets(my):
    return [(np.array(RUNS[a]), np.array(RUNS[b])) for a, b in my.pairs]


def _word(a, b):
    gap, error = b.mean() - a.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    return "cannot tell" if abs(gap) < 2 * error else ("A" if gap > 0 else "B")


def _answer(my, **other):
    sets = _sets(my)
    a, b = sets[0]
    error = np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 8)
    words = [_word(*pair) for pair in sets]
    return {"difference": b.mean() - a.mean(), "error": error, "closer": words, **other}


def right(my):
    a, b = (torch.tensor(RUNS[name], dtype=torch.float64) for name in my.pairs[0])
    with_torch = {
        "difference": b.mean() - a.mean(),
        "error": torch.stack([a.std() / 8**0.5, b.std() / 8**0.5]).norm(),
        "closer": tuple(_word(*pair).upper() for pair in _sets(my)),
    }
    full = _answer(my)
    rounded = {**full, "difference": round(float(full["difference"]), 3), "error": round(float(full["error"]), 4)}
    return [full, with_torch, rounded]


def wrong(my):
    sets = _sets(my)
    a, b = sets[0]
    s, t = a.std(ddof=1), b.std(ddof=1)
    words = _answer(my)["closer"]
    turned = [{"A": "B", "B": "A"}.get(word, word) for word in words]
    first_seed = ["A" if x[0] < y[0] else "B" for x, y in sets]
    return [
        (_answer(my, difference=a.mean() - b.mean()), "The sign is turned"),
        (_answer(my, difference=b[0] - a[0]), "the first seed alone"),
        (_answer(my, difference=b.min() - a.min()), "best run of each"),
        (_answer(my, difference=b.sum() - a.sum()), "sums over eight seeds"),
        (_answer(my, error=np.sqrt((a.var() + b.var()) / 8)), "ddof=1"),
        (_answer(my, error=np.sqrt(s**2 + t**2)), "spread of single runs"),
        (_answer(my, error=(s + t) / np.sqrt(8)), "their *squares* do"),
        (_answer(my, error=(s**2 + t**2) / 8), "The root is missing"),
        (_answer(my, error=np.sqrt(s**2 + t**2) / 8), "outside the root"),
        (_answer(my, error=s / np.sqrt(8)), "one of the two means"),
        (_answer(my, error=(b - a).std(ddof=1) / np.sqrt(8)), "no pairs"),
        (_answer(my, error=(b - a).std() / np.sqrt(8)), "no pairs"),
        (_answer(my, error=np.concatenate([a, b]).std(ddof=1) / 4), "Keep the two sets apart"),
        (_answer(my, closer=turned), "less is closer"),
        (_answer(my, closer=first_seed), "Other seeds may turn the order"),
        (_answer(my, closer=["cannot tell"] * 3), "more than 2"),
        (_answer(my, closer=[words[0], "unsure", words[2]]), "pair 2: 'unsure' is not among the choices"),
        (_answer(my, closer=words[0]), "Give 3 parts"),
        (words, "Keep the form of the stub"),
    ]

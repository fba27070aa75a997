"""Counting: n-grams with modified Kneser-Ney smoothing, for any order and any vocabulary, with sorted arrays."""

import numpy as np

from course import _guards

Array = np.ndarray


class _Level:
    """All n-grams of one length: ``keys`` sorted, prefix times vocabulary plus token, and what smoothing needs."""

    def __init__(self, keys: Array, counts: Array, prefixes: int, vocabulary: int) -> None:
        self.keys, self.vocabulary = keys, vocabulary
        prefix = keys // vocabulary
        ones, twos, threes, fours = (int((counts == n).sum()) for n in (1, 2, 3, 4))
        self.discounts = _discounts(ones, twos, threes, fours)
        taken = self.discounts[np.minimum(counts, 3)]
        total = np.bincount(prefix, counts, prefixes)
        # Nothing follows a prefix at the text's end, and what only begins the text stands in no context.
        self.known = total > 0
        self.total = np.maximum(total, 1)
        self.share = (counts - taken) / self.total[prefix]  # of each n-gram, after its discount
        self.rest = np.bincount(prefix, taken, prefixes) / self.total  # of each prefix, for the shorter n-grams

    def find(self, prefix: Array, token: Array) -> Array:
        """Which n-gram it is, -1 where it was never seen. prefix (N,), -1 where that was not; token (N,)."""
        key = prefix * self.vocabulary + token
        at = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        return np.where((prefix >= 0) & (self.keys[at] == key), at, -1)


def _discounts(ones: int, twos: int, threes: int, fours: int) -> Array:
    """What is taken from counts of 0, 1, 2, and 3 or more: Chen and Goodman 1999, equations 26."""
    if not (ones and twos and threes):
        return np.array([0.0, 0.5, 0.5, 0.5])  # too little text for an estimate
    share = ones / (ones + 2 * twos)
    found = [1 - 2 * share * twos / ones, 2 - 3 * share * threes / twos, 3 - 4 * share * fours / threes]
    return np.array([0.0, *np.clip(found, 0.05, [0.95, 1.9, 2.9])])


class KneserNey:
    """An interpolated n-gram model, modified Kneser-Ney (Chen and Goodman 1999, doi 10.1006/csla.1999.0128).

    tokens: whole numbers (N,), each at least 0 and below ``vocabulary``. order: tokens counted together, context and
    next one. The longest n-grams count how often they stand in the text; the shorter ones in how many different
    contexts, which is what tells "Francisco" from "the". Counting takes O(order N log N).

    >>> model = KneserNey([0, 1, 0, 1, 0, 2], vocabulary=3, order=2)
    >>> model.probabilities([0]).round(2).tolist(), model.bits([0, 1, 0]).shape
    ([0.11, 0.61, 0.28], (3,))
    """

    def __init__(self, tokens: Array | list[int], vocabulary: int, order: int = 5) -> None:
        _guards.whole(vocabulary=vocabulary, order=order)
        text = _checked(tokens, vocabulary)
        if len(text) <= order:
            raise ValueError(f"there are {len(text)} tokens; an order of {order} needs more.")
        self.vocabulary, self.order = vocabulary, order
        self.levels: list[_Level] = []
        ids, shorter = np.zeros(len(text), np.int64), np.zeros(0, np.int64)  # which n-gram begins at each place
        keys = np.zeros(0, np.int64)
        prefixes, known = 1, 1  # how many n-grams there are of the length before, and of the one before that
        for length in range(1, order + 1):
            spelled = ids[: len(text) - length + 1] * vocabulary + text[length - 1 :]
            longer, first, found, counts = np.unique(
                spelled, return_index=True, return_inverse=True, return_counts=True
            )
            if length > 1:  # the n-grams that are longer by one token in front tell in how many contexts each stands
                contexts = np.bincount(shorter[first + 1], minlength=len(keys))
                self.levels.append(_Level(keys, contexts, known, vocabulary))
            known, prefixes, keys = prefixes, len(longer), longer
            ids = shorter = found
        self.levels.append(_Level(keys, counts, known, vocabulary))

    def bits(self, tokens: Array | list[int]) -> Array:
        """-log2 of the probability of each token (N,) given those before it, at most ``order`` - 1 of them."""
        text = _checked(tokens, self.vocabulary)
        chance = np.full(len(text), 1 / self.vocabulary)
        ids = np.zeros(len(text) + 1, np.int64)  # of the `length` tokens before each place; the empty n-gram everywhere
        for length, level in enumerate(self.levels):
            prefix = ids[: len(text) - length]  # of the n-gram that ends before place `length`, `length` + 1, …
            chance[length:] = _mixed(level, prefix, text[length:], chance[length:])
            ids = level.find(prefix, text[length:])
        return -np.log2(chance)

    def probabilities(self, context: Array | list[int]) -> Array:
        """Probabilities (vocabulary,) of the next token after these; they sum to 1."""
        past = _checked(context, self.vocabulary)[-(self.order - 1) :] if self.order > 1 else np.zeros(0, np.int64)
        prefixes = [np.zeros(1, np.int64)]
        for length in range(1, len(past) + 1):  # the id of the last `length` tokens
            found = np.zeros(1, np.int64)
            for level, token in zip(self.levels, past[len(past) - length :], strict=False):
                found = level.find(found, token)
            prefixes.append(found)
        every = np.arange(self.vocabulary)
        chance = np.full(self.vocabulary, 1 / self.vocabulary)
        for level, prefix in zip(self.levels, prefixes, strict=False):
            chance = _mixed(level, np.broadcast_to(prefix, every.shape), every, chance)
        return chance


def _mixed(level: _Level, prefix: Array, token: Array, shorter: Array) -> Array:
    """What this length says, and for the rest what the shorter ones said; they alone where the prefix is new."""
    at = level.find(prefix, token)
    own = np.where(at >= 0, level.share[at], 0.0)
    seen = (prefix >= 0) & level.known[prefix]
    return np.where(seen, own + level.rest[prefix] * shorter, shorter)


def _checked(tokens: Array | list[int], vocabulary: int) -> Array:
    text = np.asarray(tokens)
    if text.ndim != 1 or (text.size and text.dtype.kind not in "iu"):
        raise TypeError(f"tokens are {text.dtype} of shape {text.shape}; give whole numbers, (N,).")
    if text.size and (text.min() < 0 or text.max() >= vocabulary):
        raise ValueError(f"a token is {text.min() if text.min() < 0 else text.max()}; each is 0 to {vocabulary - 1}.")
    return text.astype(np.int64)

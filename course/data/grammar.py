"""Sentences by chance: a probabilistic grammar whose entropy is a number that can be computed, not estimated."""

import math
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from course import _guards

Rules = list[tuple[float, str]]  # a weight and a text each
SYMBOL = re.compile(r"<([^<>]+)>")


@dataclass(frozen=True)
class Grammar:
    """Rules by their symbol, each a weight and a text in which ``<symbol>`` stands for more; ``{slot}`` stays as it is.

    Each rule is taken with its weight over the sum of its symbol's weights, whatever stands around it. No symbol may
    lead back to itself, so every text ends.

    >>> coin = Grammar({"toss": [(1, "heads"), (1, "tails")], "game": [(3, "<toss>, <toss>"), (1, "nothing")]})
    >>> round(coin.entropy("game"), 6), len(coin.texts("game"))  # 0.811278 for the choice, 0.75 * 2 for the tosses
    (2.311278, 5)
    """

    rules: Mapping[str, Rules]
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for symbol, options in self.rules.items():
            if not options:
                raise ValueError(f"<{symbol}> has no rule.")
            for weight, text in options:
                if not 0 < weight < math.inf:
                    raise ValueError(f"a rule of <{symbol}> has the weight {weight!r}; give a number above 0.")
                for part in SYMBOL.findall(text):
                    if part not in self.rules:
                        raise ValueError(f"<{part}>, in a rule of <{symbol}>, has no rule itself.")
        for symbol in self.rules:
            self._no_circle(symbol, ())

    def _no_circle(self, symbol: str, above: tuple[str, ...]) -> None:
        if symbol in above:
            raise ValueError(f"<{symbol}> leads back to itself, so a text might never end.")
        for part in {part for _, text in self.rules[symbol] for part in SYMBOL.findall(text)}:
            self._no_circle(part, (*above, symbol))

    def probabilities(self, symbol: str) -> Rules:
        """The rules of a symbol with their probabilities, which sum to 1."""
        if symbol not in self.rules:
            raise ValueError(f"there is no symbol {symbol!r}; there are {', '.join(sorted(self.rules))}.")
        whole = sum(weight for weight, _ in self.rules[symbol])
        return [(weight / whole, text) for weight, text in self.rules[symbol]]

    def draw(self, symbol: str, chance: random.Random) -> tuple[str, float]:
        """One text, and the bits of its choices: -log2 of their probability."""
        options = self.probabilities(symbol)
        p, text = chance.choices(options, [p for p, _ in options])[0]
        bits = -math.log2(p)
        made, end = "", 0
        for found in SYMBOL.finditer(text):
            part, more = self.draw(found[1], chance)
            made += text[end : found.start()] + part
            bits, end = bits + more, found.end()
        return made + text[end:], bits

    def entropy(self, symbol: str) -> float:
        """The mean bits of a symbol's choices, exactly: H(A) = sum over its rules of p (-log2 p + H of all parts).

        It is the entropy of the texts where no two ways of choosing give the same text (``texts`` tells).
        """
        if symbol not in self._known:
            self._known[symbol] = sum(
                p * (-math.log2(p) + sum(self.entropy(part) for part in SYMBOL.findall(text)))
                for p, text in self.probabilities(symbol)
            )
        return self._known[symbol]

    def texts(self, symbol: str, limit: int = 100_000) -> dict[str, float]:
        """Every text of a symbol with its probability, those of equal texts added. Raises when there are too many."""
        _guards.whole(limit=limit)
        found: dict[str, float] = {}
        for p, text in self.probabilities(symbol):
            partial, end = {"": p}, 0
            for part in SYMBOL.finditer(text):
                inner, between = self.texts(part[1], limit), text[end : part.start()]
                if len(partial) * len(inner) > limit:
                    raise ValueError(f"<{symbol}> has more than {limit:,} texts.")
                longer: dict[str, float] = {}
                for before, q in partial.items():
                    for one, r in inner.items():
                        longer[before + between + one] = longer.get(before + between + one, 0.0) + q * r
                partial, end = longer, part.end()
            for before, q in partial.items():
                found[before + text[end:]] = found.get(before + text[end:], 0.0) + q
        return found

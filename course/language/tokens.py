"""Byte-pair encoding: tokens that are pieces of text, learned by merging what stands together most often."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from course import _guards

# Pieces that no merge crosses: a word or a number with the blank before it, signs, ends of lines with what indents.
PIECES = re.compile(r" ?[^\W\d_]+|\d{1,3}| ?_+| ?[^\s\w]+|\s+(?=\S)|\s+")


class BytePairs:
    """Text to tokens and back, without loss (Sennrich et al. 2015, arXiv 1508.07909; on bytes as in GPT-2, 2019).

    merges: pairs of tokens, each of which becomes the next number from 256 on; tokens 0 to 255 are the bytes of UTF-8.

    >>> pairs = BytePairs.learned(["low lower lowest"], size=258)
    >>> pairs.encode("lowly"), pairs.decode(pairs.encode("lowly")), pairs.pieces[256:]
    ([257, 108, 121], 'lowly', [b'lo', b'low'])
    """

    def __init__(self, merges: Iterable[tuple[int, int]]) -> None:
        self.merges = [(int(a), int(b)) for a, b in merges]
        self.ranks = {pair: 256 + i for i, pair in enumerate(self.merges)}
        self.pieces = [bytes([i]) for i in range(256)]
        for a, b in self.merges:
            if not 0 <= min(a, b) <= max(a, b) < len(self.pieces):
                raise ValueError(f"merge {(a, b)} names a token that is not there yet; there are {len(self.pieces)}.")
            self.pieces.append(self.pieces[a] + self.pieces[b])
        self._known: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self.pieces)

    @classmethod
    def learned(cls, texts: Iterable[str], size: int) -> "BytePairs":
        """Merge the most frequent pair, again and again, until there are ``size`` tokens or no pair comes twice.

        Of pairs that are equally frequent, the one with the smaller numbers is merged.
        """
        _guards.whole(256, size=size)
        if isinstance(texts, str):
            raise TypeError("texts is one string; give a list of texts.")
        counts = Counter(piece for text in texts for piece in PIECES.findall(text))
        words = [list(piece.encode("utf-8", "surrogatepass")) for piece in counts]
        often = list(counts.values())
        pairs: Counter[tuple[int, int]] = Counter()
        where: defaultdict[tuple[int, int], set[int]] = defaultdict(set)  # the words that hold a pair, or once did
        for at, word in enumerate(words):
            for pair in zip(word, word[1:], strict=False):
                pairs[pair] += often[at]
                where[pair].add(at)
        merges: list[tuple[int, int]] = []
        while len(merges) < size - 256 and pairs:
            best = min(pairs, key=lambda pair: (-pairs[pair], pair))
            if pairs[best] < 2:
                break
            for at in where.pop(best):
                for pair in zip(words[at], words[at][1:], strict=False):
                    pairs[pair] -= often[at]
                words[at] = merged(words[at], best, 256 + len(merges))
                for pair in zip(words[at], words[at][1:], strict=False):
                    pairs[pair] += often[at]
                    where[pair].add(at)
            pairs.pop(best, None)
            merges.append(best)
        return cls(merges)

    def encode(self, text: str) -> list[int]:
        """The tokens of a text: in each piece, merges in the order in which they were learned."""
        found: list[int] = []
        for piece in PIECES.findall(text):
            if piece not in self._known:
                self._known[piece] = self._split(piece)
            found += self._known[piece]
        return found

    def _split(self, piece: str) -> list[int]:
        word = list(piece.encode("utf-8", "surrogatepass"))
        while len(word) > 1:
            first = min(zip(word, word[1:], strict=False), key=lambda pair: self.ranks.get(pair, len(self.pieces)))
            if first not in self.ranks:
                break
            word = merged(word, first, self.ranks[first])
        return word

    def decode(self, tokens: Iterable[int]) -> str:
        """The text of tokens; bytes that are no UTF-8, as when a letter is cut in two, become U+FFFD."""
        row = list(tokens)
        if row and not 0 <= min(row) <= max(row) < len(self):
            raise ValueError(f"tokens are {min(row)} to {max(row)}; each is 0 to {len(self) - 1}.")
        raw = b"".join(self.pieces[token] for token in row)
        try:
            return raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")


def merged(word: list[int], pair: tuple[int, int], new: int) -> list[int]:
    """The word with each ``pair``, from left to right, replaced by ``new``."""
    found, at = [], 0
    while at < len(word):
        if at + 1 < len(word) and (word[at], word[at + 1]) == pair:
            found.append(new)
            at += 2
        else:
            found.append(word[at])
            at += 1
    return found

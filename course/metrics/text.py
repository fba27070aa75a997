"""Texts against references: n-grams that both have. Tokens in, numbers out; how a text is cut is the caller's choice.

A candidate is a list of tokens. Each has a list of references, and each of these is a list of tokens.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from course import _guards

Tokens = Sequence[str]
SMOOTHINGS = {"none": 0.0, "floor": 0.1, "add-k": 1.0, "exp": 0.0}  # with the value that each takes unless told


def bleu_counts(candidates: Sequence[Tokens], references: Sequence[Sequence[Tokens]], order: int = 4) -> Tensor:
    """What BLEU needs of each candidate: ``(N, 2 * order + 2)``, which may be added over any set of candidates.

    The columns: for n = 1 … ``order`` the n-grams that a reference has too, each counted at most as often as in the
    reference that has most of it; then all n-grams of the candidate; its length; the nearest reference's length
    (the shorter of two equally near).

    >>> bleu_counts([["the"] * 7], [["the cat is on the mat".split(), "there is a cat on the mat".split()]])[0].tolist()
    [2.0, 0.0, 0.0, 0.0, 7.0, 6.0, 5.0, 4.0, 7.0, 7.0]
    """
    _guards.whole(order=order)
    rows = []
    for candidate, known in _pairs(candidates, references):
        row, lengths = [], [len(one) for one in known]
        for n in range(1, order + 1):
            most: Counter[tuple[str, ...]] = Counter()
            for one in known:
                most |= _grams(one, n)  # the larger of both counts
            row.append((_grams(candidate, n) & most).total())
        row += [max(len(candidate) - n + 1, 0) for n in range(1, order + 1)]
        nearest = min(lengths, key=lambda length: (abs(length - len(candidate)), length))
        rows.append([*row, len(candidate), nearest])
    return torch.tensor(rows, dtype=torch.float64)


def bleu(counts: Tensor, smooth: str = "none", value: float | None = None, effective: bool = False) -> float:
    """BLEU of the candidates whose ``bleu_counts`` (N, 2 * order + 2) are given, together; in [0, 1].

    The geometric mean of the shares of matching n-grams, times exp(1 - r/c) where the candidates' length c is below
    the references' r (Papineni et al. 2002). It is no mean over candidates. sacreBLEU (Post 2018, arXiv 1804.08771)
    gives the same times 100; its own default is smooth="exp", and effective=True for one sentence.

    smooth: what becomes of a share of 0: "none"; "floor", ``value`` matches (0.1); "add-k", ``value`` more matches and
    n-grams for n > 1 (1); "exp", half a match, then a quarter (Chen and Cherry 2014). effective: leave out the n of
    which a candidate is too short.

    >>> cat = "the cat sat on the mat".split()
    >>> bleu(bleu_counts([cat], [[cat]]))
    1.0
    """
    if counts.ndim != 2 or counts.shape[1] < 4 or counts.shape[1] % 2:
        raise ValueError(f"counts have shape {tuple(counts.shape)}; give what bleu_counts gives, (N, 2 * order + 2).")
    if smooth not in SMOOTHINGS:
        raise ValueError(f"smooth is {smooth!r}; give one of {', '.join(SMOOTHINGS)}.")
    extra = SMOOTHINGS[smooth] if value is None else value
    _guards.finite(0, value=extra)
    whole = counts.double().sum(0).tolist()
    order, length, wanted = len(whole) // 2 - 1, whole[-2], whole[-1]
    shares, halves, used = [0.0] * order, 1.0, order
    if not any(whole[:order]):
        return 0.0
    for n in range(order):
        match, total = whole[n], whole[order + n]
        if smooth == "add-k" and n:
            match, total = match + extra, total + extra
        if not total:
            break
        used = n + 1 if effective else order
        if not match and smooth == "exp":
            halves /= 2
            match = halves
        shares[n] = (match or (extra if smooth == "floor" else 0.0)) / total
    if not all(shares[:used]):
        return 0.0
    brevity = math.exp(min(0.0, 1 - wanted / length))
    return brevity * math.exp(sum(map(math.log, shares[:used])) / used)


class Rouge(NamedTuple):
    """recall: of the reference; precision: of the candidate; f1: their harmonic mean. Each in [0, 1]."""

    recall: float
    precision: float
    f1: float


def rouge(candidate: Tokens, reference: Tokens, n: int | None = None) -> Rouge:
    """ROUGE-N of a candidate for one reference, or ROUGE-L where ``n`` is None (Lin 2004).

    ROUGE-N counts the n-grams that both have; ROUGE-L the longest sequence of tokens that stands in both in the same
    order, with gaps. Lin's ROUGE-N is the recall. Of several references take the best f1.

    >>> rouge("police killed the gunman".split(), "police kill the gunman".split()).f1
    0.75
    """
    ((a, (b,)),) = _pairs([candidate], [[reference]])
    if n is None:
        match, own, wanted = _common(a, b), len(a), len(b)
    else:
        _guards.whole(n=n)
        match = (_grams(a, n) & _grams(b, n)).total()
        own, wanted = max(len(a) - n + 1, 0), max(len(b) - n + 1, 0)
    recall, precision = match / wanted if wanted else 0.0, match / own if own else 0.0
    return Rouge(recall, precision, 2 * match / (own + wanted) if own + wanted else 0.0)


def cider(
    candidates: Sequence[Tokens],
    references: Sequence[Sequence[Tokens]],
    *,
    d: bool = True,
    order: int = 4,
    sigma: float = 6.0,
) -> Tensor:
    """CIDEr-D, or CIDEr with ``d=False``, of each candidate: (N,), each in [0, 10]. The score of a set is their mean.

    Each n-gram is weighted by log(N / number of candidates whose references have it), so N must be above 1, and the
    score of one candidate depends on the others' references. CIDEr is the mean cosine of these weights over the
    references and n; CIDEr-D also clips the candidate's weights at the reference's and takes
    exp(-(difference of lengths)² / 2 sigma²) (Vedantam et al. 2015, arXiv 1411.5726). As in the released programs,
    n-grams are counted, not divided by their number, and both are multiplied by 10. The COCO caption program computes
    CIDEr-D and calls it CIDEr.
    """
    _guards.whole(order=order)
    _guards.finite(1e-9, sigma=sigma)
    pairs = list(_pairs(candidates, references))
    if len(pairs) < 2:
        raise ValueError("CIDEr weighs n-grams by how few of the items have them; give at least two items.")
    scores = torch.zeros(len(pairs), dtype=torch.float64)
    for n in range(1, order + 1):
        items = Counter(gram for _, known in pairs for gram in {gram for one in known for gram in _grams(one, n)})
        for i, (candidate, known) in enumerate(pairs):
            own = _weights(candidate, n, items, len(pairs))
            for one in known:
                other = _weights(one, n, items, len(pairs))
                norms = math.hypot(*own.values()) * math.hypot(*other.values())
                match = sum((min(w, other[g]) if d else w) * other[g] for g, w in own.items() if g in other)
                gap = len(candidate) - len(one) if d else 0
                if norms:
                    scores[i] += 10 * math.exp(-(gap**2) / (2 * sigma**2)) * match / norms / len(known) / order
    return scores


def _weights(tokens: Tokens, n: int, items: Counter[tuple[str, ...]], count: int) -> dict[tuple[str, ...], float]:
    return {gram: k * math.log(count / max(items[gram], 1)) for gram, k in _grams(tokens, n).items()}


def _grams(tokens: Tokens, n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def _common(a: Tokens, b: Tokens) -> int:
    """The length of the longest common subsequence."""
    above = [0] * (len(b) + 1)
    for token in a:
        row = [0]
        for j, other in enumerate(b):
            row.append(above[j] + 1 if token == other else max(above[j + 1], row[j]))
        above = row
    return above[-1]


def _pairs(
    candidates: Sequence[Tokens], references: Sequence[Sequence[Tokens]]
) -> Iterator[tuple[Tokens, Sequence[Tokens]]]:
    """Each candidate with its references; a text that was not cut into tokens would be compared letter by letter."""
    if len(candidates) != len(references) or not candidates:
        raise ValueError(f"{len(candidates)} candidates and references for {len(references)}; give a list for each.")
    for candidate, known in zip(candidates, references, strict=True):
        if isinstance(known, str) or not known:
            raise ValueError("each candidate needs a list of references, and at least one in it.")
        for tokens in (candidate, *known):
            if isinstance(tokens, str) or not all(isinstance(token, str) for token in tokens):
                shown = f"the text {tokens[:20]!r}" if isinstance(tokens, str) else "no list of texts"
                raise TypeError(f"here is {shown}; give a list of tokens, such as text.split() or list(text).")
        yield candidate, known

"""Metrics of texts: laws, cases computed by hand, and what is refused."""

import math
import random

import pytest
import torch

from course import metrics


def cut(*texts):
    return [text.split() for text in texts]


def bleu(candidates, references, **how):
    return metrics.bleu(metrics.bleu_counts(candidates, references), **how)


def drawn(n, seed, words="abcdef"):
    """Random texts with one to three references, some of them short or equal."""
    chance = random.Random(seed)
    made = lambda: chance.choices(words, k=chance.randint(1, 9))  # noqa: E731
    references = [[made() for _ in range(chance.randint(1, 3))] for _ in range(n)]
    candidates = [chance.choice([made(), list(one[0])]) for one in references]
    return candidates, references


# ---- BLEU --------------------------------------------------------------------------------------------------------


def test_clipping_and_the_length_of_papinenis_example():
    references = [cut("the cat is on the mat", "there is a cat on the mat")]
    counts = metrics.bleu_counts([["the"] * 7], references)
    assert counts.tolist() == [[2, 0, 0, 0, 7, 6, 5, 4, 7, 7]]
    assert metrics.bleu_counts(cut("there is the the the"), references)[0, 0] == 4, "the larger count of one reference"


def test_a_case_by_hand():
    found = bleu(cut("the cat the cat on the mat"), [cut("the cat is on the mat")])
    assert found == 0, "no four words in a row match"
    by_hand = (5 / 7 * 3 / 6 * 1 / 5) ** (1 / 3)  # the x2, cat, on, mat; the cat, on the, the mat; on the mat
    assert math.isclose(
        metrics.bleu(metrics.bleu_counts(cut("the cat the cat on the mat"), [cut("the cat is on the mat")], order=3)),
        by_hand,
    )


def test_the_brevity_penalty():
    short, wanted = cut("a b c d"), [cut("a b c d e f")]
    assert math.isclose(bleu(short, wanted), math.exp(1 - 6 / 4))
    assert bleu(cut("a b c d e f"), [cut("a b c d")]) == pytest.approx((4 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** 0.25), (
        "no reward"
    )


def test_of_two_equally_near_references_the_shorter_counts():
    assert metrics.bleu_counts(cut("a b c"), [cut("a b c d", "a b")])[0, -1] == 2


def test_smoothing_by_hand():
    one = (cut("a b c x"), [cut("a b c d")])
    assert bleu(*one) == 0
    assert math.isclose(bleu(*one, smooth="floor"), (3 / 4 * 2 / 3 * 1 / 2 * 0.1 / 1) ** 0.25)
    assert math.isclose(bleu(*one, smooth="exp"), (3 / 4 * 2 / 3 * 1 / 2 * 0.5 / 1) ** 0.25)
    assert math.isclose(bleu(*one, smooth="add-k"), (3 / 4 * 3 / 4 * 2 / 3 * 1 / 2) ** 0.25)
    two = (cut("a b y x"), [cut("a b c d")])
    assert math.isclose(bleu(*two, smooth="exp"), (2 / 4 * 1 / 3 * 0.5 / 2 * 0.25 / 1) ** 0.25), "half, then a quarter"
    assert bleu(cut("a b"), [cut("a b")]) == 0 and bleu(cut("a b"), [cut("a b")], effective=True) == 1
    assert bleu(cut("x"), [cut("a")], smooth="exp") == 0, "no match at all"


def test_a_sets_bleu_is_of_added_counts_and_no_mean():
    candidates, references = drawn(50, seed=1)
    counts = metrics.bleu_counts(candidates, references)
    assert metrics.bleu(counts) == metrics.bleu(counts.sum(0, keepdim=True))
    each = [metrics.bleu(row[None]) for row in counts]
    assert abs(metrics.bleu(counts) - sum(each) / len(each)) > 0.02


def test_bleu_is_1_for_a_reference_and_lies_between_0_and_1():
    candidates, references = drawn(200, seed=2)
    for candidate, known in zip(candidates, references, strict=True):
        for smooth in ("none", "floor", "add-k", "exp"):
            assert 0 <= bleu([candidate], [known], smooth=smooth, effective=True) <= 1 + 1e-12
    same = [known[0] for known in references]
    assert math.isclose(bleu(same, references), 1)


# ---- ROUGE -------------------------------------------------------------------------------------------------------


def test_lins_example_of_rouge_l():
    reference = "police killed the gunman".split()
    assert metrics.rouge("police kill the gunman".split(), reference).f1 == 0.75
    assert metrics.rouge("the gunman kill police".split(), reference).f1 == 0.5
    assert metrics.rouge("the gunman police killed".split(), reference).f1 == 0.5


def test_rouge_n_by_hand():
    a, b = "a b a b c".split(), "a b d".split()
    assert metrics.rouge(a, b, n=1) == (2 / 3, 2 / 5, 0.5)
    assert metrics.rouge(a, b, n=2) == (1 / 2, 1 / 4, 1 / 3)
    assert metrics.rouge(["a"], b, n=2) == (0, 0, 0) and metrics.rouge([], b) == (0, 0, 0)


def test_rouge_exchanges_recall_and_precision():
    for a, (b, *_) in zip(*drawn(100, seed=3), strict=True):
        for n in (None, 1, 2):
            one, other = metrics.rouge(a, b, n), metrics.rouge(b, a, n)
            assert (one.recall, one.precision, one.f1) == (other.precision, other.recall, other.f1)
        assert metrics.rouge(a, b).f1 <= metrics.rouge(a, b, 1).f1 + 1e-12, "order can only cost"


def brute(a, b):
    if not a or not b:
        return 0
    return brute(a[1:], b[1:]) + 1 if a[0] == b[0] else max(brute(a[1:], b), brute(a, b[1:]))


def test_the_longest_common_sequence_is_that_of_trying_all():
    for a, (b, *_) in zip(*drawn(60, seed=4, words="abc"), strict=True):
        assert metrics.rouge(a, b).precision == brute(a, b) / len(a)


# ---- CIDEr -------------------------------------------------------------------------------------------------------

REFERENCES = [cut("a red boat", "a boat"), cut("a cat")]  # "a" is in both: it weighs log(2 / 2) = 0, all else log 2


def test_cider_by_hand():
    plain = metrics.cider(cut("a red boat", "a cat"), REFERENCES, d=False)
    assert math.isclose(plain[0], 10 / 4 / 2 * ((1 + 1 / 2**0.5) + 1 + 1 + 0))
    assert math.isclose(plain[1], 10 / 4 * 2), "three and four words in a row there are not"
    d = metrics.cider(cut("a red boat", "a cat"), REFERENCES)
    assert math.isclose(d[0], 10 / 4 / 2 * ((1 + math.exp(-1 / 72) / 2**0.5) + 1 + 1 + 0))


def test_an_unknown_word_weighs_most_and_costs_by_the_norm():
    found = metrics.cider(cut("a red ship", "a cat"), REFERENCES, d=False)
    assert math.isclose(found[0], 10 / 4 / 2 * (1 / 2 + 1 / 2)), "red of red, ship; a red of a red, red ship"


def test_cider_d_clips_what_cider_does_not_see():
    references = [cut("red boat"), cut("a cat")]
    plain, d = (metrics.cider(cut("red boat boat boat", "a cat"), references, d=d, order=1)[0] for d in (False, True))
    assert math.isclose(plain, 10 * 4 / (10**0.5 * 2**0.5))
    assert math.isclose(d, 10 * math.exp(-4 / 72) * 2 / (10**0.5 * 2**0.5))


def test_cider_of_a_reference_alone_is_10_and_scores_lie_below():
    candidates, references = drawn(40, seed=5)
    for d in (True, False):
        scores = metrics.cider(candidates, references, d=d)
        assert scores.shape == (40,) and scores.min() >= 0 and scores.max() <= 10 + 1e-9
    long = [[one[0] + list("wxyz")] for one in references]  # one reference each, of four words or more
    assert torch.allclose(metrics.cider([one[0] for one in long], long), torch.tensor(10.0, dtype=torch.float64))
    assert (metrics.cider(candidates, references) <= metrics.cider(candidates, references, d=False) + 1e-9).all()


# ---- what is refused ---------------------------------------------------------------------------------------------

A, B = cut("a b"), [cut("a c")]


@pytest.mark.parametrize(
    ("call", "problem", "words"),
    [
        (lambda: metrics.bleu_counts(["a b"], B), TypeError, "the text 'a b'; give a list of tokens"),
        (lambda: metrics.bleu_counts(A, ["a c"]), ValueError, "needs a list of references"),
        (lambda: metrics.bleu_counts(A, cut("a c")), TypeError, "the text 'a'; give a list of tokens"),
        (lambda: metrics.bleu_counts(A, [[]]), ValueError, "at least one"),
        (lambda: metrics.bleu_counts(A + A, B), ValueError, "2 candidates and references for 1"),
        (lambda: metrics.bleu_counts([], []), ValueError, "0 candidates"),
        (lambda: metrics.bleu_counts([[1, 2]], B), TypeError, "no list of texts"),
        (lambda: metrics.bleu(torch.zeros(10)), ValueError, r"shape \(10,\)"),
        (lambda: bleu(A, B, smooth="laplace"), ValueError, "give one of none, floor"),
        (lambda: bleu(A, B, smooth="floor", value=math.nan), ValueError, "value"),
        (lambda: metrics.rouge("a b", "a c"), TypeError, "give a list of tokens"),
        (lambda: metrics.rouge(["a"], ["a"], n=0), ValueError, "n is 0"),
        (lambda: metrics.cider(A, B), ValueError, "at least two items"),
        (lambda: metrics.cider(A + A, B + B, sigma=0), ValueError, "sigma"),
    ],
)  # fmt: skip
def test_a_wrong_call_gets_a_sentence(call, problem, words):
    with pytest.raises(problem, match=words):
        call()

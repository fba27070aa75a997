"""BLEU beside sacreBLEU, on the cases of its own documentation and on random pairs."""

import logging
import random

import pytest
import sacrebleu
from sacrebleu.metrics import BLEU

from course import metrics

logging.getLogger("sacrebleu").setLevel(logging.ERROR)  # it warns of spaces before full stops

# From its README: two references for each of three sentences.
README = (
    ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."],
    [["The dog bit the man.", "It was not unexpected.", "The man bit him first."],
     ["The dog had bit the man.", "No one was surprised.", "The man had bitten the dog."]],
)  # fmt: skip
# From its tests: equal, nothing in common, a short one, and degenerate ones.
TESTS = [
    (["aaaa bbbb cccc dddd"], [["aaaa bbbb cccc dddd"]]),
    (["aaaa"], [["aaaa bbbb cccc dddd"]]),
    (["eeee ffff gggg hhhh"], [["aaaa bbbb cccc dddd"]]),
    (["the"], [["a cat"]]),
    (["Niemand hat die Absicht, eine Mauer zu errichten"], [["Niemand hat die Absicht, eine Mauer zu errichten"]]),
    (["Wer hat die Absicht eine Mauer zu errichten?"], [["Niemand hat die Absicht, eine Mauer zu errichten"]]),
]
HOW = [dict(smooth="none"), dict(smooth="exp"), dict(smooth="floor"), dict(smooth="add-k"),
       dict(smooth="floor", value=0.01), dict(smooth="add-k", value=2), dict(smooth="exp", effective=True),
       dict(smooth="none", effective=True), dict(smooth="add-k", effective=True)]  # fmt: skip


def ours(candidates, by_place, **how):
    """Our BLEU times 100, with the other's way of cutting texts. by_place: the i-th reference of each candidate."""
    cut = BLEU().tokenizer
    tokens = [cut(text).split() for text in candidates]
    references = [[cut(text).split() for text in known] for known in zip(*by_place, strict=True)]
    return 100 * metrics.bleu(metrics.bleu_counts(tokens, references), **how)


def theirs(candidates, by_place, smooth, value=None, effective=False):
    judge = BLEU(smooth_method=smooth, smooth_value=value, effective_order=effective)
    return judge.corpus_score(candidates, by_place).score


@pytest.mark.parametrize("how", HOW, ids=str)
def test_bleu_is_sacrebleus_on_its_documented_cases(how):
    for candidates, by_place in [README, *TESTS]:
        assert abs(ours(candidates, by_place, **how) - theirs(candidates, by_place, **how)) < 1e-6


def test_the_readmes_figure():
    assert abs(ours(*README, smooth="exp") - 48.53082) < 1e-4
    assert abs(sacrebleu.corpus_bleu(*README).score - ours(*README, smooth="exp")) < 1e-6


def drawn(chance, count, references):
    made = lambda: " ".join(chance.choices("the cat dog sat on a mat . , not".split(), k=chance.randint(1, 14)))  # noqa: E731
    candidates = [made() for _ in range(count)]
    known = [[chance.choice([made(), text + " too"]) for text in candidates] for _ in range(references)]
    return candidates, known


def test_bleu_is_sacrebleus_on_a_thousand_random_pairs():
    chance = random.Random(0)
    for i in range(1000):
        one, how = drawn(chance, 1, chance.randint(1, 3)), HOW[i % len(HOW)]
        assert abs(ours(*one, **how) - theirs(*one, **how)) < 1e-6, (one, how)


@pytest.mark.parametrize("how", HOW, ids=str)
def test_and_on_sets(how):
    chance = random.Random(1)
    for count in (2, 30):
        some = drawn(chance, count, 2)
        assert abs(ours(*some, **how) - theirs(*some, **how)) < 1e-6

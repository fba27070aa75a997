"""Models of sequences: counts against a slow second way, byte pairs without loss, a GPT that cannot look ahead."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from course import language, trained
from course.language import GPT, BytePairs, KneserNey, generate, optimisers, rotated, windows


def slow(text, order, vocabulary):
    """Modified Kneser-Ney from its definition, with dictionaries (Chen and Goodman 1999)."""
    grams = [Counter(tuple(text[i : i + n]) for i in range(len(text) - n + 1)) for n in range(1, order + 1)]
    kept = [Counter(g[1:] for g in longer) for longer in grams[1:]] + [grams[-1]]
    discounts = []
    for counts in kept:
        n = Counter(counts.values())
        if not (n[1] and n[2] and n[3]):
            discounts.append((0.5, 0.5, 0.5))
            continue
        y = n[1] / (n[1] + 2 * n[2])
        d = (1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3])
        discounts.append(tuple(min(max(one, 0.05), most) for one, most in zip(d, (0.95, 1.9, 2.9), strict=True)))

    def chance(history, token):
        below = chance(history[1:], token) if history else 1 / vocabulary
        after = {g: c for g, c in kept[len(history)].items() if g[:-1] == history}
        if not after:
            return below
        d = discounts[len(history)]
        taken = {g: d[min(c, 3) - 1] for g, c in after.items()}
        own = after.get((*history, token), 0) - taken.get((*history, token), 0)
        return (own + sum(taken.values()) * below) / sum(after.values())

    return chance


@pytest.mark.parametrize("order", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", [0, 1])
def test_counting_is_what_the_definition_says(order, seed):
    chance = np.random.default_rng(seed)
    text = np.minimum(chance.geometric(0.4, 400), 6) - 1
    model, by_hand = KneserNey(text, 6, order), slow(text.tolist(), order, 6)
    fresh = chance.integers(0, 6, 40)
    bits = model.bits(fresh)
    for i in range(40):
        history = tuple(fresh[max(0, i - order + 1) : i].tolist())
        assert math.isclose(2 ** -bits[i], by_hand(history, int(fresh[i])), rel_tol=1e-9)
        assert math.isclose(model.probabilities(fresh[:i])[fresh[i]], 2 ** -bits[i], rel_tol=1e-9)
    assert math.isclose(model.probabilities(fresh).sum(), 1.0, rel_tol=1e-9)


@pytest.mark.parametrize("text", ["mississippi", "abracadabra", "aab", "abcdefg"])
def test_what_only_begins_the_text_or_ends_it_loses_nothing(text):
    letters = sorted(set(text))
    row = [letters.index(one) for one in text]
    model, by_hand = KneserNey(row, len(letters), 2), slow(row, 2, len(letters))
    for a in range(len(letters)):
        assert math.isclose(model.probabilities([a]).sum(), 1.0)
        assert np.allclose(model.probabilities([a]), [by_hand((a,), b) for b in range(len(letters))])


def test_a_discount_is_estimated_where_the_text_allows_it():
    text = np.minimum(np.random.default_rng(0).geometric(0.3, 2000), 12) - 1
    assert len({level.discounts[1] for level in KneserNey(text, 12, 3).levels} - {0.5}) > 0


@pytest.mark.parametrize(
    ("tokens", "vocabulary", "words"),
    [([0, 1, 5], 3, "each is 0 to 2"), ([0, -1, 1, 0], 3, "each is 0 to 2"), ([0.5, 1.0, 0.0], 3, "whole numbers"),
     ([0, 1], 3, "needs more"), ([[0, 1]], 3, "whole numbers")],
)  # fmt: skip
def test_tokens_that_cannot_be_are_refused(tokens, vocabulary, words):
    with pytest.raises((ValueError, TypeError), match=words):
        KneserNey(tokens, vocabulary, 2)


TEXTS = [
    "low lower lowest",
    "def __init__(self):\n    return None\n\n\n",
    "你好，世界 Grüße 🙂‍↔️",
    "",
    "   \t x1234567",
    "\ud800!",
]


@pytest.mark.parametrize("text", TEXTS)
def test_byte_pairs_come_back(text):
    pairs = BytePairs.learned([*TEXTS[:5], "lower and lower"], size=300)
    assert pairs.decode(pairs.encode(text)) == text
    assert max(pairs.encode(text), default=0) < len(pairs)


def test_byte_pairs_are_learned_as_a_slow_way_learns_them():
    texts = ["the cat sat on the mat", "that hat, the hat", "aaaa aaa aa"]
    words = Counter(piece for text in texts for piece in language.tokens.PIECES.findall(text))
    rows = {tuple(word.encode()): n for word, n in words.items()}
    merges = []
    while True:
        counts = Counter()
        for row, n in rows.items():
            for pair in itertools.pairwise(row):
                counts[pair] += n
        best = min(counts, key=lambda pair: (-counts[pair], pair), default=None)
        if best is None or counts[best] < 2 or len(merges) == 20:
            break
        new = 256 + len(merges)
        rows = {tuple(language.tokens.merged(list(row), best, new)): n for row, n in rows.items()}
        merges.append(best)
    assert BytePairs.learned(texts, 256 + 20).merges == merges


def test_half_a_letter_is_shown_as_such():
    pairs = BytePairs([])
    assert pairs.decode(pairs.encode("é")[:1]) == "\ufffd"
    for bad in ([-1], [256]):
        with pytest.raises(ValueError, match="each is 0 to 255"):
            pairs.decode(bad)


def test_byte_pairs_refuse_one_string_and_merges_of_what_is_not_there():
    with pytest.raises(TypeError, match="list of texts"):
        BytePairs.learned("one text", 300)
    with pytest.raises(ValueError, match="not there yet"):
        BytePairs([(97, 300)])


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(0)
    net = GPT(50, context=32, width=16, depth=2, heads=2)
    for p in net.parameters():
        torch.nn.init.normal_(p, std=0.3)
    return net.eval()


def test_no_position_looks_ahead(model):
    row = torch.arange(20)[None]
    changed = row.clone()
    changed[0, 12] = 49
    moved = (model(row) - model(changed)).abs().amax((0, 2))
    assert moved[:12].max() == 0
    assert moved[12:].min() > 0


def test_an_encoder_looks_everywhere():
    torch.manual_seed(0)
    net = GPT(50, context=32, width=16, depth=1, heads=2, causal=False)
    torch.nn.init.normal_(net.blocks[0].out.weight)
    row = torch.arange(20)[None]
    changed = row.clone()
    changed[0, 12] = 49
    assert (net(row) - net(changed)).abs().amax((0, 2)).min() > 0


@pytest.mark.parametrize("piece", [1, 3, 7])
def test_the_cache_changes_nothing(model, piece):
    row = torch.randint(50, (3, 30), generator=torch.Generator().manual_seed(1))
    found, cache = [], None
    with torch.no_grad():
        for at in range(0, 30, piece):
            logits, cache = model.read(row[:, at : at + piece], cache)
            found.append(logits)
        assert (torch.cat(found, 1) - model(row)).abs().max() < 1e-5


def test_drawing_is_the_same_with_and_without_cache_and_by_seed(model):
    start = torch.zeros(2, 1, dtype=torch.long)
    drawn = [torch.stack(list(generate(model, start, 28, cached=c, seed=s)), 1) for c, s in ((1, 0), (0, 0), (1, 1))]
    assert torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])


def test_a_full_context_goes_on(model):
    start = torch.zeros(1, 1, dtype=torch.long)
    drawn = [torch.stack(list(generate(model, start, 100, cached=c)), 1) for c in (True, False)]
    assert drawn[0].shape == (1, 100)
    assert torch.equal(*drawn)
    with pytest.raises(ValueError, match="the context holds 32"):
        model(torch.zeros(1, 33, dtype=torch.long))


def test_bits_are_cross_entropy_and_every_token_of_a_long_text_counts_once(model):
    row = torch.randint(50, (33,), generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        wanted = F.cross_entropy(model(row[None, :-1])[0], row[1:], reduction="none") / math.log(2)
    assert torch.allclose(model.bits(row).float(), wanted, atol=1e-4)
    for many in (1, 2, 34, 50, 81):
        assert len(model.bits(torch.zeros(many, dtype=torch.long))) == many - 1
    for context in (1, 2, 3):
        assert len(GPT(5, context=context, width=8, depth=1, heads=2).bits(torch.zeros(7, dtype=torch.long))) == 6
    with pytest.raises(ValueError, match="one text"):
        model.bits(torch.zeros(2, 7, dtype=torch.long))
    with pytest.raises(ValueError, match="each is 0 to 49"):
        model(torch.full((1, 3), 50))
    long = torch.randint(50, (48,), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        last = F.cross_entropy(model(long[None, -33:-1])[0], long[-32:], reduction="none") / math.log(2)
    assert torch.allclose(model.bits(long)[-15:].float(), last[-15:], atol=1e-4)


def test_nothing_is_dropped_while_a_model_is_measured_or_writes():
    torch.manual_seed(0)
    net = GPT(20, context=16, width=16, depth=1, heads=2, drop=0.5).train()
    torch.nn.init.normal_(net.blocks[0].out.weight)
    row, start = torch.arange(12), torch.zeros(1, 1, dtype=torch.long)
    assert torch.equal(net.bits(row), net.bits(row))
    assert torch.equal(*(torch.stack(list(generate(net, start, 30))) for _ in range(2)))
    assert net.training
    assert not torch.equal(net(row[None]), net(row[None]))


def test_rotary_scores_depend_on_the_distance_alone():
    q, k = torch.randn(2, 1, 1, 1, 8, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    scores = {(m, n): (rotated(q, m) * rotated(k, n)).sum().item() for m in (0, 3, 9) for n in (0, 3, 6)}
    assert math.isclose(scores[3, 0], scores[9, 6], abs_tol=1e-6)  # angles are single precision
    assert not math.isclose(scores[3, 0], scores[0, 3], abs_tol=1e-3)


def test_filters_keep_what_they_say():
    logits = torch.tensor([[0.5, 0.25, 0.15, 0.1]]).log()
    kept = {
        "greedy": language.greedy(logits), "k": language.top_k(2)(logits), "p": language.top_p(0.7)(logits),
        "p all": language.top_p(1.0)(logits), "min": language.min_p(0.3)(logits),
    }  # fmt: skip
    counts = {name: int(x.isfinite().sum()) for name, x in kept.items()}
    assert counts == {"greedy": 1, "k": 2, "p": 2, "p all": 4, "min": 3}
    assert torch.allclose(language.temperature(2.0)(logits), logits / 2)
    assert language.temperature(0.0)(logits).argmax() == 0
    for make, bad in ((language.top_k, 0), (language.top_p, 0.0), (language.top_p, 1.5), (language.min_p, -0.1)):
        with pytest.raises(ValueError):
            make(bad)


@pytest.mark.parametrize("seed", range(5))
def test_filters_are_those_of_a_slow_way(seed):
    logits = torch.randn(3, 9, generator=torch.Generator().manual_seed(seed))
    for row, share in zip(logits, logits.softmax(-1), strict=True):
        order = sorted(range(9), key=lambda i: -share[i])
        held, nucleus = 0.0, set()
        for i in order:
            if held < 0.6:
                nucleus.add(i)
            held += share[i].item()
        wanted = {
            language.top_k(4): set(order[:4]), language.top_p(0.6): nucleus,
            language.min_p(0.2): {i for i in order if share[i] >= 0.2 * share.max()},
        }  # fmt: skip
        for cut, inside in wanted.items():
            found = cut(logits)[next(i for i in range(3) if torch.equal(logits[i], row))]
            assert set(found.isfinite().nonzero().flatten().tolist()) == inside


@pytest.mark.parametrize(
    ("job", "words"),
    [(lambda net: next(generate(net, torch.zeros(3, dtype=torch.long), 2)), "give .B, T."),
     (lambda net: next(generate(net, torch.zeros(1, 0, dtype=torch.long), 2)), "T at least 1"),
     (lambda net: next(windows(torch.zeros(5, dtype=torch.long), 5, 1, 1)), "needs more"),
     (lambda net: optimisers(net, rate=-1.0), "rate is -1")],
)  # fmt: skip
def test_what_cannot_be_gets_a_sentence(model, job, words):
    with pytest.raises(ValueError, match=words):
        job(model)


def test_a_gpt_learns_a_rule_that_counting_three_tokens_cannot():
    """The token six places back comes again."""
    chance = torch.Generator().manual_seed(0)
    row = torch.randint(8, (4000, 6), generator=chance).repeat(1, 2).flatten()
    torch.manual_seed(0)
    net = GPT(8, context=24, width=32, depth=2, heads=2)
    opts = optimisers(net)
    for x, y in windows(row, 24, 16, 150):
        loss = F.cross_entropy(net(x).flatten(0, 1), y.flatten())
        net.zero_grad()
        loss.backward()
        for opt in opts:
            opt.step()
    fresh = torch.randint(8, (200, 6), generator=chance).repeat(1, 2).flatten()
    counted = KneserNey(row.numpy(), 8, 4).bits(fresh.numpy()).mean()
    assert net.bits(fresh).mean() < counted - 0.5


@pytest.mark.parametrize(
    ("make", "words"),
    [({"width": 30, "heads": 4}, "even number"), ({"depth": 0}, "depth is 0"), ({"vocabulary": 2.5}, "vocabulary")],
)
def test_sizes_that_do_not_fit_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        GPT(**({"vocabulary": 10} | make))


def test_the_trained_model_is_whole_and_beats_counting():
    net, pairs = trained.load("library_gpt"), trained.tokens("library_gpt")
    text = 'import os\n\n\ndef main():\n    """Run the program."""\n    for name in os.listdir(path):\n'
    text += "        print(name)\n"
    assert pairs.decode(pairs.encode(text)) == text
    bits = net.bits(torch.tensor([0, *pairs.encode(text)])).sum() / len(text)
    assert 0.3 < bits < 2.0
    about = trained.index()["library_gpt"]
    assert about["scores"][0]["test"] < 1.525 - 0.15, "Kneser-Ney of order 9 on the same files, in the card"
    assert (trained.HERE / about["file"]).stat().st_size < 8e6
    with pytest.raises(ValueError, match="has no tokens"):
        trained.tokens("reader_32")

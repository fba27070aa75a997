# %% [markdown]
# # 33 · Text and caption metrics
#
# [![Open in Colab](written by the tools)](too)
#
# **You will be able to**
#
# - turn a model's loss into perplexity and bits a character, and say which of them two models may share;
# - compute BLEU, ROUGE, METEOR and CIDEr-D by hand, and say which program computes which;
# - write a sentence that fools each of them, and say when their ranking of systems is the reverse of the truth;
# - say whether a difference is chance, by a paired bootstrap;
# - hold out by document, and measure what leaks when lines are held out.
#
# **You need first:** lesson [01](01_what_is_generative_modelling.ipynb) (likelihood, KL divergence) and lesson [32](32_human_evaluation.ipynb) (raters, bootstrap).
#
# **Measured cost:** not yet measured

# %% tags=["bootstrap"]
pass

# %%
import math
import random
from collections import Counter, defaultdict

import numpy as np
import torch
from scipy import stats

from course import data, metrics, plots, settings, widgets
from course.checks import claim, estimate
from course.data.world import FACTS, WORDS

# %% tags=["parameters"]
PROFILE = settings.profile("cpu")  # "smoke", "cpu" or "gpu"
SEED = 0

# %%
P = settings.budget(PROFILE, smoke=dict(texts=1000, said=40, worlds=2, studies=20, files=4),
                    cpu=dict(texts=4000, said=150, worlds=8, studies=200, files=12),
                    gpu=dict(texts=4000, said=150, worlds=8, studies=200, files=12))
FULL = PROFILE != "smoke"
P

# %% [markdown]
# `texts` train a small model, which says `said` texts itself, `worlds` give 24 captions each, `studies` are repeated test sets, `files` are files of Python's standard library. No network is trained here.
#
# ## Which sentence is better?
#
# This course has a **small world**: 24 people, each with a home, some coloured things and a best friend. The facts are drawn from a seed, and a grammar writes about them, in English and in Chinese. So every sentence can be *checked*.

# %%
world = data.small_world(seed=SEED)
print(world.person("Anna"))
for text in world.draw(4, seed=SEED):
    print(f"{text.form:12s} {text.text}")

# %% [markdown]
# A generator shall say all about a person in one sentence. We know one right sentence, the **reference**. One candidate changes a fact; the other says the same in other words. *Which one gets the higher score from BLEU, the metric of most papers on translation?*

# %%
def cut(text):
    """A text -> its words, with commas and full stops as words of their own."""
    return text.replace(",", " ,").replace(".", " .").split()


reference, other_words = world.ways("Anna", "all")
elsewhere = world.changed("Anna", home="Oslo" if world.person("Anna").home != "Oslo" else "Lima")
false = elsewhere.ways("Anna", "all")[0]

# %%
for name, text in (("reference", reference), ("a false home", false), ("other words", other_words)):
    counts = metrics.bleu_counts([cut(text)], [[cut(reference)]])
    score = metrics.bleu(counts, smooth="exp")
    print(f"{name:12s} BLEU {score:.2f}, true: {world.read(text).true!s:5s} {text}")

# %% [markdown]
# The false sentence wins by far. What BLEU counts, and why it cannot know better, is this lesson. We begin with the metric that needs no reference.
#
# ## How surprised is a model?
#
# A language model gives each token $x_t$ a probability, given those before it. Its **[perplexity](glossary.md#perplexity)** on a text of $T$ tokens is
#
# $$\mathrm{PPL} = \exp\Bigl(-\frac1T \sum_{t=1}^{T} \ln p(x_t \mid x_{<t})\Bigr), \tag{33.1}$$
#
# the number of equally likely tokens that would surprise it as much. It depends on what a token is. **[Bits a character](glossary.md#bits-per-character)** do not: the text has $C$ characters however it is cut,
#
# $$\frac1C \sum_{t=1}^{T} -\log_2 p(x_t \mid x_{<t}) = \frac TC \log_2 \mathrm{PPL}. \tag{33.2}$$
#
# *One model, one text: which perplexity is higher, that of words or that of characters?*

# %%
def perplexity(chances):
    return math.exp(-sum(math.log(p) for p in chances) / len(chances))


claim("(33.1) eight equally likely tokens", perplexity([1 / 8] * 5), equals=8)
claim("(33.1) 1/2 and 1/8: geometric mean 1/4", perplexity([1 / 2, 1 / 8]), equals=4)

# %%
text = world.draw(1, seed=SEED, languages=["en"], forms=["summary"])[0]
size = len(text.text)
for name, count in (("words", len(cut(text.text))), ("characters", size)):
    ppl = perplexity([2 ** (-text.bits / count)] * count)  # the grammar's own chance of this text
    print(f"in {name}: perplexity {ppl:.2f}")
    bits = count / size * math.log2(ppl)
    claim(f"(33.2) bits a character in {name}", bits, equals=text.bits / size)

# %% [markdown]
# The model is the grammar itself, which knows the probability of each text. In words it looks worse, and it is the same model. So two perplexities may be compared when the tokens are the same; bits a character always, on the same text.
#
# ### The floor
#
# How low can a loss fall? If the texts come from $p$ and the model says $q$, then with the entropy $H(p)$
#
# $$\mathbb E_p[-\log_2 q(x)] = H(p) + \mathrm{KL}(p \,\|\, q) \;\ge\; H(p). \tag{33.3}$$
#
# For most texts nobody knows $H$. Here a grammar chose each rule with a known probability, so $H$ is a sum over its rules.

# %%
truth = data.Grammar({"s": [(3, "<a> boat"), (1, "no boat")], "a": [(1, "red"), (1, "old")]})
p = truth.texts("s")  # a dictionary: each text with its probability
q = {"red boat": 0.4, "old boat": 0.1, "no boat": 0.5}


def loss(model):
    return -sum(p[x] * math.log2(model[x]) for x in p)


# %%
H = truth.entropy("s")
claim("(33.3) loss minus H: KL", loss(q) - H, equals=sum(p[x] * math.log2(p[x] / q[x]) for x in p))
claim("(33.3) the loss of p itself, minus H", loss(p) - H, equals=0)

# %% [markdown]
# ### A small model
#
# We count. After a history $h$, the token $w$ came $c(hw)$ times, out of $c(h)$, and $d(h)$ different tokens came. The history without its first token is $h'$. **Witten and Bell** (1991) mix the counts with the shorter history, the more so the more different tokens were seen:
#
# $$q(w \mid h) = \frac{c(hw) + d(h)\, q(w \mid h')}{c(h) + d(h)}. \tag{33.4}$$
#
# Below the empty history lies $1/V$, for $V$ tokens, one of which stands for all that are new. With histories of $n-1$ tokens this is an **[n-gram model](glossary.md#n-gram)** of order $n$.

# %%
def learn(texts, order):
    counts = defaultdict(Counter)
    for text in texts:
        for i in range(1, len(text)):
            for n in range(min(order, i + 1)):
                counts[text[i - n : i]][text[i]] += 1
    return counts


# %%
def chance(counts, before, token, order):
    q = 1 / (len(counts[before[:0]]) + 1)
    for n in range(min(order, len(before) + 1)):
        seen = counts.get(before[len(before) - n :])
        if seen is None:
            break
        q = (seen[token] + len(seen) * q) / (seen.total() + len(seen))
    return q


# %%
tiny = learn(["^abab", "^abc"], order=2)  # after a came b, three times
claim("(33.4) b after nothing", chance(tiny, "", "b", 2), equals=(3 + 3 / 4) / (7 + 3))
claim("(33.4) b after a", chance(tiny, "a", "b", 2), equals=(3 + 1 * 0.375) / (3 + 1))
after_b = [chance(tiny, "xb", letter, 2) for letter in "abc?"]
claim("(33.4) all chances after b, with what is new, sum to", sum(after_b), equals=1)

# %% [markdown]
# Trained on statements about our world, one model for each order: how far does it stay above the floor? And when it *speaks*, how much of what it says is true? *Guess for order 5: it sees four words back, and its loss is within 0.12 bits a character of the best possible.*

# %%
def words(text):
    return tuple(["^"] + cut(text) + ["$"])


def surprise(counts, tokens, order):
    """Bits of a text's tokens."""
    places = range(1, len(tokens))
    return -sum(math.log2(chance(counts, tokens[:i], tokens[i], order)) for i in places)


# %%
def speak(counts, order):
    vocabulary = list(counts[()])
    said = ("^",)
    while said[-1] != "$" and len(said) < 60:
        odds = [chance(counts, said, word, order) for word in vocabulary]
        said += tuple(rng.choices(vocabulary, odds))
    return " ".join(said[1:]).replace(" .", ".").replace(" ,", ",").removesuffix(" $")


# %%
only = dict(languages=["en"], forms=["statement"])
taught = [words(text.text) for text in world.draw(P.texts, seed=SEED, **only)]
asked = world.draw(400, seed=SEED + 10_000, **only)
size = sum(len(text.text) for text in asked)
floor = sum(text.bits for text in asked) / size  # of these very texts

# %%
rng = random.Random(SEED)
above, lies, odd = {}, {}, {}  # by the order
for order in (2, 3, 4, 5, 6):
    counts = learn(taught, order)
    above[order] = sum(surprise(counts, words(one.text), order) for one in asked) / size - floor
    readings = [world.read(speak(counts, order)) for _ in range(P.said)]
    claims = [one.true for reading in readings for one in reading.claims]
    lies[order] = 1 - sum(claims) / len(claims)
    odd[order] = sum(bool(reading.unread) for reading in readings) / len(readings)
    print(f"order {order}: {floor:.3f} + {above[order]:.3f} bits a character,",
          f"{lies[order]:.0%} of its claims are false, {odd[order]:.0%} of its texts are odd")

# %%
claim("order 5: bits a character above the floor", above[5], below=0.12, when=FULL)
claim("order 5: share of odd texts", odd[5], below=0.1, when=FULL)
claim("order 5: share of false claims", lies[5], above=0.3)

# %% [markdown]
# Order 5 writes nearly faultless English, its loss is a tenth of a bit above the floor, and more than three in ten of its claims are false. A lie is cheap: a wrong home among ten costs $\log_2 10 = 3.3$ bits, in a text of some fifty characters. Perplexity measures how well the *words* are predicted, and facts are few words.
#
# ## BLEU
#
# Papineni et al. (2002) compare with references. How many **[n-grams](glossary.md#n-gram)**, runs of $n$ tokens, of the candidate stand in a reference? Counted naively, *"the the the the"* is perfect. So each n-gram $g$ counts at most as often as in the reference that has most of it (**clipping**). Over all candidates $c$ with references $r_j$,
#
# $$p_n = \frac{\sum_{c} \sum_{g} \min\bigl(c(g),\, \max_j r_j(g)\bigr)}{\sum_{c} \sum_{g} c(g)}, \tag{33.5}$$
#
# with $c(g)$ how often $g$ is in $c$. Short candidates would have it easy. A **[brevity penalty](glossary.md#brevity-penalty)** compares the length $c$ of all candidates with that of their references, $r$ (for each the nearest):
#
# $$b = \exp\bigl(\min(0,\; 1 - r/c)\bigr). \tag{33.6}$$
#
# **[BLEU](glossary.md#bleu)** is the geometric mean of four precisions, times the penalty:
#
# $$\mathrm{BLEU} = b \cdot (p_1\, p_2\, p_3\, p_4)^{1/4}. \tag{33.7}$$
#
# *By hand: the candidate is "the" seven times, the references are "the cat is on the mat" and "there is a cat on the mat". What is* $p_1$*?*

# %%
def grams(tokens, n):
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def precision(candidates, references, n):
    match = total = 0
    for candidate, known in zip(candidates, references):
        most = Counter()
        for one in known:
            most |= grams(one, n)  # the larger of both counts
        match += (grams(candidate, n) & most).total()  # the smaller
        total += grams(candidate, n).total()
    return match / total if total else 0.0


# %%
mats = [cut("the cat is on the mat"), cut("there is a cat on the mat")]
claim("(33.5) the, seven times", precision([["the"] * 7], [mats], 1), equals=2 / 7)
both = precision([cut("there is the the the"), cut("a dog")], [mats, mats], 1)
claim("(33.5) there, is, the, the, and a: 5 of 7", both, equals=5 / 7)


# %%
def brevity(candidates, references):
    wanted = sum(min((abs(len(one) - len(candidate)), len(one)) for one in known)[1]
                 for candidate, known in zip(candidates, references))  # the nearest lengths
    return math.exp(min(0.0, 1 - wanted / sum(map(len, candidates))))


# %%
def bleu(candidates, references):
    precisions = [precision(candidates, references, n) for n in (1, 2, 3, 4)]
    return brevity(candidates, references) * math.prod(precisions) ** (1 / 4)


# %%
short = cut("the cat is on")
claim("(33.6) four words for six", brevity([short], [mats[:1]]), equals=math.exp(-1 / 2))
claim("(33.6) seven words for six", brevity([["the"] * 7], [mats[:1]]), equals=1)
near = brevity([["the"] * 9, short], [[["a"] * 10, ["a"] * 8], mats])
claim("(33.6) 9 words for 8 or 10: 8; 4 for 6", near, equals=math.exp(1 - 14 / 13))

# %%
claim("(33.7) all match, two words are missing", bleu([short], [mats[:1]]), equals=math.exp(-1 / 2))
five = bleu([cut("a b c d x")], [[cut("a b c d e")]])  # 4/5, 3/4, 2/3 and 1/2
claim("(33.7) four of five words", five, equals=(1 / 5) ** (1 / 4))
candidates = [short, cut("a b c d x"), cut("no word")]
references = [mats, [cut("a b c d e")], [cut("all are wrong here")]]
package = metrics.bleu(metrics.bleu_counts(candidates, references))
claim("(33.7) ours minus the package's", bleu(candidates, references) - package, equals=0)

# %% [markdown]
# The package's BLEU agrees with **sacreBLEU** (Post 2018) to six digits, on that program's documented cases and on 1,000 random pairs; the course's tests run both.
#
# ### One zero is all zero
#
# BLEU was made for a whole test set. In one sentence often no four words in a row match: $p_4 = 0$, and so is the product. **Smoothing** puts something in the place of a zero. *The candidate in other words, from the beginning of this page: three smoothings, three scores. Which would you report?*

# %%
counts = metrics.bleu_counts([cut(other_words)], [[cut(reference)]])
for smooth in ("none", "floor", "add-k", "exp"):
    print(f"{smooth:6s} {metrics.bleu(counts, smooth=smooth):.3f}")

# %% [markdown]
# "floor" writes 0.1 matches for none, "add-k" adds 1 match and 1 n-gram for $n > 1$, "exp" writes 1/2 for the first zero and 1/4 for the next (Chen and Cherry 2014). And a set's BLEU is no mean of its sentences':

# %%
each = [bleu([one], [known]) for one, known in zip(candidates, references)]
print("three sentences", np.round(each, 2), "together", round(bleu(candidates, references), 2))

# %% [markdown]
# *And in Chinese?*

# %%
chinese = [one.ways("Anna", "all", "zh")[0] for one in (world, elsewhere)]
for name, tokens in (("cut at spaces", str.split), ("characters", list)):
    counts = metrics.bleu_counts([tokens(chinese[1])], [[tokens(chinese[0])]])
    print(f"a false home in Chinese, {name}: {metrics.bleu(counts, effective=True):.3f}")

# %% [markdown]
# Chinese has no spaces, so a whole sentence is one token, which matches or does not; cut into characters, the same two sentences nearly agree. So a BLEU without its tokeniser, its smoothing and its number of references is no measurement. Post (2018) found differences of up to 1.8 points between usual settings; sacreBLEU prints a signature that names them. Report it.
#
# ## ROUGE and METEOR
#
# BLEU asks how much of the *candidate* is right. For a summary one asks how much of the *reference* was said: **[ROUGE-N](glossary.md#rouge)** (Lin 2004) is a recall,
#
# $$\text{ROUGE-N} = \frac{\sum_g \min\bigl(c(g), r(g)\bigr)}{\sum_g r(g)}, \tag{33.8}$$
#
# over the n-grams of the reference. **ROUGE-L** takes the longest common subsequence, $L(c, r)$: tokens that stand in both in the same order, with gaps. Of its share in the candidate and its share in the reference it is the harmonic mean,
#
# $$F_1 = \frac{2\, L(c, r)}{|c| + |r|}. \tag{33.9}$$
#
# **[METEOR](glossary.md#meteor)** (Banerjee and Lavie 2005) aligns words: first equal ones, then equal stems, then synonyms from a dictionary. Of $m$ aligned words it takes the precision $P = m/|c|$ and the recall $R = m/|r|$, the recall counting nine times; and it lowers the score by the number of **chunks** $k$, runs that are adjacent in both texts:
#
# $$\frac{10\,P R}{R + 9 P} \Bigl(1 - \frac12 \Bigl(\frac km\Bigr)^{3}\Bigr). \tag{33.10}$$
#
# For METEOR we write down its formula, and count by hand. *"police killed the gunman": which is better, "police kill the gunman" or "the gunman kill police"?*

# %%
def rouge_n(candidate, reference, n):
    wanted = grams(reference, n)
    return (grams(candidate, n) & wanted).total() / wanted.total()


# %%
def common(a, b):  # the length of the longest common subsequence
    if not a or not b:
        return 0
    both = common(a[:-1], b[:-1]) + (a[-1] == b[-1])
    return max(both, common(a[:-1], b), common(a, b[:-1]))


def rouge_l(candidate, reference):
    return 2 * common(candidate, reference) / (len(candidate) + len(reference))


# %%
gunman = cut("police killed the gunman")
claim("(33.8) 2 of 4 words", rouge_n(cut("the the gunman"), gunman, 1), equals=2 / 4)
claim("(33.8) 1 of 3 pairs", rouge_n(cut("the gunman kill police"), gunman, 2), equals=1 / 3)
for text, share in (("police kill the gunman", 3 / 4), ("the gunman kill police", 2 / 4),
                    ("the gunman fled", 2 / (3 / 2 + 4 / 2))):  # harmonic mean of 2/3 and 2/4
    claim(f"(33.9) {text}", rouge_l(cut(text), gunman), equals=share)


# %%
def meteor(aligned, candidate, reference, chunks):  # four counts: of words, and of chunks
    P = aligned / candidate
    R = aligned / reference
    return 10 * P * R / (R + 9 * P) * (1 - (chunks / aligned) ** 3 / 2)


# %%
mean = 1 / (0.9 / (3 / 6) + 0.1 / (3 / 4))  # recall 3/6, precision 3/4
claim("(33.10) 3 of 4 and of 6, 2 chunks", meteor(3, 4, 6, 2), equals=mean * 23 / 27)
claim("METEOR of 12 words and one more", meteor(12, 13, 12, 2), above=0.98)

# %% [markdown]
# ## CIDEr, for captions
#
# In "a red boat" the word "a" says nothing. **[CIDEr](glossary.md#cider)** stands for Consensus-based Image Description Evaluation (Vedantam et al. 2015). It weighs each n-gram by how few of the $N$ pictures have it in their references, $d(g)$ of them:
#
# $$w(g) = c(g) \,\ln \frac{N}{d(g)}. \tag{33.11}$$
#
# (An n-gram that no reference has counts as $d = 1$.) For each $n$, the weights of a caption are a vector. CIDEr is the mean cosine between candidate $w$ and the references $v_j$, over $n = 1, \dots, 4$ and $m$ references:
#
# $$\text{CIDEr} = \frac{10}{4m} \sum_{n} \sum_{j} \frac{\langle w_n, v_{nj} \rangle}{\lVert w_n \rVert\, \lVert v_{nj} \rVert}. \tag{33.12}$$
#
# A cosine does not mind a caption that is said twice. **CIDEr-D** clips the weights, and looks at the lengths $\ell$, with $\sigma = 6$:
#
# $$\text{CIDEr-D} = \frac{10}{4m} \sum_{n} \sum_{j} e^{-(\ell - \ell_j)^2 / 2\sigma^2}\, \frac{\langle \min(w_n, v_{nj}), v_{nj} \rangle}{\lVert w_n \rVert\, \lVert v_{nj} \rVert}. \tag{33.13}$$

# %%
def weights(tokens, n, all_references):
    found = {}
    for gram, count in grams(tokens, n).items():
        pictures = sum(any(gram in grams(one, n) for one in known) for known in all_references)
        found[gram] = count * math.log(len(all_references) / max(pictures, 1))
    return found


# %%
def cider(candidate, known, all_references, d):
    score = 0.0
    for n in (1, 2, 3, 4):
        w = weights(candidate, n, all_references)
        for one in known:
            v = weights(one, n, all_references)
            norms = math.hypot(*w.values()) * math.hypot(*v.values())
            clipped = {g: min(w[g], v.get(g, 0.0)) if d else w[g] for g in w}
            match = sum(clipped[g] * v.get(g, 0.0) for g in w)
            gap = len(candidate) - len(one) if d else 0
            score += math.exp(-(gap**2) / (2 * 6**2)) * match / norms if norms else 0.0
    return 10 * score / (4 * len(known))


# %%
boats = [[cut("a red boat"), cut("a boat")], [cut("a cat")]]  # the references of two pictures
found = weights(cut("a red red ship"), 1, boats)
claim("(33.11) a, in both pictures", found["a",], equals=0)
claim("(33.11) red, twice, in one of two", found["red",], equals=2 * math.log(2))
claim("(33.11) ship, in none", found["ship",], equals=math.log(2))

# %%
hand = 10 / 8 * (3 + 1 / math.sqrt(2))  # words, pairs, three; of "a boat" one word
claim("(33.12) red boat", cider(boats[0][0], boats[0], boats, d=False), equals=hand)
hand = 10 / 8 * (3 + math.exp(-1 / 72) / math.sqrt(2))
claim("(33.13) red boat", cider(boats[0][0], boats[0], boats, d=True), equals=hand)

# %%
hand = 10 / 4 * math.exp(-4 / 72) * (1 / 2 + 1 / math.sqrt(5))  # cat: 2, 1; pairs: 2 and 1, 1
claim("(33.13) twice", cider(cut("a cat a cat"), boats[1], boats, d=True), equals=hand)

# %% [markdown]
# **Who computes which?** The authors' own repository (vrama91/cider) holds two scorers: `cider` is (33.12), `ciderD` is (33.13). The COCO caption program (tylin/coco-caption) holds one. It is named CIDEr, and its code clips and takes the lengths: it computes CIDEr-D. Tables of captioning papers that say "CIDEr" and used that program hold (33.13).
#
# And one surprise. The paper writes shares $c(g) / \sum_{g'} c(g')$ where (33.11) and all three programs count. A cosine is the same with both. Clipping is not: *what does it find in "a cat a cat" against "a cat", if it sees shares?*

# %%
for name, w, v in (("counts", 2, 1), ("shares", 2 / 4, 1 / 2)):  # of the word cat, over ln 2
    print(f"cat, by {name}: {w} in the candidate, {v} in the reference;",
          f"clipped {min(w, v) * v / (w * v):.2f}")

# %% [markdown]
# Nothing: the shares of words are as before, and the clipped cosine is 1. (Only the few new runs, such as "cat a", and the lengths tell.) Where a paper and its program differ, the numbers in the tables are the program's.
#
# ## What each is blind to
#
# Eight sentences for one reference. *Which column is fooled most by the sentence that is said twice?*

# %%
everyone = [[cut(world.ways(name, "all")[0])] for name in WORDS["name"]]


def scores(text):
    one = cut(text)
    known = cut(reference)
    return {"BLEU": metrics.bleu(metrics.bleu_counts([one], [[known]]), smooth="exp"),
            "ROUGE-L": metrics.rouge(one, known).f1,
            "CIDEr": cider(one, [known], everyone, d=False) / 10,
            "CIDEr-D": cider(one, [known], everyone, d=True) / 10}


# %%
TRICKS = {
    "reference": reference, "false home": false, "never": reference.replace("likes", "never likes"),
    "other words": other_words, "sorted words": " ".join(sorted(cut(reference))),
    "said twice": f"{reference} {reference}", "half of it": " ".join(cut(reference)[:6]),
    "of Boris": world.ways("Boris", "all")[0]}

# %%
fooled = {name: scores(text) for name, text in TRICKS.items()}
print(f"{'':15s}", "".join(f"{name:>9s}" for name in fooled["reference"]), "  true?")
for name, row in fooled.items():
    numbers = "".join(f"{value:9.2f}" for value in row.values())
    print(f"{name:15s}", numbers, " ", world.read(TRICKS[name]).true)

# %%
for name in fooled["reference"]:
    lie = min(fooled["false home"][name], fooled["never"][name])
    claim(f"{name}: a lie minus other words", lie - fooled["other words"][name], above=0.1)
claim("said twice: CIDEr", fooled["said twice"]["CIDEr"], above=0.9)
claim("said twice: CIDEr-D", fooled["said twice"]["CIDEr-D"], below=0.2)

# %% [markdown]
# Two false sentences beat the true one in every column. A word is a word: none of these metrics knows which ones carry the fact. *Type a sentence of your own. Can you find a lie that gets above 0.8 everywhere?*

# %%
def draw(sentence):
    title = f"true and understood: {world.read(sentence).true}"
    return plots.bars(scores(sentence), ylabel="score, CIDEr / 10", title=title).figure


widgets.explore(draw, sentence=false,
                alt="Four bars: the scores of a sentence with a false home, all above 0.7")

# %% [markdown]
# ## Do they agree with the truth?
#
# Six systems write captions. A system tells each fact wrongly with a probability between 0 and 0.5, and has a habit: how often it uses other words than the reference. The truth is the share of right facts. **[Kendall's tau](glossary.md#kendalls-tau)** compares two orders by their pairs: the share of pairs on which they agree, minus the share on which they do not. It is 1 for the same order and -1 for the reverse.

# %%
def caption(world, name, lies, others):
    changes = {}
    for fact in FACTS:
        right = (name, getattr(world.person(name), fact))
        if rng.random() < lies:
            changes[fact] = rng.choice([word for word in WORDS[fact] if word not in right])
    return world.changed(name, **changes).ways(name, "all")[rng.random() < others]


# %%
cases = [(data.small_world(seed=SEED + k), name) for k in range(P.worlds) for name in WORDS["name"]]


def judged(lies, others, ways):
    texts = [caption(*case, lies, others) for case in cases]
    known = [[cut(text) for text in where.ways(name, "all")[:ways]] for where, name in cases]
    said = [cut(text) for text in texts]
    readings = [where.read(text) for (where, _), text in zip(cases, texts)]
    truth = np.mean([one.true for reading in readings for one in reading.claims])
    rouge = [max(metrics.rouge(a, b).f1 for b in many) for a, many in zip(said, known)]
    bleu_4 = metrics.bleu(metrics.bleu_counts(said, known))
    return truth, bleu_4, np.mean(rouge), metrics.cider(said, known).mean()


# %%
LIES = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]
PARAPHRASE = [0.9, 0.7, 0.5, 0.3, 0.1, 0.0]  # the more truthful, the more other words
taus = {}
for name, others, ways in (("same habit", [0.0] * 6, 1), ("own habits", PARAPHRASE, 1),
                           ("two references", PARAPHRASE, 2)):
    truth, *columns = zip(*[judged(*pair, ways) for pair in zip(LIES, others)])
    taus[name] = [stats.kendalltau(truth, column).statistic for column in columns]
    print(f"{name:14s} tau of BLEU, ROUGE-L, CIDEr-D", np.round(taus[name], 2))

# %%
claim("same habit: smallest tau", min(taus["same habit"]), above=0.8, when=FULL)
claim("own habits: largest tau", max(taus["own habits"]), below=-0.4, when=FULL)
claim("two references: smallest tau", min(taus["two references"]), above=0.7, when=FULL)

# %% [markdown]
# The same metrics order the same kind of systems by their truth perfectly, or in reverse. What differs is the habit. While all systems write like the reference, n-grams count errors; once they write differently, n-grams count habits. With a reference for each way of saying it, the order is right again: here there are two ways; a real language has no end of them, and for good translations Freitag et al. (2020) found no gain from adding references, but one from better ones.
#
# What the field does since: networks trained on people's ratings (COMET, Rei et al. 2020) know paraphrases; and for facts one cuts a text into single claims and checks each (FActScore, Min et al. 2023), as `world.read` does here.
#
# ### Raters
#
# People, too, are judges with noise. Let a rater say $T + E$: the truth $T$ of a caption, and an error $E$ that is independent of all else. The mean of $k$ raters has the **reliability** $\varrho = \sigma_T^2 / (\sigma_T^2 + \sigma_E^2 / k)$, and a metric $M$ that correlates with the truth by $\operatorname{corr}(M, T)$ seems to be worse (Spearman 1904):
#
# $$\operatorname{corr}(M, \text{raters}) = \sqrt{\varrho}\; \operatorname{corr}(M, T). \tag{33.14}$$

# %%
numbers = np.random.default_rng(SEED)
T = numbers.normal(0, 0.2, 200_000)
M = T + numbers.normal(0, 0.1, T.size)
for k in (1, 5):
    rated = T + numbers.normal(0, 0.3, (k, T.size)).mean(0)
    seen = np.corrcoef(M, rated)[0, 1] / np.corrcoef(M, T)[0, 1]
    reliability = 0.2**2 / (0.2**2 + 0.3**2 / k)
    claim(f"(33.14) {k} raters: ratio", seen, equals=math.sqrt(reliability), tol=0.01)

# %% [markdown]
# So "the metric correlates with people by 0.5" says little without the reliability of the people: with one rater of this kind even the truth itself would reach no more than 0.55.
#
# ## Is the difference chance?
#
# Systems A and B on the same $n$ sentences. Sentences differ in how hard they are, and that moves both scores together, with correlation $r$. The mean difference therefore has the variance
#
# $$\operatorname{Var}(\bar A - \bar B) = \frac{\sigma_A^2 + \sigma_B^2 - 2 r\, \sigma_A \sigma_B}{n}. \tag{33.15}$$
#
# The **paired bootstrap** (Koehn 2004) draws *sentences* with replacement, each with the outputs of both systems. The unpaired one draws for A and for B apart. *A tells 10 % of the facts wrongly, B 15 %; each reference is one of the two ways, by chance. Which interval is wider, and by how much?*

# %%
written = [cut(where.ways(name, "all")[rng.random() < 0.5]) for where, name in cases]


def marks(lies):
    said = [cut(caption(*case, lies, 0.0)) for case in cases]
    return np.array([metrics.rouge(one, known).f1 for one, known in zip(said, written)])


# %%
a = marks(0.10)
b = marks(0.15)
r = np.corrcoef(a, b)[0, 1]
variance = (a.var() + b.var() - 2 * r * a.std() * b.std()) / 50
who = numbers.integers(len(a), size=(40_000, 50))  # test sets of 50 sentences
squares = ((a - b)[who].mean(1) - (a - b).mean()) ** 2
estimate("(33.15) variance over the formula", torch.from_numpy(squares / variance), 1, within=0.04)


# %%
def interval(paired):
    test = numbers.integers(len(a), size=50)
    first = numbers.integers(50, size=(500, 50))
    second = first if paired else numbers.integers(50, size=(500, 50))
    again = a[test][first].mean(1) - b[test][second].mean(1)  # (500,)
    return np.quantile(again, [0.025, 0.975])


# %%
widths = {}
for name, paired in (("paired", True), ("unpaired", False)):
    ends = np.array([interval(paired) for _ in range(P.studies)])  # (studies, 2)
    widths[name] = (ends[:, 1] - ends[:, 0]).mean()
    held = (ends[:, 0] <= (a - b).mean()) & ((a - b).mean() <= ends[:, 1])
    print(f"{name:8s} width {widths[name]:.3f},",
          f"holds the truth {held.mean():.0%}, sees that A is better {(ends[:, 0] > 0).mean():.0%}")
claim("unpaired over paired width", widths["unpaired"] / widths["paired"], above=1.5)

# %% [markdown]
# Both hold the truth at least nearly as often as they promise. The unpaired one is several times as wide, and sees the difference hardly ever. For BLEU, which is no mean, add up the drawn rows of `metrics.bleu_counts` and compute BLEU of each sum.
#
# ## Held out from what?
#
# Now real text: files of Python's standard library. We hold out lines. The usual way splits all lines at random: a held-out line has its neighbours in the training set. The other way trains on *other files* of the same length. Same test lines, same model. *By how much do they differ, and which order wins?*

# %%
library = data.standard_library("train")
middle = [text for text in library.texts if 5000 < len(text) < 40_000]
rng.shuffle(middle)


def lines_of(texts):
    found = ["\n" + line for text in texts for line in text.split("\n")]
    rng.shuffle(found)
    return found


# %%
home = lines_of(middle[: P.files])
test = home[: len(home) // 5]
own = home[len(test) :]
away = lines_of(middle[P.files : 5 * P.files])[: len(own)]

# %%
bits = {}
for name, taught in (("by line", own), ("by file", away)):
    for order in (3, 5, 7):
        counts = learn(taught, order)
        lost = sum(surprise(counts, line, order) for line in test)
        bits[name, order] = lost / sum(map(len, test))
    print(name, [f"order {n}: {bits[name, n]:.2f} bits a character" for n in (3, 5, 7)])

# %%
claim("order 5: by file minus by line", bits["by file", 5] - bits["by line", 5], above=0.4)
claim("by line: order 7 minus 5", bits["by line", 7] - bits["by line", 5], below=0.02, when=FULL)
claim("by file: order 7 minus 5", bits["by file", 7] - bits["by file", 5], above=0, when=FULL)

# %% [markdown]
# More than 0.4 bits, in most draws of files 0.6 to 1. And worse: held out by line, the longer history is as good or better; held out by file it is worse. The leak chose another model. A text is held out when its **document** is.
#
# Are files documents enough? We count the long lines of each held-out file that stand, word for word, in a training file. *Guess the largest share.*

# %%
trained_on = {line.strip() for text in library.texts for line in text.split("\n")}
held_out = data.standard_library("test")
copied = {}
for name, text in zip(held_out.names, held_out.texts):
    long = [line.strip() for line in text.split("\n") if len(line.strip()) >= 30]
    if len(long) >= 20:
        copied[name] = sum(line in trained_on for line in long) / len(long)

# %%
most = sorted(copied, key=copied.get, reverse=True)[:4]
print({name: round(copied[name], 2) for name in most})
claim("the most copied file: share of its lines", copied[most[0]], above=0.5)
claim("of four, from encodings", sum(name.startswith("encodings/") for name in most), above=1)

# %% [markdown]
# This surprised the author: the course's own split, by file, leaks. The folder `encodings` holds some hundred tables that one program wrote, alike but for a few lines, and a random split tears the family apart. Allamanis (2019) found near-copies in many data sets of code, and scores inflated by up to 100 %. So a document is a *family* of files; look for what is alike before you split, and report the share that remains. For a model trained on the web, nobody can split again: then search its training text for the test's n-grams (**contamination**), and give the result with and without the sentences that were found.
#
# ## Summary
#
# - Perplexity (33.1) depends on the tokens, bits a character (33.2) do not. The entropy is the floor (33.3); an n-gram model (33.4) came near to it, and more than three in ten of its claims were false.
# - BLEU (33.5 to 33.7) is a clipped precision with a penalty for brevity, of a whole set. State tokens, smoothing and references.
# - ROUGE (33.8, 33.9) is recall or the longest common sequence; METEOR (33.10) aligns words; CIDEr (33.11, 33.12) weighs them by rarity. What the COCO program calls CIDEr is CIDEr-D (33.13).
# - All of them put a false sentence above a true one in other words. They ordered systems of one habit by their truth, and systems of different habits in reverse, until there was a reference for each way of saying it.
# - Raters' noise lowers every correlation (33.14). Draw sentences in pairs (33.15).
# - A split by line hid more than 0.4 bits and chose another model. A split by file can leak, too.
#
# ## Check yourself
#
# <details><summary>Model A has perplexity 20 on words, model B perplexity 2.1 on characters, on the same text with 5.5 characters a word, spaces counted. Which is better?</summary>
#
# A: log₂(20) / 5.5 = 0.79 bits a character. B: log₂(2.1) = 1.07. A is better.
#
# </details>
#
# <details><summary>A sentence gets BLEU 0. Is it wrong?</summary>
#
# Not for that: no four words in a row match, and without smoothing one zero is enough. The true sentence of this page in other words has BLEU 0.
#
# </details>
#
# <details><summary>A caption is said twice. Which scores fall, and why?</summary>
#
# BLEU's and ROUGE's, since the candidate's n-grams double and the matches do not; CIDEr-D's, by clipping and by the lengths. CIDEr's cosine hardly notices.
#
# </details>
#
# <details><summary>System A has BLEU 31.2, system B 30.9, on 500 sentences. Is A better?</summary>
#
# Unknown. Draw the 500 sentences with replacement, with both outputs each, and see how often A wins. And ask whether both write like the references.
#
# </details>
#
# ## Exercises
#
# [Exercises 33 · Text and caption metrics](../exercises/ex33_text_and_caption_metrics/ex33_text_and_caption_metrics.ipynb): metrics to fool, two models to compare, a BLEU to repair, ROUGE-L, a paired bootstrap, and a lie that scores.
#
# ## References
#
# - K. Papineni, S. Roukos, T. Ward, W.-J. Zhu (2002). BLEU: a method for automatic evaluation of machine translation. ACL.
# - M. Post (2018). A call for clarity in reporting BLEU scores. WMT. [arXiv 1804.08771](https://arxiv.org/abs/1804.08771)
# - B. Chen, C. Cherry (2014). A systematic comparison of smoothing techniques for sentence-level BLEU. WMT.
# - C.-Y. Lin (2004). ROUGE: a package for automatic evaluation of summaries. Text Summarization Branches Out.
# - S. Banerjee, A. Lavie (2005). METEOR: an automatic metric for MT evaluation with improved correlation with human judgments. ACL workshop on evaluation measures.
# - R. Vedantam, C. L. Zitnick, D. Parikh (2015). CIDEr: consensus-based image description evaluation. CVPR. [arXiv 1411.5726](https://arxiv.org/abs/1411.5726)
# - I. Witten, T. Bell (1991). The zero-frequency problem: estimating the probabilities of novel events in adaptive text compression. IEEE Transactions on Information Theory 37.
# - P. Koehn (2004). Statistical significance tests for machine translation evaluation. EMNLP.
# - M. Freitag, D. Grangier, I. Caswell (2020). BLEU might be guilty but references are not innocent. EMNLP. [arXiv 2004.06063](https://arxiv.org/abs/2004.06063)
# - R. Rei, C. Stewart, A. C. Farinha, A. Lavie (2020). COMET: a neural framework for MT evaluation. EMNLP. [arXiv 2009.09025](https://arxiv.org/abs/2009.09025)
# - S. Min et al. (2023). FActScore: fine-grained atomic evaluation of factual precision in long form text generation. EMNLP. [arXiv 2305.14251](https://arxiv.org/abs/2305.14251)
# - C. Spearman (1904). The proof and measurement of association between two things. American Journal of Psychology 15.
# - M. Allamanis (2019). The adverse effects of code duplication in machine learning models of code. Onward! [arXiv 1812.06469](https://arxiv.org/abs/1812.06469)
#
# ## Next
#
# The map in [00 · Start here](00_start_here.ipynb) says what comes after this lesson.

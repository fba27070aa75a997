"""Checks of exercise 01: what is generative modelling?"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import sympy as sp
import torch
from torch import Tensor
from torch.distributions import Normal

from course import data
from course.checks.report import Report, Variant

STANDARD = {
    "needs": ("faces", "words", "zip", "sensor", "code", "day"),
    "modes": 8,
    "kept": 5,
    "direction": "KL(p || q)",
    "grid_modes": 25,
    "sure": 0.99,
    "unit": "nats",
}


def vary(choose: random.Random) -> dict:
    """A student's own version: other needs, clusters, direction and unit; the work stays the same."""
    needs = ["faces", choose.choice(["words", "sound"]), "zip", "sensor", "code", "day"]
    modes, kept = choose.choice([(7, 3), (9, 4), (9, 5), (10, 6), (10, 7), (11, 6), (12, 7)])
    return {
        "needs": tuple(choose.sample(needs, len(needs))),
        "modes": modes,
        "kept": kept,
        "direction": choose.choice(["KL(p || q)", "KL(q || p)"]),
        "grid_modes": choose.choice([20, 25, 30, 36]),
        "sure": choose.choice([0.95, 0.99]),
        "unit": choose.choice(["nats", "bits"]),
    }


# ---- 01.1

FAMILIES = ("autoregressive", "VAE", "flow", "GAN", "diffusion", "none")
FITS = {
    "faces": "GAN",
    "words": "autoregressive",
    "sound": "autoregressive",
    "zip": "none",
    "sensor": "flow",
    "code": "VAE",
    "day": "diffusion",
}
# For each need what speaks against the wrong families, where people really choose them.
AGAINST = {
    "faces": {
        "VAE": "A VAE draws in one pass too, but nothing in its training is a contest. Which family trains two "
               "networks "
        "against each other?",
        "flow": "A flow would compute a density that nobody asked for, with one network.",
        "diffusion": "A diffusion model needs many passes for a picture, and there is no contest.",
    },
    "words": {
        "none": "It is a generative model: probabilities of the next word, multiplied, are a density over sentences.",
        "GAN": "Words are discrete: sampling one has no gradient, so a GAN does not fit. And a probability is wanted.",
        "diffusion": "Each step here adds one word, it does not remove noise from the whole sentence.",
    },
    "sound": {
        "diffusion": "Many passes, yes: but each pass here adds one value, it does not remove noise from all of them.",
        "none": "It is a generative model: conditionals, multiplied, are a density. Autoregression is not for text "
                "alone.",
        "GAN": "A GAN gives no probability at all. Which family predicts each value from those before it?",
    },
    "zip": {
        "VAE": "A VAE also says which codes occur: z from N(0, I). Here no such rule exists, so nothing can be drawn.",
        "flow": "A flow keeps as many numbers as the data have, and says how its noise is distributed. This does "
                "neither.",
        "GAN": "Without a rule for drawing the 16 numbers there is no sampler. To restore a picture is not to make "
               "one.",
    },
    "sensor": {
        "autoregressive": "Its density is exact, but it draws one number after the other. Here one pass must do.",
        "GAN": "A GAN draws in one pass, but it has no density to report.",
        "VAE": "A VAE draws in one pass, but it gives only a bound of the density. Exactly is the word here.",
        "diffusion": "It needs many passes for a sample.",
    },
    "code": {
        "none": "There is a rule for drawing codes, N(0, I). That makes it a generative model.",
        "flow": "A flow gives each picture one point of noise, without a width. Which family has a code with a "
                "spread?",
        "GAN": "A GAN has noise, but it gives no code for a picture and no bound on log p(x).",
    },
    "day": {
        "GAN": "A GAN needs two networks and one pass. Here one network learns to see noise.",
        "autoregressive": "Many passes, yes: but it predicts the next number, it does not learn from noisy pictures.",
        "VAE": "A VAE has two networks and needs one pass. Which family removes noise a little at a time?",
    },
}
TRANSFORMER = "A transformer is an architecture, a way to build the network. Which principle makes the samples?"
AUTOENCODER = "An autoencoder alone is no generative model: it has no rule for drawing a code. Write VAE, or none."
READ_AGAIN = "Read the need again: exact density, a bound, or none? One pass or many? Is there a sampler at all?"
WORDS = f"Choose among {', '.join(FAMILIES)}."


def task_1(report: Report, answer: object, my: Variant) -> None:
    """Which family?"""
    letters = "ABCDEF"
    if not isinstance(answer, dict) or set(answer) != set(letters):
        report.must("it answers A to F", False, 'Keep the form {"A": "…", …, "F": "…"}, with all six letters.')
        return
    for letter, need in zip(letters, my.needs, strict=True):
        word = str(answer[letter]).strip().casefold()
        says = f"{letter} fits"
        if "transformer" in word or word in ("gpt", "llm"):
            report.that(says, False, f"{letter}: {TRANSFORMER}")
        elif word in ("autoencoder", "auto-encoder", "ae"):
            report.that(says, False, f"{letter}: {AUTOENCODER}")
        elif word not in [family.casefold() for family in FAMILIES]:
            report.that(says, False, f"{letter}: {answer[letter]!r} is not among the words. {WORDS}")
        else:
            wanted = FITS[need]
            chosen = next(family for family in FAMILIES if family.casefold() == word)
            report.that(says, chosen == wanted, f"{letter}: {AGAINST[need].get(chosen, READ_AGAIN)}")


# ---- 01.2


def task_2(report: Report, answer: object, my: Variant) -> None:
    """The price of a missing mode"""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    report.must("it is two numbers", pair, "Pass both, as (forward, reverse).")
    assert isinstance(answer, (tuple, list))
    forward, reverse = (_maybe_infinite(report, part) for part in answer)
    paid = math.log(my.modes / my.kept)
    report.must(
        "the two divergences are not exchanged",
        not (math.isinf(reverse) and math.isfinite(forward)),
        "The two are exchanged: forward means that the points come from the data p, and there q may be 0.",
    )
    report.that(
        "neither divergence is negative",
        min(forward, reverse) >= 0,
        "A divergence is never negative. Which density stands above the fraction line: that from which points are "
        "drawn.",
    )
    report.that(
        "the forward divergence is right",
        forward == math.inf,
        "A point of the data in a missed cluster has q = 0, so log(p/q) is infinite there; and p gives such points.",
    )
    missed = my.modes - my.kept
    report.must(
        "the reverse divergence is finite",
        math.isfinite(reverse),
        "q never draws a point in a missed cluster, so the mean of log(q/p) over points of q does not see them.",
    )
    report.close(
        "the reverse divergence is right",
        reverse,
        paid,
        tol=2e-3,
        known=[
            (0.0, "Not zero: in the clusters it reaches, q must be higher than p, since its total is 1 as well."),
            (paid / math.log(2), "These are bits; nats use the natural logarithm."),
            (math.log(my.modes / missed), "You used the number of missed clusters. How many does q share its total "
                                          "among?"),
            (math.log(my.kept), "log q alone, or its entropy, is not the divergence: p also gives each cluster a "
                                "share."),
            (math.log(my.modes), "That is log p of a cluster. How high is q in the clusters it reaches?"),
            (missed / my.modes, "That is the share of clusters that is missed. The divergence is a mean of "
                                "logarithms."),
            (my.modes / my.kept, "The ratio q/p is right; the divergence is the mean of its logarithm."),
            (my.kept / my.modes * paid, "A mean over points of q: all of them lie in reached clusters, so no factor "
                                        "stands before it."),
        ],
        hint="In a reached cluster q/p is the same everywhere. Compute that ratio from 1/modes and 1/kept.",
    )  # fmt: skip


def _maybe_infinite(report: Report, value: object) -> float:
    """A number that may be infinite: ``report.number`` takes finite ones only."""
    if isinstance(value, (Tensor, sp.Expr, float)):
        try:
            number = float(value)
        except (TypeError, ValueError, RuntimeError):
            number = 0.0
        if math.isinf(number):
            return number
    return report.number(value, "the divergence")


# ---- 01.3


def task_3(report: Report, answer: object, my: Variant) -> None:
    """From one Gaussian to another"""
    a, b = sp.symbols("a b", real=True)
    s, t = sp.symbols("s t", positive=True)
    value = report.expression(answer, "the divergence", (a, s, b, t))
    other = "KL(q || p)" if my.direction == "KL(p || q)" else "KL(p || q)"
    first, second = ((a, s), (b, t)) if my.direction == "KL(p || q)" else ((b, t), (a, s))
    mean_over = "p" if first[0] == a else "q"
    right = _gaussian_kl(*first, *second)
    gap, (u, v) = (a - b) ** 2, (first[1], second[1])
    half = sp.Rational(1, 2)
    # Standard deviations taken for variances: the parameters come in as square roots.
    root = _gaussian_kl(first[0], sp.sqrt(u), second[0], sp.sqrt(v))
    report.same(
        f"it is {my.direction} everywhere",
        value,
        right,
        known=[
            (_gaussian_kl(*second, *first), f"This is {other}: the points must come from {mean_over}, the first of "
                                            f"the two."),
            (-right, "The sign is turned: it is the mean of log first − log second, and never negative."),
            (right - 2 * sp.log(v / u), "The logarithm is upside down: a second Gaussian that is wider has the larger "
             "normaliser."),
            (right + sp.log(v / u), "The logarithm counts twice: the normaliser of a Gaussian is the root of "
                                    "2π·variance."),
            (right - sp.log(v / u), "The two normalisers are not the same: a logarithm of the widths is missing."),
            (right - sp.log(v / u) / 2, "Half of the logarithm is missing: s and t are standard deviations, not "
                                        "variances."),
            (root, "s and t are standard deviations: the variances are s² and t²."),
            (right - gap / (2 * v**2), "The means do not matter in yours, but two Gaussians with different means "
                                       "differ."),
            (right + gap / (2 * v**2), "The shift of the means lacks its factor 1/2: both terms stand over 2·width²."),
            (right - gap / (2 * v**2) + gap / (2 * u**2), "The shift is measured in the wrong width: (x − mean)² of "
                                                          "the second "
             "Gaussian stands over 2 times its own variance."),
            (right / sp.log(2), "These are bits: sp.log alone gives nats."),
            (right - u**2 / (2 * v**2) + half, "The spread of the points is missing: the mean of (x − b)² is more "
                                               "than "
             "(a − b)². And for equal Gaussians the divergence is 0."),
            (right - u**2 / (2 * v**2), "The spread of the points is missing: the mean of (x − b)² is more than (a "
                                        "− b)²."),
            (right + half, "For equal Gaussians yours is 1/2: the mean of (x − mean)²/(2·width²) of the first "
                           "Gaussian itself "
             "is missing."),
            (right + (u**2 + gap) / (2 * v**2), "A factor 1/2 is missing: a Gaussian has (x − mean)² over 2 times its "
             "variance."),
        ],
        hint="Compare with the sum over the grid in the cell above, first with equal widths, then with equal means: "
        "that shows which term is wrong. For equal Gaussians it must be 0.",
    )  # fmt: skip
    # Parts of the result, so that the panel shows what is right already.
    report.same("for equal Gaussians it is 0", value.subs({b: a, t: s}), sp.Integer(0), hint="Put b = a and t = s.")
    report.same("with equal widths the means count rightly", value.subs(t, s), right.subs(t, s), hint="Put t = s.")
    report.same("with equal means the widths count rightly", value.subs(b, a), right.subs(b, a), hint="Put b = a.")


def _gaussian_kl(a: sp.Expr, s: sp.Expr, b: sp.Expr, t: sp.Expr) -> sp.Expr:
    """KL(N(a, s^2) || N(b, t^2))."""
    return sp.log(t / s) + (s**2 + (a - b) ** 2) / (2 * t**2) - sp.Rational(1, 2)


# ---- 01.4


Density = Callable[[Tensor], Tensor]


def broken_reject(density, n, low, high, top, seed=0):  # type: ignore[no-untyped-def]
    """The program that 01.4 asks to repair."""
    kept = torch.empty(0)
    while len(kept) < n:
        g = torch.Generator().manual_seed(seed)
        u = torch.rand(n, generator=g)
        x = low + high * u
        kept = torch.cat([kept, x[u < density(x) / top]])
    return kept[:n]


def task_4(report: Report, answer: object, my: Variant) -> None:
    """A sampler with three mistakes"""
    report.untouched(answer, broken_reject)
    n, low, middle, high = 4000, 1.0, 1.25, 1.5

    def rising(x: Tensor) -> Tensor:  # no zero outside, so that points which left the interval are seen
        return torch.where(x < middle, 1.6, 2.4)

    def step(x: Tensor) -> Tensor:  # twice as high on the left half; its largest value is 8/3
        inside = (x >= low) & (x <= high)
        return torch.where(x < middle, 8 / 3, 4 / 3) * inside

    # top a little above the largest value: a decision that is turned round then still ends, and gets its own hint below
    everywhere = _sample(report, answer, rising, n, low, high, 3.0, report.seed + 1)
    report.that(
        "no point leaves [low, high]",
        everywhere.min() >= low and everywhere.max() <= high,
        f"With low = {low} and high = {high} your points lie between {everywhere.min():.2f} and "
        f"{everywhere.max():.2f}. How wide is the interval, and where does it begin?",
    )
    x = _sample(report, answer, step, n, low, high, 8 / 3, report.seed + 2)
    # Of 4,000 float32 numbers a handful coincide by chance; a generator that is seeded anew repeats a third of them.
    report.that(
        "no point comes twice",
        len(x.unique()) > 0.98 * n,
        f"Of {n:,} points only {len(x.unique()):,} are different: a later round brings the same points again. "
        "What happens to the generator in each round?",
    )
    # The share on the right half is 1/3; its standard deviation is 0.0075.
    report.close(
        "where the density is half as high, half as many points are kept",
        (x > middle).double().mean(),
        1 / 3,
        tol=0.04,
        known=[
            (0.0, "Where the density is half as high, your sampler keeps nothing: throw and decision use the same "
                  "random "
             "number, so one place is always kept and another never."),
            (0.5, "Your sampler keeps points without regard to the density. Is a fresh random number compared with "
             "density / top?"),
            (1.0, "The decision is turned round: points where the density is high must be kept more often."),
            (0.2, "The density enters twice, so high places get too much."),
        ],
        hint="Each throw must be kept with probability density(x) / top, decided by a random number of its own.",
    )  # fmt: skip
    _sampler_law(report, answer)


def _sample(report: Report, answer: object, density: Density, n: int, *rest: float) -> Tensor:
    """What the learner's sampler returns: n points."""
    return _shaped(report, report.call(answer, density, n, *rest), "the sample", n)


def _shaped(report: Report, value: object, what: str, n: int, finite: bool = True) -> Tensor:
    """A tensor of shape (n,); only a wrong shape is recorded, so that the panel does not repeat the right one."""
    points = report.tensor(value, what, finite=False)
    return report.tensor(points, what, None if points.shape == (n,) else (n,), finite)


def _sampler_law(report: Report, answer: object) -> None:
    """Two hills on an interval that begins below zero, bin by bin, and the meaning of the seed."""

    def hills(x: Tensor) -> Tensor:
        return 0.7 * Normal(-1.0, 0.4).log_prob(x).exp() + 0.3 * Normal(1.0, 0.3).log_prob(x).exp()

    n, low, high, bins = 8000, -2.5, 2.0, 9
    x = _sample(report, answer, hills, n, low, high, 0.7, report.seed + 3)
    found = torch.histc(x.detach().float(), bins, low, high) / n
    fine = torch.linspace(low, high, bins * 100 + 1)[:-1] + (high - low) / (bins * 200)
    wanted = hills(fine).unflatten(0, (bins, 100)).sum(1) * (high - low) / (bins * 100)
    # The largest of nine deviations is about 0.01 for a right sampler, 0.1 and more for each of the three mistakes.
    report.that(
        "two hills come out with the right heights",
        (found - wanted).abs().max() < 0.03,
        "On [−2.5, 2] the histogram does not follow the density. Draw the picture again with this interval.",
    )
    again = _sample(report, answer, hills, n, low, high, 0.7, report.seed + 3)
    other = _sample(report, answer, hills, n, low, high, 0.7, report.seed + 4)
    report.that(
        "the same seed gives the same points",
        torch.equal(x, again),
        "The same seed gives other points on a second call: each random number must come from the generator g.",
    )
    report.that(
        "another seed gives other points",
        not torch.equal(x, other),
        "Every seed gives the same points: the generator must be made from the argument seed.",
    )


# ---- 01.5


def task_5(report: Report, answer: object, my: Variant) -> None:
    """How many samples show all modes?"""
    value = report.number(answer, "the number of samples")
    k, missing = my.grid_modes, 1 - my.sure
    right = _samples_for_all(k, my.sure)
    mean = k * sum(1 / i for i in range(1, k + 1))
    one_mode = math.log(missing) / math.log(1 - 1 / k)
    report.must(
        "there are at least as many samples as modes",
        value >= k,
        f"With fewer than {k} samples {k} modes cannot all be reached. Is it a share, or another count?",
    )
    # A right experiment of 2,000 trials errs by about 3 %; each of the known mistakes by 20 % and more.
    report.must(
        "it is enough for most trials",
        value > 0.92 * right,
        _too_few(value, k, my.sure, mean, one_mode),
    )
    report.that(
        "it is the smallest such number",
        value < 1.08 * right,
        "With so many samples hardly a trial misses a mode, so fewer are enough. "
        + ("The longest of all trials is not asked for: sort the counts and look at the quantile."
           if value < 3 * right else "Which share of your trials is complete at half of this number?"),
    )  # fmt: skip


def _too_few(value: float, k: int, sure: float, mean: float, one_mode: float) -> str:
    """Why a number of samples is too small."""
    if value == k:
        return f"{k} samples reach {k} modes only when no mode comes twice, which hardly ever happens. Try ten trials."
    if abs(value / mean - 1) < 0.07:
        return (
            "That is how many samples are needed on average, or in half of the trials. It is asked for a number "
            f"that is enough in {sure:.0%} of them."
        )
    if abs(value / one_mode - 1) < 0.05:
        return f"With that many, one particular mode is reached in {sure:.0%} of trials. All {k} must be reached."
    return f"With {value:g} samples a mode is missing in more than {1 - sure:.0%} of trials. Count over more trials."


def _samples_for_all(modes: int, sure: float) -> int:
    """The smallest n for which all modes occur with probability at least ``sure``, by inclusion and exclusion."""
    n = modes
    while sum((-1) ** j * math.comb(modes, j) * (1 - j / modes) ** n for j in range(modes + 1)) < sure:
        n += 1
    return n


# ---- 01.6

Layers = list[tuple[Tensor, Tensor]]


def task_6(report: Report, answer: object, my: Variant) -> None:
    """The density of a flow"""
    g = report.generator
    y = torch.randn(7, 3, generator=g, dtype=torch.float64)
    stretch = torch.tensor([2.0, 0.5, 3.0], dtype=torch.float64)
    shift = torch.randn(3, generator=g, dtype=torch.float64) + 1
    zero, one = torch.zeros_like(shift), torch.ones_like(stretch)

    def density(layers: Layers) -> Tensor:
        return _shaped(report, report.call(answer, y, layers), "log p", len(y), finite=False)

    report.close(
        "a shift moves the density",
        density([(one, shift)]),
        _by_hand(y, [(one, shift)]),
        known=[
            (_by_hand(y, [(one, -shift)]), "The shift goes the wrong way: y = a·z + b, so z = (y − b)/a."),
            (_by_hand(y, [(one, zero)]), "The shift b has no effect: y must be brought back to the noise first."),
            (_by_hand(y, [(one, shift)]) + 1.5 * math.log(2 * math.pi), "Only the exponent is there: the Gaussian's "
             "normaliser, 1/√(2π) for each coordinate, is missing."),
            (_by_hand(y, [(one, shift)]) + math.log(2 * math.pi), "The Gaussian's normaliser is that of one "
                                                                  "coordinate: "
             "each of the d coordinates has one."),
            (_by_hand(y, [(one, shift)]).exp(), "This is p, not log p."),
            (-_by_hand(y, [(one, shift)]), "The sign is turned: this is −log p."),
        ],
        hint="With a = 1 the layer only shifts: log p(y) is the log density of N(b, I).",
    )  # fmt: skip
    _stretching(report, density, y, stretch, shift)
    _stacked(report, density, y, g)


def _stretching(report: Report, density: Callable[[Layers], Tensor], y: Tensor, a: Tensor, b: Tensor) -> None:
    """One layer with a stretch, then with negative stretches."""
    right, log_a = _by_hand(y, [(a, b)]), a.log().sum()
    report.close(
        "where a layer stretches, the density falls",
        density([(a, b)]),
        right,
        known=[
            (right + 2 * log_a, "The sign of log|a| is turned: stretching by 2 spreads the same probability over "
                                "twice "
             "the room, so the density falls."),
            (right + log_a, "The stretch itself is missing: log|a| of each coordinate must be taken into account."),
            (right - log_a, "log|a| counts twice."),
            (right + log_a - 7 * log_a, "log|a| is summed over the batch as well; each point has it once."),
            (right + log_a - a.log().mean(), "log|a| is averaged over the coordinates; they multiply, so the logs "
                                             "add up."),
            (right + log_a - a.sum(), "a is taken away without its logarithm."),
            (right + log_a - a.prod(), "The determinant is taken away without its logarithm."),
            (_by_hand(y, [(1 / a, b)]), "The stretch goes the wrong way: y = a·z + b, so z = (y − b)/a."),
            (_by_hand(y, [(1 / a, b)]) - 2 * log_a, "You multiply by a where you must divide: y = a·z + b, so z = "
                                                    "(y − b)/a."),
            (_by_hand(y, [(a, a * b)]), "The order inside the layer: take b away first, then divide by a."),
        ],
        hint="Take one coordinate, a = 2, b = 0: y is N(0, 4), whose density at 0 is half that of N(0, 1).",
    )  # fmt: skip
    mirrored = a * torch.tensor([-1.0, 1.0, -1.0], dtype=a.dtype)
    value = density([(mirrored, b)])
    report.must(
        "a negative stretch is allowed",
        torch.isfinite(value).all(),
        "With a negative a your log density is NaN: a logarithm of a negative number. Only the size of a stretches.",
    )
    report.close(
        "a mirrored layer has the right density",
        value,
        _by_hand(y, [(mirrored, b)]),
        hint="A negative a mirrors and stretches: z = (y − b)/a keeps the sign of a, the logarithm takes only its "
             "size.",
    )


def _stacked(report: Report, density: Callable[[Layers], Tensor], y: Tensor, g: torch.Generator) -> None:
    """Two layers, then three: the order in which they are undone."""
    sizes = [0.4 + torch.rand(3, generator=g, dtype=torch.float64) for _ in range(3)]
    shifts = [2 * torch.randn(3, generator=g, dtype=torch.float64) for _ in range(3)]
    layers = [(sizes[0], shifts[0]), (-sizes[1], shifts[1]), (sizes[2], shifts[2])]
    two, right = layers[:2], _by_hand(y, layers[:2])
    logs = [a.abs().log().sum() for a, _ in two]
    report.close(
        "two layers are undone in the right order",
        density(two),
        right,
        known=[
            (_by_hand(y, two[::-1]), "The layers are undone in the wrong order: what was done last must be undone "
                                     "first."),
            (right + logs[0], "Only one layer's log|a| is counted; add up those of all layers."),
            (right + logs[1], "Only one layer's log|a| is counted; add up those of all layers."),
            (_by_hand(y, two[:1]), "Only the first layer is undone."),
            (_by_hand(y, two[1:]), "Only the last layer is undone."),
        ],
        hint="Undo the layers one after the other, the last one first, and add up log|a| of each.",
    )
    report.close(
        "three layers work as well",
        density(layers),
        _by_hand(y, layers),
        hint="Two layers are right, three are not: does the loop run over all of them?",
    )
    report.close(
        "without a layer it is the noise itself",
        density([]),
        _by_hand(y, []),
        hint="With an empty list of layers y is the noise: log N(0, I), summed over the coordinates.",
    )


def _by_hand(y: Tensor, layers: Layers) -> Tensor:
    """log p(y): affine layers one after the other are one Gaussian with a diagonal covariance."""
    mean, width = torch.zeros(y.shape[1], dtype=y.dtype), torch.ones(y.shape[1], dtype=y.dtype)
    for a, b in layers:
        mean, width = a * mean + b, a * width
    return Normal(mean, width.abs()).log_prob(y).sum(dim=1)


# ---- 01.7


def task_7(report: Report, answer: object, my: Variant) -> None:
    """What a language model is trained on"""
    g = report.generator
    letters = 5
    first = torch.rand(letters, generator=g, dtype=torch.float64) + 0.2
    table = torch.rand(letters, letters, generator=g, dtype=torch.float64) ** 2 + 0.05
    first, table = first / first.sum(), table / table.sum(dim=1, keepdim=True)
    unit = math.log(2) if my.unit == "bits" else 1.0
    other = math.log(2) if my.unit == "nats" else 1.0

    def loss(tokens: Tensor) -> float:
        return report.number(report.call(answer, tokens, first, table), "the loss")

    one = torch.tensor([3])
    start = -first[3].log().item()
    report.close(
        "a text of one letter costs −log first",
        loss(one),
        start / unit,
        known=[
            (start / other, f"This is in {'bits' if my.unit == 'nats' else 'nats'}; yours are {my.unit}."),
            (-start / unit, "The sign is turned: a loss is −log p, which is never negative."),
            (0.0, "The first letter is free in yours, but p(x₁) belongs to the text as well."),
            (math.exp(-start), "This is a probability; the loss is minus its logarithm."),
            (start / unit * unit**2, "To turn nats into bits, divide by log 2; you multiply."),
        ],
        hint=f"With one letter only first[x₁] matters: minus its logarithm, in {my.unit}.",
    )
    tokens = torch.tensor([3, 0, 2, 2, 4, 1, 0])
    before, after = tokens[:-1], tokens[1:]
    given = table[before, after].log()
    right = (start - given.sum().item()) / unit
    transposed = table[after, before].log().sum().item()
    report.close(
        "each letter is judged given the one before it",
        loss(tokens),
        right,
        known=[
            ((start - transposed) / unit, "Rows and columns are exchanged: table[i, j] has the letter before as its "
                                          "row i."),
            (right / len(tokens), "This is the mean over the letters; the loss of the text is the sum."),
            (right / (len(tokens) - 1), "This is divided by the number of pairs; the loss of the text is the sum."),
            (-right, "The sign is turned: a loss is −log p."),
            (-first[tokens].log().sum().item() / unit, "Every letter is judged as if it were the first: the "
                                                       "condition on the "
             "letter before it is lost."),
            (-(first[tokens[0]].log() + table[before].log().sum()).item() / unit, "You add up whole rows of the "
                                                                                  "table. The "
             "predicted distribution is a row; the loss takes its value at the letter that came next."),
            ((start - table[before].amax(1).log().sum().item()) / unit, "You take the model's favourite letter; the "
                                                                        "loss takes "
             "the letter that really came next."),
            ((start - (table[before] * table[before].log()).sum().item()) / unit, "This is the entropy of the rows: "
                                                                                  "how unsure "
             "the model is before it looks. The loss takes the letter that really came next."),
            ((start - table.diagonal()[tokens[1:]].log().sum().item()) / unit, "A letter is predicted from itself: "
                                                                               "the row must "
             "be the letter before."),
            ((start - given[:-1].sum().item()) / unit, "The last pair is left out."),
            ((start - given[1:].sum().item()) / unit, "The second letter is left out: begin with the pair of the "
                                                      "first two."),
            (-math.log((first[3] + table[before, after].sum()).item()) / unit, "This is the logarithm of a sum; the "
                                                                               "logarithms "
             "must be summed."),
            ((math.exp(-start) + table[before, after].sum().item()) / unit, "The logarithm is missing."),
        ],
        hint="Take a text of two letters: the loss is −log first[x₁] − log table[x₁, x₂]. Compare yours by hand.",
    )  # fmt: skip
    text = torch.randint(letters, (4000,), generator=g)
    wanted = (-first[text[0]].log() - table[text[:-1], text[1:]].log().sum()).item() / unit
    value = float(report.call(answer, text, first, table))
    report.must(
        "a text of 4,000 letters has a finite loss",
        math.isfinite(value),
        "For a long text the loss is infinite: a product of thousands of probabilities becomes 0. Add logarithms "
        "instead.",
    )
    report.close("a long text is right as well", value, wanted,
                 hint="Short texts are right, a long one is not: is every letter used?")  # fmt: skip


# ---- 01.8

SAMPLES, POINTS, PART = 1200, 1000, 0.6
GAP = 0.05  # a copy's noise, in units of the usual gap between neighbouring training points
ALLOWED = 0.12  # over 30 seeds the right estimates err by 0.02 (one standard deviation), 0.06 at most


def task_8(report: Report, answer: object, my: Variant) -> None:
    """How much does the parrot copy?"""
    hard = {
        "copies with a little noise are found": ("ring", 1.0, 1.0),
        "an honest generator is not accused": ("ring", 0.0, 1.0),
        "a generator that copies in part is found": ("ring", PART, 1.0),
    }
    estimates = {says: _estimate(report, answer, *setting) for says, setting in hard.items()}
    full, honest, part = estimates.values()
    says = list(hard)
    report.must("the honest and the copying generator differ", abs(full - honest) > 0.02, _no_difference(full))
    report.must(
        "more copies give a higher estimate",
        full > honest,
        "An honest generator gets a higher estimate than a parrot: is it the share of new samples?",
    )
    report.that(says[0], abs(full - 1) <= ALLOWED, _missed(full))
    report.that(says[1], abs(honest) <= ALLOWED, _accused(honest))
    report.that(
        says[2],
        abs(part - PART) <= ALLOWED,
        f"Of these samples {PART:.0%} are copies, your estimate is {part:.0%}. "
        + ("A median or a vote looks at the majority alone: judge each sample by itself, then take the share."
           if part < 0.05 or part > 0.9 else
           "Honest samples that are taken for copies by chance must be subtracted, and the rest scaled to 1."),
    )  # fmt: skip
    scaled = _estimate(report, answer, "ring", PART, 1000.0)
    report.that(
        "the unit of the data does not matter",
        abs(scaled - part) <= 5e-3,
        f"The same points in metres and in millimetres get other estimates: {part:.0%} and {scaled:.0%}. "
        "Compare distances with distances of fresh points, not with a fixed number.",
    )
    wide = _estimate(report, answer, "cloud", 0.7, 1.0)
    report.that(
        "it works in six dimensions",
        abs(wide - 0.7) <= ALLOWED,
        f"With points of six coordinates, 70 % copied, your estimate is {wide:.0%}. Which step assumes two "
        f"coordinates "
        "or a certain distance?",
    )


def _estimate(report: Report, answer: object, kind: str, share: float, scale: float) -> float:
    """The learner's estimate for a generator that copies ``share`` of its samples."""
    seed = 50 + 10 * report.seed
    counts = (POINTS, POINTS, SAMPLES)
    train, fresh, new = (_source(kind, count, seed + k) * scale for k, count in enumerate(counts))
    g = torch.Generator().manual_seed(seed + 4)
    d, copies = train.shape[1], round(share * SAMPLES)
    gaps = torch.cdist(train, train).fill_diagonal_(math.inf).amin(dim=1)
    noise = GAP * gaps.median() / math.sqrt(d) * torch.randn(copies, d, generator=g, dtype=torch.float64)
    copied = train[torch.randint(POINTS, (copies,), generator=g)] + noise
    samples = torch.cat([copied, new[copies:]])[torch.randperm(SAMPLES, generator=g)]
    number = report.number(report.call(answer, samples, train, fresh), "the estimate")
    if not -1e-6 <= number <= 1 + 1e-6:
        report.must(
            "it lies between 0 and 1",
            False,
            f"Your estimate is {number:.3g}, which is no share: keep it between 0 and 1.",
        )
    return number


def _source(kind: str, count: int, seed: int) -> Tensor:
    """Points in float64: in float32 ``torch.cdist`` is too coarse for the small distances of copies."""
    if kind == "ring":
        return data.ring(count, std=0.1, seed=seed).double()
    return torch.randn(count, 6, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def _no_difference(value: float) -> str:
    """An honest generator and a parrot get the same estimate: why?"""
    if value < 0.02:
        return (
            "Your estimate is 0 even for a generator that copies everything: its copies carry a little noise, so no "
            "sample equals a training point. And the samples come in any order."
        )
    return (
        f"Your estimate is {value:.0%} for an honest generator and for a parrot. Which distances depend on whether a "
        "sample is a copy of a training point?"
    )


def _missed(full: float) -> str:
    """All samples are copies, and the estimate is not 1."""
    if abs(full - (1 - math.exp(-SAMPLES / POINTS))) < 0.05:
        return (
            f"All samples are copies, your estimate is {full:.0%}: that is the share of training points that were "
            "copied. Ask of each sample how near it comes, not of each training point."
        )
    return (
        f"All samples are copies of training points, with a little noise; your estimate is {full:.0%}. How near does "
        "a copy come to its original, compared with fresh points?"
    )


def _accused(honest: float) -> str:
    """No sample is a copy, and the estimate is not 0."""
    if abs(honest - 0.5) < 0.1:
        return (
            f"No sample is a copy, your estimate is {honest:.0%}: an honest sample, too, is nearer to train than to "
            "fresh half of the time. Subtract what happens by chance."
        )
    return (
        f"No sample is a copy, your estimate is {honest:.0%}. How near do fresh points come to training points? "
        f"Honest "
        "samples come as near."
    )

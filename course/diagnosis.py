"""Naming what a GAN's run suffers from: looks at the run while it trains, then rules on what they saw.

    looks = [look(step.i, G, D, train, held, z) for step in fit_adversarial(…) if step.i % 20 == 19]
    for finding in diagnose(looks):
        print(finding)

Every rule reads one sign that its illness has and its neighbours lack. The thresholds were set on runs of small
networks (lesson 27), and hold for what such runs look like after their first few hundred steps.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn

from course import _guards
from course.training import evaluating

STILL = 1e-3  # a generator that moves by less from look to look, relative to its weights, has come to rest
CERTAIN = 0.02  # the mean probability of "real" for drawn samples below which D is sure of itself
LEAD = 0.3  # D's lead, in logits, below which its share says nothing
OVERFIT = 0.12  # the share of D's lead over G that it has on its training samples alone
LEAK = 0.3  # how far a score may depend on the batch, in standard deviations of all scores
NARROW = 0.42  # the spread of drawn samples, as a share of that of real ones
WIDE = 0.6  # the same over the last half of the run, above which a narrow generator wanders
WANDERS = 0.7  # the spread at one time, as a share of the spread over the last half of the run
GROWS = 0.5  # the spread's rise over that half, as a share of all its ups and downs, above which a run is only young


@dataclass(frozen=True)
class Look:
    """What one look saw: mean scores of training, held-out and drawn samples, how far a score depends on its batch
    (in standard deviations), the drawn samples (n, …), some real ones (n, …) and G's weights (d,)."""

    i: int
    train: float
    held: float
    fake: float
    leak: float
    drawn: Tensor
    real: Tensor
    weights: Tensor


@dataclass(frozen=True)
class Finding:
    """An illness, the evidence for it with its figures, and what to try first."""

    illness: str
    evidence: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.illness}: {self.evidence} Remedy: {self.remedy}"


@torch.no_grad()
def look(i: int, G: nn.Module, D: nn.Module, train: Tensor, held: Tensor, noise: Tensor) -> Look:
    """Look at a run after step ``i``, without changing it.

    train, held: real samples (n, …) that D learns from and that it never sees. noise: (n, …), the same at each look.
    Raises ``ValueError`` for fewer than 4 samples of a kind.
    """
    n = min(len(train), len(held), len(noise))
    if n < 4:
        raise ValueError(f"there are {n} samples of a kind; give at least 4 each of train, held and noise.")
    with evaluating(G, D):
        drawn = G(noise[:n])
        train_score, held_score, fake_score = (D(x).mean().item() for x in (train, held, drawn))
    twin, half = copy.deepcopy(D).train(), n // 2
    batches = train[: 2 * half], torch.cat([train[:half], drawn[:half]])  # the same samples in two companies
    scores = []
    cards = sorted({p.get_device() for p in D.parameters() if p.is_cuda})
    with torch.random.fork_rng(devices=cards):
        for batch in batches:
            torch.manual_seed(0)  # so that dropout, if there is any, drops the same
            scores.append(twin(batch).flatten()[:half])
        spread = torch.cat([twin(train), twin(drawn)]).std().clamp(min=1e-9)
    leak = ((scores[0] - scores[1]).abs().mean() / spread).item()
    weights = torch.cat([p.detach().flatten() for p in G.parameters()])
    return Look(i, train_score, held_score, fake_score, leak, drawn, held[:n], weights)


def diagnose(looks: Sequence[Look]) -> list[Finding]:
    """What the run suffers from, the likely cause first; empty when no rule sees a sign.

    Raises ``ValueError`` for fewer than 4 looks: most signs are judged over the last half of the run.
    """
    if len(looks) < 4:
        raise ValueError(f"there are {len(looks)} looks; diagnose needs at least 4, spread over the run.")
    late: Sequence[Look] = looks[len(looks) // 2 :]
    moved = [((b.weights - a.weights).norm() / b.weights.norm()).item() for a, b in pairwise(looks)]
    lately = max(moved[len(moved) // 2 :])
    low, high = (float(v) for v in torch.aminmax(looks[-1].real))
    reach = max(one.drawn.abs().max().item() for one in looks)
    spread = _spread(looks[-1].real)
    spreads = [_spread(one.drawn) / spread for one in late]
    now, rise = torch.tensor(spreads).median().item(), spreads[-1] - spreads[0]
    ever = _spread(torch.cat([one.drawn[:: len(late)] for one in late])) / spread
    sure = torch.tensor([one.fake for one in late]).sigmoid().median().item()
    lead = sum(one.train - one.fake for one in late) / len(late)
    lost = sum(one.train - one.held for one in late) / len(late)
    leak = torch.tensor([one.leak for one in late]).median().item()

    found = []
    if 0.9 < reach <= 1 and (high > 1.05 or low > -0.05):
        says = f"the data lie in [{low:.2g}, {high:.2g}], and G, which seems to end with a tanh, draws in [-1, 1]."
        found.append(Finding("wrong range", says, "scale the data to [-1, 1]."))
    if max(moved) < 1e-6 or (now < 0.01 and lately < STILL):
        says = f"from look to look G's weights move by at most {max(moved):.1g} of their size."
        if max(moved) >= 1e-6:
            says = "G draws the same whatever its noise is, and its weights have come to rest."
        hint = "look whether opt_g holds G's weights, for a detach in G's loss, and for a rate that saturates a tanh."
        found.append(Finding("dead generator", says, hint))
    elif sure < CERTAIN:
        says = f"D gives drawn samples a probability of {sure:.1g} of being real."
        found.append(Finding("saturated discriminator", says, "the non-saturating loss, fewer steps of D, R1."))
    if leak > LEAK:
        says = f"the company in its batch moves a sample's score by {leak:.1f} standard deviations."
        found.append(Finding("leaking batch statistics", says, "no batch normalisation in D."))
    if lead > LEAD and lost > OVERFIT * lead:
        says = f"of D's lead over G, {lost / lead:.0%} is gone on real samples that it has not learned from."
        found.append(Finding("overfitted discriminator", says, "more data, augmentation of both sides, R1."))
    wanders = ever > WIDE and now < WANDERS * min(ever, 1.0)
    if (wanders or now < NARROW) and rise > GROWS * sum(abs(b - a) for a, b in pairwise(spreads)):
        says = f"the spread still grows, over the last half of the run from {spreads[0]:.0%} to {spreads[-1]:.0%}."
        found.append(Finding("slow start", says, "train on, and look again; a higher rate, a weaker penalty."))
    elif wanders:
        says = f"at one time G spreads over {now:.0%} of the data's spread, over the last half of the run {ever:.0%}."
        found.append(Finding("oscillation", says, "R1, less momentum, a lower rate, an averaged generator."))
    elif now < NARROW:
        says = f"drawn samples spread over {now:.0%} of the data's spread, and it does not grow."
        found.append(Finding("collapse", says, "a stronger D; minibatch statistics or packs."))
    return found


def _spread(x: Tensor) -> float:
    """The mean distance of two samples."""
    _guards.whole(2, n=len(x))
    return torch.pdist(x.flatten(1)).mean().item()

"""Losses against their formulas in float64, penalties against closed forms; each law is shown a wrong formula."""

import pytest
import torch
from torch import nn

from course import losses, models

SCORES = torch.linspace(-6, 6, 41, dtype=torch.float64)
REAL, FAKE = SCORES[::2].clone(), SCORES[1::2].clone()


def d(score):
    return torch.sigmoid(score)


FORMULAS = {
    losses.minimax: (
        lambda r, f: -d(r).log().mean() - (1 - d(f)).log().mean(),
        lambda f: (1 - d(f)).log().mean(),
    ),
    losses.nonsaturating: (
        lambda r, f: -d(r).log().mean() - (1 - d(f)).log().mean(),
        lambda f: -d(f).log().mean(),
    ),
    losses.least_squares: (
        lambda r, f: ((r - 1) ** 2).mean() / 2 + (f**2).mean() / 2,
        lambda f: ((f - 1) ** 2).mean() / 2,
    ),
    losses.hinge: (
        lambda r, f: torch.clamp(1 - r, min=0).mean() + torch.clamp(1 + f, min=0).mean(),
        lambda f: -f.mean(),
    ),
    losses.wasserstein: (lambda r, f: f.mean() - r.mean(), lambda f: -f.mean()),
}


@pytest.mark.parametrize("loss", FORMULAS, ids=lambda loss: loss.name)
def test_loss_is_its_formula(loss):
    critic, generator = FORMULAS[loss]
    assert torch.allclose(loss.critic(REAL, FAKE), critic(REAL, FAKE), atol=1e-12)
    assert torch.allclose(loss.generator(FAKE), generator(FAKE), atol=1e-12)


@pytest.mark.parametrize("loss", FORMULAS, ids=lambda loss: loss.name)
def test_the_players_pull_apart(loss):
    """Minimising, the critic raises real scores and lowers fake ones; the generator raises fake scores."""
    real, fake = torch.zeros(3, requires_grad=True), torch.zeros(3, requires_grad=True)
    on_real, on_fake = torch.autograd.grad(loss.critic(real, fake), (real, fake), allow_unused=True)
    (of_generator,) = torch.autograd.grad(loss.generator(fake), fake)
    assert (on_real < 0).all() and (of_generator < 0).all()
    assert (on_fake > 0).all() or (loss is losses.least_squares and (on_fake == 0).all())  # 0 is its fake label


@pytest.mark.parametrize("loss", [losses.minimax, losses.nonsaturating], ids=lambda loss: loss.name)
def test_extreme_scores_stay_finite(loss):
    far = torch.tensor([200.0, -200.0])
    assert torch.isfinite(loss.critic(far, far)) and torch.isfinite(loss.generator(far))
    assert not torch.isfinite((1 - torch.sigmoid(far)).log().mean()), "the naive formula must fail here"


def test_slopes_where_the_discriminator_is_sure():
    score = torch.logit(torch.tensor(1e-3, dtype=torch.float64)).requires_grad_()
    slope = {
        n: torch.autograd.grad(getattr(losses, n).generator(score), score)[0] for n in ("minimax", "nonsaturating")
    }
    assert slope["minimax"].item() == pytest.approx(-0.001) and slope["nonsaturating"].item() == pytest.approx(-0.999)


class Linear(nn.Module):
    """A critic with a known gradient: score(x) = <a, x>."""

    def __init__(self, a):
        super().__init__()
        self.a = nn.Parameter(a)

    def forward(self, x):
        return (x * self.a).flatten(1).sum(1, keepdim=True)


def test_relativistic_pairs_are_their_formula():
    """Pairs row by row: exchanging rows changes the value, adding a constant does not, and extremes stay finite."""
    real, fake = REAL[:20, None], FAKE[:20, None].flip(0)
    by_hand = sum(-d(r - f).log() for r, f in zip(real, fake, strict=True)) / 20
    assert torch.allclose(losses.relativistic.critic(real, fake), by_hand, atol=1e-12)
    mirrored = sum(-d(f - r).log() for r, f in zip(real, fake, strict=True)) / 20
    assert torch.allclose(losses.relativistic.generator(fake, real), mirrored, atol=1e-12)
    assert torch.allclose(losses.relativistic.critic(real + 7, fake + 7), by_hand, atol=1e-9)
    assert not torch.allclose(losses.relativistic.critic(real, fake.flip(0)), by_hand, atol=1e-3)
    assert torch.isfinite(losses.relativistic.critic(-400 + real, 400 + fake))
    with pytest.raises(ValueError, match="cannot be paired"):  # else (20, 1) against (20,) would give 400 pairs
        losses.relativistic.critic(real, fake[:, 0])


def test_r2_is_r1_at_the_generators_points():
    D = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)).double()
    x = torch.randn(9, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    slopes = torch.stack([torch.autograd.functional.jacobian(lambda one: D(one)[0], row) for row in x])  # (9, 2)
    assert losses.r2_penalty(D, x, 3.0).item() == pytest.approx(1.5 * slopes.square().sum(1).mean().item())
    assert losses.r2_penalty(D, x, 3.0).item() != pytest.approx(1.5 * slopes.mean(0).square().sum().item(), rel=0.01)


def test_penalties_of_a_linear_critic_are_known():
    a = torch.randn(3, 4, 4, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    real, fake = torch.randn(2, 5, 3, 4, 4, dtype=torch.float64)
    norm = a.norm()
    assert losses.gradient_penalty(Linear(a), real, fake, weight=10.0).item() == pytest.approx(
        10 * (norm - 1).item() ** 2
    )
    assert losses.r1_penalty(Linear(a), real, weight=3.0).item() == pytest.approx(1.5 * (norm**2).item())
    channels = a.norm(dim=0).mean()  # the common mistake: the norm over the channel axis only
    assert abs(channels - norm) > 1, "the wrong norm must be told apart"


def test_gradient_penalty_punishes_slopes_below_one_too():
    D = Linear(torch.tensor([0.3, 0.4]))  # a slope of norm 0.5
    penalty = losses.gradient_penalty(D, torch.randn(5, 2), torch.randn(5, 2))
    assert penalty.item() == pytest.approx(10 * 0.25)


def test_gradient_penalty_draws_its_mix_from_the_given_generator():
    D = models.mlp(2, 1, (8,), nn.Tanh)
    x = torch.randn(9, 2)
    y = torch.randn(9, 2)
    one = losses.gradient_penalty(D, x, y, generator=torch.Generator().manual_seed(1))
    other = losses.gradient_penalty(D, x, y, generator=torch.Generator().manual_seed(2))
    assert one != other


def test_penalties_train_the_critic_and_not_the_data():
    critic = Linear(torch.full((2,), 3.0))
    real, fake = torch.randn(8, 2, requires_grad=True), torch.randn(8, 2, requires_grad=True)
    r1, r2 = losses.r1_penalty(critic, real, 1.0), losses.r2_penalty(critic, fake, 1.0)
    for value in (losses.gradient_penalty(critic, real, fake), r1, r2):
        value.backward()
        assert critic.a.grad.norm() > 0 and real.grad is None and fake.grad is None
        critic.a.grad = None


def test_the_mix_is_one_share_a_sample_between_the_two():
    seen = []

    def critic(x):
        seen.append(x.detach())
        return x.flatten(1).sum(1)

    real, fake = torch.ones(500, 1, 4, 4), torch.zeros(500, 1, 4, 4)
    losses.gradient_penalty(critic, real, fake)
    share = seen[0].flatten(1)  # (500, 16)
    assert (share.max(1).values == share.min(1).values).all(), "one weight a sample, not a pixel"
    assert 0 <= share.min() and share.max() <= 1 and abs(share[:, 0].mean() - 0.5) < 4 * (1 / 12 / 500) ** 0.5


def test_the_mix_can_be_seeded():
    critic, real, fake = (
        nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)),
        torch.randn(9, 2),
        torch.randn(9, 2),
    )
    a, b = (losses.gradient_penalty(critic, real, fake, generator=torch.Generator().manual_seed(1)) for _ in range(2))
    assert torch.equal(a, b)


def test_a_penalty_without_gradients_gets_a_sentence():
    for samples in (torch.zeros(4, 2), torch.zeros(4, 2, dtype=torch.int64)):
        with pytest.raises(ValueError, match="no_grad"), torch.no_grad():
            losses.r1_penalty(nn.Linear(2, 1), samples, 1.0)


def test_unequal_shapes_get_a_sentence():
    with pytest.raises(ValueError, match="must agree"):
        losses.gradient_penalty(nn.Linear(2, 1), torch.zeros(4, 2), torch.zeros(5, 2))


def test_fakes_in_half_precision_are_mixed_in_the_type_of_the_real_ones():
    """Under autocast the generator gives bfloat16; the mix is drawn as if it had been float32."""
    D, real, fake = nn.Linear(2, 1), torch.randn(9, 2), torch.randn(9, 2).bfloat16()
    one = losses.gradient_penalty(D, real, fake, generator=torch.Generator().manual_seed(1))
    other = losses.gradient_penalty(D, real, fake.float(), generator=torch.Generator().manual_seed(1))
    assert one.dtype == torch.float32 and torch.equal(one, other)
    G = nn.Linear(2, 2)
    with torch.autocast("cpu", torch.bfloat16):
        drawn = G(real)
        assert drawn.dtype == torch.bfloat16 and losses.gradient_penalty(D, real, drawn).isfinite()

"""The loops do what they say: batches, updates, averages, and who moves when."""

import copy

import pytest
import torch
from torch import nn

from course import data, losses, metrics, models, settings, training


def test_batches_show_every_sample_once_an_epoch():
    x = torch.arange(12.0)[:, None]  # (12, 1)
    got = torch.cat(list(training.batches(x, 4, steps=6, seed=1)))[:, 0]  # (24,)
    assert sorted(got[:12].tolist()) == sorted(got[12:].tolist()) == list(range(12))
    assert got[:12].tolist() != got[12:].tolist(), "each epoch has its own order"
    assert torch.equal(got, torch.cat(list(training.batches(x, 4, steps=6, seed=1)))[:, 0])


def test_batches_keep_images_and_labels_together():
    x = data.Images(torch.linspace(-1, 1, 8)[:, None, None, None], torch.arange(8), tuple("abcdefgh"))
    for image, label in training.batches(x, 3, steps=5):
        assert torch.allclose(image[:, 0, 0, 0], label / 3.5 - 1)


@pytest.mark.parametrize(
    ("given", "size", "error", "words"),
    [
        (torch.zeros(0, 2), 1, ValueError, "no data"),
        (torch.zeros(4, 2), 5, ValueError, "there are 4 samples"),
        ((torch.zeros(4), torch.zeros(3)), 2, ValueError, "equally many"),
        ([1, 2, 3], 2, TypeError, "data is list"),
    ],
)
def test_bad_data_gets_one_clear_sentence(given, size, error, words):
    with pytest.raises(error, match=words):
        next(training.batches(given, size, steps=1))


def test_what_has_tensors_is_data():
    """torch's TensorDataset, the course's Images, and whatever says ``tensors`` later."""
    x, y = torch.arange(8.0)[:, None], torch.arange(8)
    pairs = list(training.batches(torch.utils.data.TensorDataset(x, y), 4, steps=2, seed=3))
    assert all(torch.equal(a[:, 0].long(), b) for a, b in pairs)
    same = list(training.batches((x, y), 4, steps=2, seed=3))
    assert [[t.tolist() for t in pair] for pair in pairs] == [[t.tolist() for t in pair] for pair in same]
    images = data.Images(torch.linspace(-1, 1, 8)[:, None, None, None], y, tuple("abcdefgh"))
    assert images.tensors[0] is images.images and images.tensors[1] is images.labels
    with pytest.raises(TypeError, match="data is Subset; give a tensor"):  # it has samples, and no tensors
        next(training.batches(torch.utils.data.Subset(images, [0, 1]), 1, steps=1))


def test_update_clears_old_gradients():
    w = nn.Parameter(torch.tensor(1.0))
    opt = torch.optim.SGD([w], lr=0.1)
    for _ in range(2):
        training.update(opt, 2 * w)
    assert w.item() == pytest.approx(1 - 2 * 0.1 * 2)  # with kept gradients it would be 1 - 0.1 (2 + 4)


def test_update_clips_and_refuses_nan_untouched():
    w = nn.Parameter(torch.tensor([3.0, 4.0]))
    opt = torch.optim.SGD([w], lr=1.0)
    training.update(opt, (w * torch.tensor([30.0, 40.0])).sum(), clip=1.0)
    assert torch.allclose(w.detach(), torch.tensor([3.0 - 0.6, 4.0 - 0.8]), atol=1e-5)
    before = w.detach().clone()
    with pytest.raises(FloatingPointError, match="lower the learning rate"):
        training.update(opt, (w * torch.nan).sum())
    assert torch.equal(w.detach(), before)
    with pytest.raises(ValueError, match="take a mean"):
        training.update(opt, w * 2)


def test_ema_is_its_formula_and_copies_buffers():
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    average = copy.deepcopy(model)
    start = average[0].weight.detach().clone()
    with torch.no_grad():
        model[0].weight.add_(1.0)
    model(torch.randn(8, 2) + 5)
    training.ema(average, model, 0.9)
    assert torch.allclose(average[0].weight, start + 0.1, atol=1e-6)
    assert torch.equal(average[1].running_mean, model[1].running_mean)
    with pytest.raises(ValueError, match="between 0"):
        training.ema(average, model, 1.5)


def test_evaluating_restores_each_module_even_after_an_error():
    model = nn.Sequential(nn.Dropout(), nn.BatchNorm1d(2))
    model[1].eval()
    with pytest.raises(RuntimeError), training.evaluating(model):
        assert not model.training and not torch.is_grad_enabled()
        raise RuntimeError
    assert model.training and model[0].training and not model[1].training and torch.is_grad_enabled()


def test_fit_finds_the_line():
    settings.seed_everything(0)
    x = torch.randn(256, 3)
    y = x @ torch.tensor([[1.0], [-2.0], [0.5]]) + 3
    model = nn.Linear(3, 1)
    opt = torch.optim.Adam(model.parameters(), 0.1)
    loss = lambda m, a, b: (m(a) - b).square().mean()  # noqa: E731
    *_, last = training.fit(model, loss, (x, y), opt, steps=300, batch_size=64)
    assert last.i == 299 and last.terms["loss"] < 1e-3


def _tiny_gan(lr=1e-3, seed=0):
    settings.seed_everything(seed)
    G, D = models.mlp(2, 2, (64, 64)), models.mlp(2, 1, (64, 64))
    opt_g, opt_d = (torch.optim.Adam(m.parameters(), lr, betas=(0.5, 0.99)) for m in (G, D))
    g = torch.Generator().manual_seed(seed)
    return G, D, opt_g, opt_d, lambda n: torch.randn(n, 2, generator=g)


def test_each_optimiser_moves_only_its_own_network():
    G, D, opt_g, opt_d, noise = _tiny_gan()
    opt_g.param_groups[0]["lr"] = 0.0
    g_before, d_before = copy.deepcopy(G.state_dict()), copy.deepcopy(D.state_dict())
    list(
        training.fit_adversarial(G, D, losses.hinge, data.ring(100), opt_g, opt_d, noise=noise, steps=3, batch_size=50)
    )
    assert all(torch.equal(a, b) for a, b in zip(g_before.values(), G.state_dict().values(), strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(d_before.values(), D.state_dict().values(), strict=True))
    assert all(p.requires_grad for p in D.parameters()), "D is unfrozen again after G's step"


def test_the_loop_yields_after_the_update():
    G, D, opt_g, opt_d, noise = _tiny_gan()
    before = [p.detach().clone() for p in G.parameters()]
    loop = training.fit_adversarial(
        G, D, losses.hinge, data.ring(100), opt_g, opt_d, noise=noise, steps=1, batch_size=50
    )
    step = next(loop)
    assert step.i == 0 and {"critic", "generator", "real", "fake"} <= set(step.terms)
    assert any(not torch.equal(a, b) for a, b in zip(before, G.parameters(), strict=True))


def test_a_lazy_penalty_is_computed_only_on_its_updates():
    counts = []

    def penalty(D, real, fake):
        counts.append(1)
        return next(D.parameters()).sum() * 0.0 + 2.0

    G, D, opt_g, opt_d, noise = _tiny_gan()
    steps = list(training.fit_adversarial(G, D, losses.hinge, data.ring(100), opt_g, opt_d, noise=noise, steps=8,
                                          batch_size=50, penalty=penalty, penalty_every=4))  # fmt: skip
    assert len(counts) == 2 and [("penalty" in s.terms) for s in steps] == [True, False, False, False] * 2


def test_nan_is_reported_with_its_step_and_player():
    G, D, opt_g, opt_d, noise = _tiny_gan()
    with torch.no_grad():
        next(D.parameters()).fill_(torch.nan)
    with pytest.raises(FloatingPointError, match="discriminator loss became nan at step 0"):
        list(
            training.fit_adversarial(
                G, D, losses.hinge, data.ring(100), opt_g, opt_d, noise=noise, steps=1, batch_size=50
            )
        )


@pytest.mark.parametrize("seed", [0, 1])
def test_a_gan_learns_the_ring(seed):
    """The package's loop is a GAN: with R1 and an averaged generator it finds at least 7 of 8 modes."""
    G, D, opt_g, opt_d, noise = _tiny_gan(2e-3, seed)
    average, std = copy.deepcopy(G), 0.05
    r1 = lambda D, real, fake: losses.r1_penalty(D, real, 0.1)  # noqa: E731
    for _ in training.fit_adversarial(G, D, losses.nonsaturating, data.ring(5_000, std=std), opt_g, opt_d, noise=noise,
                                      steps=500, batch_size=128, penalty=r1, average=average, decay=0.98):  # fmt: skip
        pass
    with torch.no_grad():
        modes, high = metrics.modes_captured(average(noise(2_500)), data.ring_centres(), std)
        untrained, _ = metrics.modes_captured(models.mlp(2, 2, (64, 64))(noise(2_500)), data.ring_centres(), std)
    assert modes >= 7 and high > 0.4 and untrained <= 1


def test_an_interrupted_generator_step_leaves_the_discriminator_trainable():
    G, D, opt_g, opt_d, noise = _tiny_gan()
    bad = losses.Adversarial("bad", losses.hinge.critic, lambda fake: fake.mean() * torch.nan)
    with pytest.raises(FloatingPointError, match="generator loss became nan at step 0"):
        list(training.fit_adversarial(G, D, bad, data.ring(99), opt_g, opt_d, noise=noise, steps=1, batch_size=9))
    assert all(p.requires_grad for p in D.parameters())


def test_what_the_caller_froze_stays_frozen():
    G, D, opt_g, opt_d, noise = _tiny_gan()
    D[0].requires_grad_(False)
    frozen, learned = D[0].weight.detach().clone(), D[2].weight.detach().clone()
    for _ in training.fit_adversarial(
        G, D, losses.hinge, data.ring(99), opt_g, opt_d, noise=noise, steps=3, batch_size=9
    ):
        assert not D[0].weight.requires_grad and D[2].weight.requires_grad
    assert torch.equal(D[0].weight, frozen) and not torch.equal(D[2].weight, learned)


def test_no_weight_of_the_discriminator_is_differentiated_in_the_generators_step():
    G, D, opt_g, opt_d, noise = _tiny_gan()
    seen = []
    spy = losses.Adversarial(
        "spy", losses.hinge.critic, lambda s: seen.append([p.requires_grad for p in D.parameters()]) or -s.mean()
    )
    list(training.fit_adversarial(G, D, spy, data.ring(99), opt_g, opt_d, noise=noise, steps=1, batch_size=9))
    assert seen and not any(seen[0])


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (dict(loss=torch.nn.functional.mse_loss), TypeError, "loss must be one of course.losses"),
        (dict(noise=torch.zeros(9, 2)), TypeError, "noise is Tensor"),
        (dict(penalty=10.0), TypeError, "penalty is 10.0"),
        (dict(penalty=lambda D, real, fake: D(real)), ValueError, "must return one number"),
        (dict(d_steps=0), ValueError, "d_steps is 0; give a whole number, at least 1"),
        (dict(penalty_every=0), ValueError, "penalty_every is 0"),
    ],
)
def test_slips_in_a_gan_get_one_clear_sentence(change, error, words):
    G, D, opt_g, opt_d, noise = _tiny_gan()
    options = dict(loss=losses.hinge, noise=noise, steps=1, batch_size=9) | change
    with pytest.raises(error, match=words):
        list(training.fit_adversarial(G, D, options.pop("loss"), data.ring(99), opt_g, opt_d, **options))


def test_slips_in_update_get_one_clear_sentence():
    w = nn.Parameter(torch.tensor(1.0))
    opt = torch.optim.SGD([w], lr=0.1)
    for wrong in [(w * 2, opt), (opt, 1.0)]:
        with pytest.raises(TypeError, match="optimiser first"):
            training.update(*wrong)
    with pytest.raises(ValueError, match="look for a detach"):
        training.update(opt, (w * 2).detach())


# ---- losses that see real scores on both sides --------------------------------------------------------------------

F = nn.functional
relativistic = losses.relativistic


def _by_hand(G, D, x, opt_g, opt_d, noise, steps, d_steps):
    """Relativistic training without the package's loop."""
    stream = training.batches(x, 16, steps * (d_steps + 1), seed=5)
    for _ in range(steps):
        for _ in range(d_steps):
            real, fake = next(stream), G(noise(16)).detach()
            opt_d.zero_grad()
            F.softplus(D(fake) - D(real)).mean().backward()
            opt_d.step()
        fresh = next(stream)
        opt_g.zero_grad()
        F.softplus(D(fresh) - D(G(noise(16)))).mean().backward()
        opt_g.step()


@pytest.mark.parametrize("d_steps", [1, 2])
def test_a_paired_loss_is_trained_as_by_hand(d_steps):
    x = data.ring(200)
    G, D, opt_g, opt_d, noise = _tiny_gan()
    steps = list(training.fit_adversarial(G, D, relativistic, x, opt_g, opt_d, noise=noise, steps=5, batch_size=16,
                                          d_steps=d_steps, seed=5))  # fmt: skip
    twin, judge, opt_g, opt_d, noise = _tiny_gan()
    _by_hand(twin, judge, x, opt_g, opt_d, noise, 5, d_steps)
    for a, b in [(G, twin), (D, judge)]:
        assert all(torch.allclose(p, q, atol=1e-6) for p, q in zip(a.parameters(), b.parameters(), strict=True))
    assert set(steps[-1].terms) == {"critic", "generator", "real", "fake"}
    other, *rest, noise = _tiny_gan()
    for _ in training.fit_adversarial(other, *rest[:1], losses.nonsaturating, x, *rest[1:], noise=noise, steps=5,
                                      batch_size=16, d_steps=d_steps, seed=5):  # fmt: skip
        pass
    pairs = zip(other.parameters(), twin.parameters(), strict=True)
    assert not all(torch.allclose(p, q, atol=1e-6) for p, q in pairs), "another loss must be told apart"


def test_a_paired_loss_gets_fresh_real_scores_that_move_no_weight_of_the_discriminator():
    seen = []

    def generator(fake, real):
        seen.append((real.clone(), real.requires_grad, fake.requires_grad))
        return F.softplus(real - fake).mean()

    spy = losses.Adversarial("spy", relativistic.critic, generator, paired=True)
    G, D, opt_g, opt_d, noise = _tiny_gan()
    opt_d.param_groups[0]["lr"] = 0.0  # D's scores of a batch stay, so that two batches can be told apart
    (step,) = training.fit_adversarial(G, D, spy, data.ring(99), opt_g, opt_d, noise=noise, steps=1, batch_size=9)
    ((real, real_learns, fake_learns),) = seen
    assert not real_learns and fake_learns and real.mean().item() != pytest.approx(step.terms["real"], abs=1e-9)


def test_a_paired_loss_that_is_not_called_so_fails_at_once_and_the_others_stay_as_they_were():
    wrong = losses.Adversarial("wrong", relativistic.critic, relativistic.generator)
    G, D, opt_g, opt_d, noise = _tiny_gan()
    with pytest.raises(TypeError):
        next(training.fit_adversarial(G, D, wrong, data.ring(99), opt_g, opt_d, noise=noise, steps=1, batch_size=9))
    everything = [losses.minimax, losses.nonsaturating, losses.least_squares, losses.hinge, losses.wasserstein]
    assert not any(loss.paired for loss in everything)
    assert all(loss.generator(torch.zeros(3, 1)).ndim == 0 for loss in everything)


class Root(nn.Module):
    """Its loss is finite at 0 and its slope is not."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.w.abs().sqrt() * x.sum(1, keepdim=True).detach()


def test_a_finite_loss_with_an_infinite_slope_changes_nothing():
    model = Root()
    opt = torch.optim.Adam(model.parameters(), 1e-3)
    with pytest.raises(FloatingPointError, match="the loss is 0 but its slope is NaN or infinite"):
        training.update(opt, model(torch.ones(2, 2)).mean())
    assert model.w.item() == 0
    with pytest.raises(FloatingPointError, match="step 0, the loss is 0 but its slope"):
        next(training.fit(model, lambda m, x: m(x).mean(), torch.ones(8, 2), opt, steps=3, batch_size=4))


def test_the_step_and_the_term_that_went_wrong_are_named():
    G, _, opt_g, _, noise = _tiny_gan()
    D = nn.Sequential(nn.Linear(2, 1), Root())
    opt_d = torch.optim.Adam(D.parameters(), 1e-3)
    with pytest.raises(FloatingPointError, match=r"step 0, discriminator's loss, penalty included: the loss is 1\.39"):
        next(training.fit_adversarial(G, D, losses.nonsaturating, data.ring(64), opt_g, opt_d, noise=noise, steps=2,
                                      batch_size=8))  # fmt: skip


@pytest.mark.parametrize("loss", [losses.nonsaturating, losses.relativistic], ids=lambda loss: loss.name)
def test_autocast_around_the_loop_trains_as_autocast_without_its_memory(loss, monkeypatch):
    """Autocast keeps half-precision copies of the weights until its block ends: around a loop they would never move."""

    def moved(remembers):
        G, D, opt_g, opt_d, noise = _tiny_gan()
        weights = [*G.parameters(), *D.parameters()]
        start = torch.cat([p.detach().flatten() for p in weights])
        with torch.autocast("cpu", torch.bfloat16, cache_enabled=remembers):
            for _ in training.fit_adversarial(G, D, loss, data.ring(64), opt_g, opt_d, noise=noise, steps=20,
                                              batch_size=16):  # fmt: skip
                pass
        return torch.cat([p.detach().flatten() for p in weights]) - start

    wanted = moved(False)
    assert (
        moved(True) - wanted
    ).norm() < 0.05 * wanted.norm()  # 0.014: a shared copy adds its slopes in half precision
    monkeypatch.setattr(torch, "clear_autocast_cache", lambda: None)
    assert (moved(True) - wanted).norm() > 0.5 * wanted.norm(), "without the remedy it must be seen"

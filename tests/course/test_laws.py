"""Laws that a wrong implementation broke without any other test noticing."""

import random

import IPython
import IPython.display
import numpy as np
import pytest
import torch
from torch import nn

from course import data, losses, metrics, models, plots, settings, training, widgets


def _gan(loss=losses.hinge, x=None, **options):
    """Two small networks and a loop that trains them; options go to the loop."""
    settings.seed_everything(0)
    G, D = models.mlp(2, 2, (8,)), models.mlp(2, 1, (8,))
    opt_g, opt_d = (torch.optim.SGD(m.parameters(), 0.1) for m in (G, D))
    g = torch.Generator().manual_seed(0)
    options = {"noise": lambda n: torch.randn(n, 2, generator=g), "steps": 4, "batch_size": 5} | options
    x = data.ring(20) if x is None else x
    return G, D, training.fit_adversarial(G, D, loss, x, opt_g, opt_d, **options)


def _no_penalty(D, real, fake):
    return D(real).sum() * 0


# ---- metrics -----------------------------------------------------------------------------------------------------


def test_frechet_distance_refuses_infinity():
    with pytest.raises(ValueError, match="infinity"):
        metrics.frechet_distance(torch.full((5, 2), torch.inf), torch.zeros(5, 2))


def test_frechet_distance_needs_two_samples_in_the_second_set_as_well():
    with pytest.raises(ValueError, match="at least 2"):
        metrics.frechet_distance(torch.zeros(5, 2), torch.zeros(1, 2))


def test_frechet_distance_is_never_negative():
    """Between a set and its reordering it is zero, which rounding can push below."""
    sets = torch.randn(50, 9, 4, generator=torch.Generator().manual_seed(0))
    assert all(metrics.frechet_distance(x, x.flip(0)) >= 0 for x in sets)


# ---- training ----------------------------------------------------------------------------------------------------


def test_discriminator_takes_d_steps_updates_for_each_generator_update():
    calls = []

    def penalty(D, real, fake):
        calls.append(1)
        return D(real).sum() * 0

    list(_gan(steps=2, d_steps=3, penalty=penalty)[2])
    assert len(calls) == 6


def test_rare_penalty_weighs_as_much_more_as_it_is_rarer():
    """The penalty's gradient is so large that the loss itself hardly counts."""

    def moved(every):
        _, D, loop = _gan(
            steps=1,
            penalty=lambda D, real, fake: 1e3 * sum(p.sum() for p in D.parameters()),
            penalty_every=every,
        )
        before = D[0].weight.detach().clone()
        next(loop)
        return D[0].weight.detach() - before

    assert torch.allclose(moved(4), 4 * moved(1), rtol=0.01)


def test_rare_penalty_counts_discriminator_updates_not_generator_updates():
    loop = _gan(steps=4, d_steps=2, penalty_every=4, penalty=_no_penalty)[2]
    assert ["penalty" in step.terms for step in loop] == [True, False, True, False]


def test_average_follows_the_updated_generator_before_the_loop_yields():
    """With decay 0 the average is a copy, so it must equal the generator that the body of the loop sees."""
    average = models.mlp(2, 2, (8,))
    G, _, loop = _gan(average=average, decay=0.0)
    for _ in loop:
        assert all(torch.equal(a, b) for a, b in zip(average.parameters(), G.parameters(), strict=True))


def test_fit_yields_after_the_update():
    model = nn.Linear(1, 1)
    opt = torch.optim.SGD(model.parameters(), 0.1)
    before = model.weight.detach().clone()
    next(training.fit(model, lambda m, x: m(x).mean(), torch.ones(4, 1), opt, steps=1, batch_size=2))
    assert not torch.equal(before, model.weight)


def test_fakes_of_the_discriminator_step_carry_no_graph_to_the_generator():
    graph = []

    def penalty(D, real, fake):
        graph.append(fake.requires_grad)
        return D(real).sum() * 0

    next(_gan(steps=1, penalty=penalty)[2])
    assert graph == [False]


def test_update_clips_the_norm_over_all_parameter_groups_together():
    a = nn.Parameter(torch.tensor(0.0))
    b = nn.Parameter(torch.tensor(0.0))
    opt = torch.optim.SGD([{"params": [a]}, {"params": [b]}], lr=1.0)
    training.update(opt, 30 * a + 40 * b, clip=1.0)
    assert (a.item(), b.item()) == pytest.approx((-0.6, -0.8), abs=1e-4)


def test_fit_clips_when_asked():
    model = nn.Linear(1, 1, bias=False)
    opt = torch.optim.SGD(model.parameters(), 1.0)
    before = model.weight.item()
    next(training.fit(model, lambda m, x: 1e3 * m(x).mean(), torch.ones(4, 1), opt, steps=1, batch_size=2, clip=0.5))
    assert abs(model.weight.item() - before) == pytest.approx(0.5, abs=1e-3)


def test_another_seed_gives_other_batches():
    one, other = (next(training.batches(torch.arange(50.0), 20, 1, seed=seed)) for seed in (0, 1))
    assert not torch.equal(one, other)


def test_adversarial_loop_passes_its_seed_to_the_batches():
    """Networks and noise are the same in both runs: only the batches can tell them apart."""
    critic = {next(_gan(seed=seed)[2]).terms["critic"] for seed in (0, 1)}
    assert len(critic) == 2


def test_every_batch_is_whole_when_the_size_does_not_divide_the_data():
    assert [len(batch) for batch in training.batches(torch.arange(10.0), 4, steps=5)] == [4] * 5


def test_terms_real_and_fake_are_the_scores_of_real_and_fake():
    """The data lie far out and the discriminator's score grows with its input, so real scores are the large ones."""
    _, D, loop = _gan(x=torch.full((20, 2), 100.0), steps=1)
    D[0].weight.data.fill_(1.0)
    D[0].bias.data.zero_()
    D[2].weight.data.fill_(1.0)
    terms = next(loop).terms
    assert terms["real"] > 100 > terms["fake"]


def test_penalty_gets_real_first_and_fake_second():
    got = []

    def penalty(D, real, fake):
        got.append((real, fake))
        return D(real).sum() * 0

    next(_gan(x=torch.full((20, 2), 7.0), steps=1, penalty=penalty)[2])
    real, fake = got[0]
    assert (real == 7).all()
    assert not (fake == 7).any()


def test_update_refuses_an_infinite_loss():
    w = nn.Parameter(torch.tensor(1.0))
    with pytest.raises(FloatingPointError):
        training.update(torch.optim.SGD([w], 1.0), w * torch.inf)


# ---- data --------------------------------------------------------------------------------------------------------


def test_swiss_roll_noise_has_the_given_spread_before_scaling():
    """The same seed gives the same curve, so the difference is the noise alone."""
    noise = (data.swiss_roll(20_000, noise=0.5) - data.swiss_roll(20_000, noise=0.0)) * 7.5
    assert abs(noise.std() - 0.5) < 0.01


def test_swiss_roll_is_uniform_in_its_angle_over_all_turns():
    """Without noise the radius is the angle: a third of the points lies in each third of [1.5 pi, 4.5 pi]."""
    turns = data.swiss_roll(20_000, noise=0.0).norm(dim=1) * 7.5 / torch.pi
    share = torch.histc(turns, 3, 1.5, 4.5) / 20_000
    assert torch.allclose(share, torch.full((3,), 1 / 3), atol=0.02)


def test_every_option_of_the_glyphs_is_part_of_the_name_of_the_cache(home):
    base = {
        "characters": "AB",
        "size": 16,
        "n": 20,
        "colour": False,
        "rotation": 5.0,
        "shift": 0.05,
        "scale": (0.8, 1.0),
        "seed": 0,
    }
    changes = [
        {"characters": "AC"},
        {"size": 32},
        {"n": 21},
        {"colour": True},
        {"rotation": 9.0},
        {"shift": 0.01},
        {"scale": (0.9, 1.0)},
        {"seed": 1},
        {"split": "test"},
        {"faces": ("cmr10",)},
    ]
    for change in changes:
        data.glyphs(**base | change)
    assert len(list(home.rglob("*.npz"))) == 10


def test_train_and_test_glyphs_do_not_share_a_stream_of_random_numbers():
    train, test = (data.glyphs(split, n=50, cache=False).factors["rotation"] for split in ("train", "test"))
    assert not torch.equal(train, test)


def test_glyphs_are_rotated_by_their_factor_and_anticlockwise():
    """The long axis of a capital I, from the second moments of its ink, stands upright plus the rotation."""
    x = data.glyphs(characters="I", n=200, rotation=40.0, shift=0.0, faces=("DejaVuSans",), cache=False)
    ink = (x.images[:, 0] + 1) / 2  # (200, 32, 32)
    line = (torch.arange(32) + 0.5) / 32 - 0.5
    right = line[None, :].expand(32, 32)
    up = -line[:, None].expand(32, 32)

    def mean(w):
        return (ink * w).sum((1, 2)) / ink.sum((1, 2))  # (200,)

    covariance = mean(right * up)
    difference = mean(right * right) - mean(right) ** 2 - mean(up * up) + mean(up) ** 2
    axis = torch.rad2deg(0.5 * torch.atan2(2 * covariance, difference))  # of the long axis, modulo 180
    error = (axis - 90 - x.factors["rotation"] + 90) % 180 - 90
    assert error.abs().max() < 3


def test_serif_bold_and_slanted_are_those_of_the_face():
    x = data.glyphs("all", n=300, cache=False)
    styles = [style[1:] for style in data.FACES.values()]
    truth = torch.tensor([styles[face] for face in x.factors["face"]], dtype=torch.int64)  # (300, 3)
    for column, name in enumerate(("serif", "bold", "slanted")):
        assert torch.equal(x.factors[name], truth[:, column])


def test_labels_say_which_character_was_drawn():
    options = {
        "rotation": 0.0,
        "shift": 0.0,
        "scale": (1.0, 1.0),
        "faces": ("DejaVuSans",),
        "cache": False,
    }
    one = data.glyphs(characters="1", n=1, **options).images
    x = data.glyphs(characters="10", n=50, **options)
    assert torch.equal((x.images == one).flatten(1).all(1), x.labels == 0)


def test_faces_say_which_face_was_drawn():
    options = {
        "characters": "1",
        "rotation": 0.0,
        "shift": 0.0,
        "scale": (1.0, 1.0),
        "cache": False,
    }
    one = data.glyphs(n=1, faces=("cmr10",), **options).images
    x = data.glyphs("all", n=100, **options)
    face = list(data.FACES).index("cmr10")
    assert torch.equal((x.images == one).flatten(1).all(1), x.factors["face"] == face)


def test_to_unit_clamps_a_little_overshoot():
    assert data.to_unit(torch.tensor([-1.04, 1.04])).tolist() == [0.0, 1.0]


def test_images_refuse_pixels_from_zero_to_255():
    with pytest.raises(ValueError, match=r"range is \[-1, 1\]"):
        data.Images(torch.full((2, 1, 8, 8), 255.0), torch.zeros(2), ("a",))


def test_load_passes_split_and_options_to_the_glyphs(home):
    assert len(data.load("glyphs", "test", n=7, characters="AB")) == 7


def test_torchvision_colours_become_channels_first_and_the_test_split_is_the_test_split(monkeypatch, home):
    from torchvision import datasets

    class Fake:
        """Two 32x32 images whose every pixel differs from its neighbours; the labels tell the split."""

        def __init__(self, folder, train, download):
            self.data = np.arange(2 * 32 * 32 * 3, dtype=np.int64).astype(np.uint8).reshape(2, 32, 32, 3)
            self.targets = [int(train)] * 2
            self.classes = ["a", "b"]

    monkeypatch.setattr(datasets, "CIFAR10", Fake)
    x = data.load("cifar10", "test")
    pixel = Fake("", True, False).data[0, 1, 0, 2]  # row 1, column 0, blue
    expected = torch.tensor(pixel / 127.5 - 1, dtype=torch.float32)
    assert torch.allclose(x.images[0, 2, 1, 0], expected)
    assert x.labels.tolist() == [0, 0]


# ---- pictures, sliders, seeds, networks --------------------------------------------------------------------------


def test_alternative_text_is_escaped():
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in plots.img(b"", 'a "b" <c>')


def test_show_hands_the_notebook_raw_data(monkeypatch):
    """Without ``raw`` the notebook would print the dictionary in place of the picture."""
    got = []
    monkeypatch.setattr(IPython.display, "display", lambda *args, **options: got.append(options))
    monkeypatch.setattr(IPython, "get_ipython", object)
    plots.show(plots.points(data.ring(3)), alt="x")
    assert got[0]["raw"] is True


def test_history_counts_steps_along_x():
    steps = [training.Step(i, {"a": float(i)}) for i in range(200)]
    axes = plots.history(steps, ["a"])
    assert axes.lines[0].get_xdata()[-1] == 199


def test_images_are_drawn_with_red_first():
    x = torch.full((1, 3, 4, 4), -1.0)
    x[:, 0] = 1.0
    assert plots.images(x).images[0].get_array()[0, 0].tolist() == [1, 0, 0]


def test_slider_stands_at_its_start():
    box = widgets._sliders(lambda value: b"", {"a": [1, 2, 3]}, {"a": 3}, "x")
    assert box.children[0].value == 3


def test_seed_everything_seeds_python_and_numpy():
    draws = []
    for _ in range(2):
        settings.seed_everything(7)
        draws.append((random.random(), np.random.rand()))
    assert draws[0] == draws[1]


def test_mlp_uses_the_given_activation():
    assert isinstance(models.mlp(2, 1, act=nn.Tanh)[1], nn.Tanh)

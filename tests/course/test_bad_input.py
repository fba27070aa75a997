"""Mistakes that learners make at the package's face: each gets one clear sentence, and none is passed over.

One line a mistake: the call, the error, words of its sentence.
"""

import copy
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from course import data, losses, metrics, models, plots, settings, training, widgets

nan, inf = float("nan"), float("inf")
IMAGES, LABELS = torch.zeros(4, 1, 8, 8), torch.zeros(4, dtype=torch.int64)
X, DOUBLE = torch.zeros(3, 2), torch.zeros(3, 2, dtype=torch.float64)


def glyphs(**change):
    return data.glyphs(**dict(n=4, cache=False) | change)


def figure():
    return plots.subplots()[0]


def fit(**change):
    """One step of a linear model, with one thing changed."""
    model = nn.Linear(2, 1)
    opt = torch.optim.SGD(model.parameters(), 0.1)
    options = dict(loss=lambda m, x: m(x).mean(), data=torch.zeros(9, 2), opt=opt, steps=1, batch_size=3)
    return list(training.fit(model, **options | change))


def gan(**change):
    """One step of a small GAN, with one thing changed."""
    G, D = models.mlp(2, 2, (4,)), models.mlp(2, 1, (4,))
    opt_g, opt_d = (torch.optim.SGD(m.parameters(), 0.1) for m in (G, D))
    if change.pop("swap", False):
        opt_g, opt_d = opt_d, opt_g
    if change.pop("itself", False):
        change["average"] = G
    options = dict(loss=losses.hinge, data=data.ring(20), noise=lambda n: torch.randn(n, 2), steps=1, batch_size=5)
    return list(training.fit_adversarial(G, D, opt_g=opt_g, opt_d=opt_d, **options | change))


def batches(*given, **change):
    return list(training.batches(torch.zeros(9, 2), *given, **change))


def clipped(clip):
    w = nn.Parameter(torch.tensor(1.0))
    w.grad = torch.tensor(7.0)
    try:
        training.update(torch.optim.SGD([w], 0.1), 2 * w, clip=clip)
    finally:
        assert w.grad.item() == 7 and w.item() == 1, "nothing has been changed"


def holed():
    """Nine samples, two of them with a hole."""
    x = torch.zeros(9, 2)
    x[3, 0], x[4, 1] = nan, inf
    return x


MISTAKES = {
    "data": [
        (lambda: data.ring(10.0), ValueError, "n is 10.0; give a whole number, at least 1."),
        (lambda: data.ring(inf), ValueError, "n is inf; give a whole"),
        (lambda: data.ring(None), ValueError, "n is None; give a whole"),
        (lambda: data.ring(True), ValueError, "n is True; give a whole"),
        (lambda: data.ring(5, modes=inf), ValueError, "modes is inf"),
        (lambda: data.ring(5, std=inf), ValueError, "std is inf; give a finite number, at least 0."),
        (lambda: data.ring(5, std=nan), ValueError, "std is nan"),
        (lambda: data.ring(5, radius=nan), ValueError, "radius is nan; give a finite number."),
        (lambda: data.ring(5, radius=-inf), ValueError, "radius is -inf"),
        (lambda: data.ring(5, radius="1"), ValueError, "radius is '1'"),
        (lambda: data.ring(5, seed=None), ValueError, "seed is None; give a whole number: the same one"),
        (lambda: data.grid(5, spacing=nan), ValueError, "spacing is nan"),
        (lambda: data.grid(5, side=5.0), ValueError, "side is 5.0"),
        (lambda: data.swiss_roll(5.0), ValueError, "n is 5.0"),
        (lambda: data.swiss_roll(5, noise=inf), ValueError, "noise is inf"),
        (lambda: data.swiss_roll(5, seed=1.5), ValueError, "seed is 1.5"),
        (lambda: glyphs(n=10.5), ValueError, "n is 10.5"),
        (lambda: glyphs(size=16.5), ValueError, "size is 16.5"),
        (lambda: glyphs(seed=None), ValueError, "seed is None"),
        (lambda: glyphs(rotation=nan), ValueError, "rotation is nan"),
        (lambda: glyphs(shift=inf), ValueError, "shift is inf"),
        (lambda: glyphs(scale=1.0), ValueError, "scale is 1.0; give two positive numbers"),
        (lambda: glyphs(scale=(0.9, inf)), ValueError, "scale is"),
        (lambda: glyphs(faces=()), ValueError, "there are no faces; choose some of DejaVuSans"),
        (lambda: data.Images(IMAGES, LABELS.float(), ("a",)), ValueError, "labels are torch.float32; give int64"),
        (lambda: data.Images(IMAGES, [0] * 4, ("a",)), ValueError, "labels are list; give int64"),
        (lambda: data.Images(IMAGES, LABELS.numpy(), ("a",)), ValueError, "labels are ndarray; give int64 in a tensor"),
        (lambda: data.Images(IMAGES, LABELS[:, None], ("a",)), ValueError, r"of shape \(4, 1\); .* of shape \(N,\)"),
        (lambda: data.Images(IMAGES, LABELS + 1, ("a",)), ValueError, "labels lie in 1 … 1, but there are 1 classes"),
        (lambda: data.Images(IMAGES, LABELS - 1, ("a",)), ValueError, "count from 0"),
        (lambda: data.Images(IMAGES, LABELS, ("a",), {"f": torch.zeros(3)}), ValueError, "the factor f has another"),
        (lambda: settings.seed_everything(None), ValueError, "seed is None"),
    ],
    "numbers": [
        (lambda: metrics.modes_captured(X, data.ring_centres(), nan), ValueError, "std is nan"),
        (lambda: metrics.modes_captured(X, data.ring_centres(), inf), ValueError, "above zero and finite"),
        (lambda: losses.gradient_penalty(nn.Linear(2, 1), X[:0], X[:0]), ValueError, "at least one sample"),
        (lambda: losses.gradient_penalty(nn.Linear(2, 1), X.tolist(), X.tolist()), ValueError, "needs tensors"),
        (lambda: losses.r1_penalty(nn.Linear(2, 1), None, 1.0), ValueError, "needs tensors"),
        (lambda: losses.gradient_penalty(lambda x: x.detach().sum(1), X, X), ValueError, "look in D for a detach"),
    ],
    "models": [
        (lambda: models.mlp(2, 1, act=nn.ReLU()), TypeError, "give the class, nn.ReLU without parentheses."),
        (lambda: models.mlp(2, 1, act="relu"), TypeError, "act is 'relu'; give a class of layers that needs no arg"),
        (lambda: models.mlp(2, 1, act=torch.relu), TypeError, "act is <built-in method relu .*for example nn.ReLU"),
        (lambda: models.mlp(2, 1, act=None), TypeError, "act is None"),
        (lambda: models.mlp(2, 1, act=nn.Threshold), TypeError, "that needs no arguments"),
        (lambda: models.mlp(2, 1, hidden=None), TypeError, r"hidden is None; .* for example \(128,\)"),
        (lambda: models.mlp(2, 1, hidden=(0,)), ValueError, r"hidden\[0\] is 0; give a whole number, at least 1"),
        (lambda: models.mlp(0, 1), ValueError, "d_in is 0"),
        (lambda: models.mlp(2, 1.0), ValueError, "d_out is 1.0"),
        (lambda: models.Generator(size=(16, 32)), ValueError, r"size is \(16, 32\); these networks take squares of 8"),
        (lambda: models.Discriminator(size=None), ValueError, "size is None"),
        (lambda: models.Classifier(3, size=16.0), ValueError, "size is 16.0; .* one such number"),
        (lambda: models.Generator(size=128, width=1), ValueError, "width is 1; pictures of 128 pixels need at least 2"),
        (lambda: models.Discriminator(width=0), ValueError, "width is 0; give a whole number, at least 1"),
        (lambda: models.Generator(channels=0), ValueError, "channels is 0; give a whole number, at least 1"),
        (lambda: models.Discriminator(channels=0), ValueError, "channels is 0"),
        (lambda: models.Generator(z_dim=0), ValueError, "z_dim is 0"),
        (lambda: models.Classifier(0), ValueError, "classes is 0"),
        (lambda: models.Generator(2, size=8)(DOUBLE), ValueError, "noise: torch.float64 of shape"),
        (lambda: models.Generator(2, size=8)(DOUBLE.long()), ValueError, "takes torch.float32"),
        (lambda: models.Generator(2, size=8)(DOUBLE.numpy()), TypeError, "noise: ndarray; give a tensor"),
        (lambda: models.Discriminator(size=8)(IMAGES.double()), ValueError, "images: torch.float64 of shape"),
        (lambda: models.Discriminator(size=8)(IMAGES.byte()), ValueError, "images: torch.uint8 of shape"),
        (lambda: models.Discriminator(size=8).double()(IMAGES), ValueError, "takes torch.float64"),
        (lambda: models.Classifier(3, size=8)(IMAGES.numpy()), TypeError, "images: ndarray; give a tensor"),
    ],
    "training": [
        (lambda: batches(2.5, 1), ValueError, "batch_size is 2.5"),
        (lambda: batches(3, 1.5), ValueError, "steps is 1.5"),
        (lambda: batches(3, -1), ValueError, "steps is -1; give a whole number, at least 0."),
        (lambda: batches(3, 1, seed=None), ValueError, "seed is None"),
        (lambda: clipped(-1.0), ValueError, "clip is -1.0; give the largest norm"),
        (lambda: clipped(nan), ValueError, "clip is nan"),
        (lambda: clipped(0), ValueError, "clip is 0;"),
        (lambda: fit(data=holed()), ValueError, "the data holds NaN or infinity in 2 of 9 samples; mend or drop them."),
        (lambda: fit(data=(torch.zeros(9, 2), holed())), ValueError, "2 of 9 samples"),
        (lambda: gan(data=holed()[:, :, None]), ValueError, "the data holds NaN"),
        (lambda: list(training.batches(holed()[:, 0], 3, 1)), ValueError, "in 1 of 9 samples"),
        (lambda: fit(data=[1.0, 2.0]), TypeError, r"data is list; .* as .tensors \(course's Images, torch's Te"),
        (lambda: fit(data=()), TypeError, "data is tuple; give a tensor"),
        (lambda: fit(data=SimpleNamespace(tensors=[X])), TypeError, "data is SimpleNamespace"),
        (lambda: fit(data=SimpleNamespace(tensors=(X, X[:2]))), ValueError, "they must have equally many"),
        (lambda: training.ema(nn.Linear(1, 2), nn.Linear(2, 2), 0.9), ValueError, "average is not a copy of model: sh"),
        (lambda: training.ema(nn.Linear(2, 2), nn.Linear(2, 2).half(), 0.9), ValueError, "or types differ"),
        (lambda: fit(data=DOUBLE), TypeError, "data: torch.float64, but the network's weights are torch.float32"),
        (lambda: fit(steps=2.0), ValueError, "steps is 2.0"),
        (lambda: fit(opt=torch.optim.SGD(nn.Linear(2, 1).parameters(), 0.1)), ValueError, "opt holds no weight that"),
        (lambda: gan(data=DOUBLE), TypeError, r"give data.to\(torch.float32\)"),
        (lambda: gan(data=DOUBLE.long()), TypeError, "data: torch.int64"),
        (lambda: gan(swap=True), ValueError, "opt_g holds no weight of G; are the two optimisers exchanged?"),
        (lambda: gan(noise=lambda n: None), ValueError, r"noise\(5\) gives NoneType; it must give a tensor of shape"),
        (lambda: gan(noise=lambda n: np.zeros((n, 2))), ValueError, "gives ndarray"),
        (lambda: gan(noise=lambda n: torch.randn(3, 2)), ValueError, r"gives shape \(3, 2\)"),
        (lambda: gan(noise=lambda n: DOUBLE[[0] * n]), TypeError, r"give noise.to\(torch.float32\)"),
        (lambda: gan(d_steps=1.5), ValueError, "d_steps is 1.5"),
        (lambda: gan(d_steps=None), ValueError, "d_steps is None"),
        (lambda: gan(penalty_every=0.5), ValueError, "penalty_every is 0.5"),
        (lambda: gan(steps="1"), ValueError, "steps is '1'"),
        (lambda: gan(average=models.mlp(2, 2, (5,))), ValueError, "average is not a copy of G"),
        (lambda: gan(average=models.mlp(2, 2, (4, 4))), ValueError, "average is not a copy of G"),
        (lambda: gan(itself=True), ValueError, r"give copy.deepcopy\(G\)"),
    ],
    "pictures": [
        (lambda: plots.images(IMAGES, columns=0), ValueError, "columns is 0"),
        (lambda: plots.images(IMAGES, columns=2.5), ValueError, "columns is 2.5"),
        (lambda: plots.field(lambda x: x, limit=1.0, n=3), ValueError, r"f gives shape \(9, 2\) for 9 points"),
        (lambda: plots.field(lambda x: x[:, 0].numpy(), limit=1.0), ValueError, "f gives ndarray"),
        (lambda: plots.show(None, alt="x"), TypeError, "the picture is NoneType; give a figure or an ax"),
        (lambda: plots.show(figure(), alt=3), ValueError, "show needs alt=…"),
        (lambda: widgets.explore(lambda a: figure(), alt="x", a=[]), ValueError, "the slider a has no values"),
        (lambda: widgets.explore(lambda a: None, alt="x", a=[1]), TypeError, "does the function return it?"),
        (lambda: widgets.explore(lambda a: figure(), alt=None, a=[1]), ValueError, "explore needs alt=…"),
        (lambda: widgets.Live(alt=""), ValueError, "Live needs alt=…"),
    ],
}


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [mistake for some in MISTAKES.values() for mistake in some],
    ids=lambda x: x[:50] if isinstance(x, str) else None,
)
def test_a_mistake_gets_one_clear_sentence(call, error, sentence):
    with pytest.raises(error, match=sentence) as told:
        call()
    said = str(told.value)
    assert type(told.value) is error and "\n" not in said and said[-1] in ".?"


# ---- what looks like a mistake and is none -----------------------------------------------------------------------


def test_counts_and_seeds_may_come_from_numpy():
    assert torch.equal(data.ring(np.int64(5), modes=np.int32(3), seed=np.int64(1)), data.ring(5, modes=3, seed=1))
    assert torch.equal(glyphs(n=np.int64(3), seed=np.int64(1)).images, glyphs(n=3, seed=1).images)
    assert torch.equal(*(torch.rand(1, generator=settings.seed_everything(seed)) for seed in (3, np.int64(3))))
    assert len(list(training.batches(X, np.int64(2), np.int64(3)))) == 3


def test_an_optimiser_of_a_third_network_holds_one_player_still():
    """An exercise of lesson 20 does so, to show what a frozen player looks like."""
    other = models.mlp(2, 1, (4,))
    opt = torch.optim.SGD(other.parameters(), 0.1)
    G, D = models.mlp(2, 2, (4,)), models.mlp(2, 1, (4,))
    opt_d = torch.optim.SGD(D.parameters(), 0.1)
    noise = lambda n: torch.randn(n, 2)  # noqa: E731
    steps = training.fit_adversarial(G, D, losses.hinge, data.ring(9), opt, opt_d, noise=noise, steps=2, batch_size=5)
    before = copy.deepcopy(G.state_dict())
    assert len(list(steps)) == 2 and all(torch.equal(a, before[k]) for k, a in G.state_dict().items())


def test_fit_takes_whole_numbers_for_an_embedding():
    model = nn.Embedding(9, 2)
    opt = torch.optim.SGD(model.parameters(), 0.1)
    steps = training.fit(model, lambda m, x: m(x).mean(), torch.arange(9), opt, steps=2, batch_size=3)
    assert [step.i for step in steps] == [0, 1]


def test_layers_may_come_from_any_function_that_needs_nothing():
    assert models.mlp(2, 1, (4,), act=lambda: nn.LeakyReLU(0.2))[1].negative_slope == 0.2
    assert models.Generator(2, size=128, width=2)(torch.zeros(2, 2)).shape == (2, 1, 128, 128)
    assert isinstance(models.mlp(np.int64(2), 1, [4], act=nn.Tanh)[1], nn.Tanh)


def test_numbers_of_glyphs_may_come_from_numpy():
    change = dict(rotation=np.float32(5), shift=np.float64(0.1), scale=(np.float64(0.9), 1))
    assert torch.equal(glyphs(**change).images, glyphs(rotation=5.0, shift=0.1, scale=(0.9, 1.0)).images)


def test_half_precision_under_autocast_is_let_through():
    D = models.Discriminator(size=8, width=2)
    with torch.autocast("cpu", torch.bfloat16):
        assert D(IMAGES.bfloat16()).shape == (4, 1)


def test_a_check_of_the_input_takes_no_step_of_spectral_normalisation():
    judge = models.Classifier(3, size=8, width=2)
    nn.utils.parametrizations.spectral_norm(judge.decide)
    twin = copy.deepcopy(judge)
    judge(IMAGES), twin.decide(twin.embed(IMAGES))
    assert all(torch.equal(a, b) for a, b in zip(judge.state_dict().values(), twin.state_dict().values(), strict=True))


def test_bfloat16_can_be_drawn():
    x = data.ring(5)
    assert np.allclose(plots.points(x.bfloat16()).collections[0].get_offsets(), x.bfloat16().float())

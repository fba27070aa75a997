"""Laws of the data: shapes, ranges, truth of the parameters, caches that survive accidents."""

import hashlib
import multiprocessing
import struct
import time

import numpy as np
import pytest
import torch

from course import data, settings
from course.data.sets import _TORCHVISION

# ---- toy 2-D -----------------------------------------------------------------------------------------------------


def test_ring_is_the_mixture_it_says():
    x, centres = data.ring(40_000, modes=8, std=0.05, radius=2.0), data.ring_centres(8, 2.0)
    distance, mode = torch.cdist(x, centres).min(1)
    share = torch.bincount(mode, minlength=8) / len(x)
    assert torch.allclose(share, torch.full((8,), 1 / 8), atol=4 * (1 / 8 * 7 / 8 / len(x)) ** 0.5)
    # The squared distance over std^2 is chi-squared with 2 degrees of freedom: mean 2, variance 4.
    assert abs((distance / 0.05).square().mean() - 2) < 4 * 2 / len(x) ** 0.5


def test_ring_centres_are_distinct_unlike_a_closed_linspace():
    assert len(data.ring_centres(8).mul(1e4).round().unique(dim=0)) == 8
    angle = torch.linspace(0, 2 * torch.pi, 8)
    wrong = torch.stack([angle.cos(), angle.sin()], 1).mul(1e4).round() + 0.0
    assert len(wrong.unique(dim=0)) == 7


def test_grid_is_the_papers_grid():
    centres = data.grid_centres()
    assert sorted(centres[:, 0].unique().tolist()) == [-4, -2, 0, 2, 4] and len(centres) == 25
    distance = torch.cdist(data.grid(20_000), centres).min(1).values
    assert abs((distance / 0.05).square().mean() - 2) < 4 * 2 / 20_000**0.5


def test_swiss_roll_lies_on_its_curve():
    x = data.swiss_roll(5_000, noise=0.0) * 7.5
    radius = x.norm(dim=1)  # on the curve the radius is the angle t, up to whole turns
    angle = torch.atan2(x[:, 1], x[:, 0])
    assert torch.allclose(torch.cos(radius - angle), torch.ones(5_000), atol=1e-3)
    assert 1.5 * torch.pi - 1e-3 < radius.min() and radius.max() < 4.5 * torch.pi + 1e-3


@pytest.mark.parametrize("make", [data.ring, data.grid, data.swiss_roll])
def test_a_seed_is_a_promise(make):
    assert torch.equal(make(50, seed=3), make(50, seed=3))
    assert not torch.equal(make(50, seed=3), make(50, seed=4))
    assert make(50).dtype == torch.float32 and make(50).shape == (50, 2)


@pytest.mark.parametrize(
    "call",
    [
        lambda: data.ring(0),
        lambda: data.ring(10, modes=0),
        lambda: data.ring(10, std=-1.0),
        lambda: data.grid(10, side=2.5),
        lambda: data.swiss_roll(10, noise=-0.1),
    ],
)
def test_bad_parameters_get_a_sentence(call):
    with pytest.raises(ValueError, match=r"give a (whole|finite) number, at least"):
        call()


# ---- glyphs ------------------------------------------------------------------------------------------------------


def test_glyphs_shapes_ranges_and_factors(home):
    x = data.glyphs("test", characters="ABCdef", n=300, colour=True, size=16)
    assert x.images.shape == (300, 3, 16, 16) and x.images.dtype == torch.float32
    assert x.images.min() >= -1 and x.images.max() <= 1 and x.labels.max() == 5
    assert set(x.factors) == {"face", "serif", "bold", "slanted", "rotation", "scale", "shift", "ink", "ground"}
    assert all(len(v) == 300 for v in x.factors.values())
    assert x.factors["rotation"].abs().max() <= 8 and x.factors["shift"].abs().max() <= 0.06
    corner = x.images[:, :, 0, 0]  # no ink reaches the corner, so it shows the ground's colour
    assert torch.allclose(corner, x.factors["ground"] * 2 - 1, atol=2 / 255)


def test_train_and_test_share_no_face_and_all_has_every_one():
    train, test, every = (
        data.glyphs(s, n=2_000, cache=False).factors["face"].unique() for s in ("train", "test", "all")
    )
    assert not set(train.tolist()) & set(test.tolist())
    assert set(train.tolist()) | set(test.tolist()) == set(every.tolist()) == set(range(20))


def _ink_centre(images):
    """Where the ink of (B, 1, 32, 32) images lies on average, in shares of the width from the middle: (B, 2)."""
    ink = (images[:, 0] + 1) / 2  # (B, 32, 32)
    line = (torch.arange(32) + 0.5) / 32 - 0.5
    return torch.stack([(ink.sum(1) * line).sum(1), (ink.sum(2) * line).sum(1)], 1) / ink.sum((1, 2))[:, None]


def test_factors_tell_what_was_drawn():
    """Shift moves the centre of the ink by what it says; the ink's area grows with the square of the scale."""
    moved = data.glyphs(
        characters="o", n=200, rotation=0.0, shift=0.2, scale=(0.6, 0.6), faces=("DejaVuSans",), cache=False
    )
    assert (_ink_centre(moved.images) - moved.factors["shift"]).abs().max() < 0.02
    big = data.glyphs(characters="8", n=100, rotation=0.0, shift=0.0, scale=(0.5, 1.0), faces=("cmr10",), cache=False)
    area = (big.images + 1).sum((1, 2, 3))
    assert torch.corrcoef(torch.stack([area, big.factors["scale"].square()]))[0, 1] > 0.99


def test_rotation_leaves_the_shift_in_place():
    turned = data.glyphs(
        characters="o", n=200, rotation=180.0, shift=0.2, scale=(0.6, 0.6), faces=("DejaVuSans",), cache=False
    )
    assert (_ink_centre(turned.images) - turned.factors["shift"]).abs().max() < 0.03


def test_the_cache_returns_what_was_drawn(home):
    fresh = data.glyphs(n=500)
    assert len(list(home.rglob("*.npz"))) == 1
    cached, uncached = data.glyphs(n=500), data.glyphs(n=500, cache=False)
    assert torch.equal(fresh.images, cached.images) and torch.equal(fresh.images, uncached.images)
    assert torch.equal(fresh.factors["shift"], cached.factors["shift"])
    assert not torch.equal(fresh.images, data.glyphs(n=500, seed=1).images)


def test_a_damaged_cache_is_drawn_again(home):
    fresh = data.glyphs(n=100)
    file = next(home.rglob("*.npz"))
    file.write_bytes(file.read_bytes()[:1_000])
    assert torch.equal(data.glyphs(n=100).images, fresh.images)
    assert file.stat().st_size > 10_000, "the damaged file was not replaced"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path, monkeypatch):
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("COURSE_DATA", str(blocker / "below"))  # mkdir fails for root too
    assert len(data.glyphs(n=10)) == 10


def _fingerprint(x):
    return hashlib.sha256(x.numpy().tobytes()).hexdigest()


def _draw_in_a_kernel(folder, start, queue):
    import os

    os.environ["COURSE_DATA"] = folder
    torch.set_num_threads(1)
    start.wait()
    queue.put(_fingerprint(data.glyphs(n=1_500).images))


def test_two_kernels_at_once(home):
    context = multiprocessing.get_context("spawn")
    start, queue = context.Event(), context.Queue()
    kernels = [context.Process(target=_draw_in_a_kernel, args=(str(home), start, queue)) for _ in range(2)]
    for k in kernels:
        k.start()
    start.set()
    drawn = [queue.get(timeout=120) for _ in kernels]
    for k in kernels:
        k.join(30)
    assert drawn[0] == drawn[1] == _fingerprint(data.glyphs(n=1_500).images)
    assert not list(home.rglob("*.part")), "a half-written file was left behind"


def test_a_killed_write_leaves_no_broken_cache(home, monkeypatch):
    def killed(part, file):
        raise KeyboardInterrupt

    monkeypatch.setattr(settings.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        data.glyphs(n=10)
    assert not list(home.rglob("*.npz")) and not list(home.rglob("*.part"))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: data.glyphs("dev"), "no split 'dev'"),
        (lambda: data.glyphs(characters=""), "at least one"),
        (lambda: data.glyphs(characters="AA"), "only once"),
        (lambda: data.glyphs(characters=" ", n=1, cache=False), "no ink"),
        (lambda: data.glyphs(characters="龍", n=1, cache=False), "has no '龍'"),
        (lambda: data.glyphs(faces=("Comic",)), "unknown faces"),
        (lambda: data.glyphs(n=0), "n is 0"),
        (lambda: data.glyphs(size=4), "size is 4; give a whole number, at least 8"),
        (lambda: data.glyphs(scale=(2.0, 1.0)), "smaller first"),
        (lambda: data.load("imagenet"), "no data set 'imagenet'; the course knows 'glyphs'"),
        (lambda: data.digits("dev"), "no split 'dev'"),
        (lambda: data.to_unit(torch.tensor([0.0, 255.0])), r"\[0, 255\]; the course's range is \[-1, 1\]"),
        (lambda: data.to_unit(torch.zeros(2, dtype=torch.uint8)), "convert them to float"),
        (lambda: data.to_unit(torch.tensor([float("nan")])), "NaN"),
        (lambda: data.Images(torch.zeros(0, 1, 8, 8), torch.zeros(0), ("a",)), "empty"),
        (lambda: data.Images(torch.zeros(2, 8, 8), torch.zeros(2), ("a",)), r"\(N, C, H, W\)"),
        (lambda: data.Images(torch.zeros(2, 1, 8, 8), torch.zeros(3), ("a",)), "one label an image"),
    ],
)
def test_bad_input_gets_one_clear_sentence(call, words):
    with pytest.raises(ValueError, match=words) as told:
        call()
    assert "\n" not in str(told.value)


def test_glyphs_are_drawn_in_under_ten_seconds_of_work_and_read_in_under_one(home):
    start = time.process_time()
    data.glyphs()
    drawn = time.process_time() - start
    start = time.process_time()
    data.glyphs()
    read = time.process_time() - start
    assert drawn < 10 and read < 1, f"drawn in {drawn:.1f} s, read in {read:.2f} s"


@pytest.fixture
def double():
    """The reader has made double precision torch's default type."""
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


RECIPES = {
    "ring": lambda: [data.ring(50), data.ring_centres()],
    "grid": lambda: [data.grid(50), data.grid_centres()],
    "swiss_roll": lambda: [data.swiss_roll(50)],
    "glyphs": lambda: list(_all_of(data.glyphs(n=20, colour=True, cache=False))),
    "digits": lambda: list(data.digits("test").tensors),
}


def _all_of(x):
    return [*x.tensors, *x.factors.values()]


@pytest.mark.parametrize("name", RECIPES)
def test_the_default_type_changes_no_data(name, request):
    before = RECIPES[name]()
    request.getfixturevalue("double")
    for one, other in zip(before, RECIPES[name](), strict=True):
        assert one.dtype == other.dtype in (torch.float32, torch.int64) and torch.equal(one, other)


# ---- digits and torchvision --------------------------------------------------------------------------------------


def test_digits_split_is_fixed_and_complete():
    train, test, every = data.digits("train"), data.digits("test"), data.digits("all")
    assert (len(train), len(test), len(every)) == (1437, 360, 1797)
    assert every.images.shape[1:] == (1, 8, 8) and every.images.min() == -1 and every.images.max() == 1
    assert torch.bincount(test.labels).min() > 20
    assert torch.allclose(torch.cat([train.images, test.images]).mean(), every.images.mean())


def _write_idx(file, array):
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    file.write_bytes(header + array.astype(np.uint8).tobytes())


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist"])
def test_a_downloaded_set_is_read_without_a_network(home, name):
    """The real reading code on small files in MNIST's own format."""
    raw = home / "torchvision" / _TORCHVISION[name] / "raw"
    raw.mkdir(parents=True)
    rng = np.random.default_rng(0)
    pixels, labels = rng.integers(0, 256, (7, 28, 28)), rng.integers(0, 10, 7)
    for part in ("train", "t10k"):
        _write_idx(raw / f"{part}-images-idx3-ubyte", pixels)
        _write_idx(raw / f"{part}-labels-idx1-ubyte", labels)
    x = data.load(name)
    assert x.images.shape == (7, 1, 28, 28) and x.labels.tolist() == labels.tolist() and len(x.classes) == 10
    assert torch.allclose(x.images[:, 0], torch.tensor(pixels / 127.5 - 1, dtype=torch.float32), atol=1e-6)


@pytest.mark.parametrize("name", list(_TORCHVISION))
def test_no_network_is_one_sentence(home, name, monkeypatch):
    import urllib.request

    def refuse(*args, **kwargs):
        raise urllib.error.URLError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(ConnectionError, match=r"connect to the internet and call again, or use load\('glyphs'\)"):
        data.load(name)


def test_images_are_a_torch_dataset(home):
    x = data.glyphs("test", n=20)
    image, label = x[3]
    assert image.shape == (1, 32, 32) and label == x.labels[3]
    from torch.utils.data import DataLoader

    first, _ = next(iter(DataLoader(x, batch_size=5)))
    assert torch.equal(first, x.images[:5])
    fives = x.subset(x.labels == 5)
    assert (fives.labels == 5).all() and len(fives.factors["face"]) == len(fives)

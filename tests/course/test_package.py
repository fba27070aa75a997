"""The rest of the package: models, plots, widgets, settings, claims, and the shape of the package itself."""

import ast
import base64
from pathlib import Path

import numpy as np
import pytest
import torch

from course import checks, data, metrics, models, plots, settings, widgets
from course.training import Step

PACKAGE = Path(models.__file__).parent


def test_every_public_name_has_a_docstring():
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), f"{file.name} has no docstring"
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{file.name}: {node.name} has no docstring"


# ---- models ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [8, 16, 32, 64])
def test_networks_fit_each_size(size):
    z, x = torch.randn(3, 20), torch.rand(3, 2, size, size) * 2 - 1
    drawn = models.Generator(20, channels=2, size=size, width=4)(z)
    assert drawn.shape == x.shape and drawn.abs().max() <= 1
    assert models.Discriminator(2, size, 4)(x).shape == (3, 1)
    judge = models.Classifier(7, 2, size, 4)
    assert judge(x).shape == (3, 7) and judge.embed(x).shape == (3, 128)


def test_the_discriminator_gives_logits_and_one_image_does_not_touch_another():
    settings.seed_everything(0)
    D, x = models.Discriminator(size=16, width=4), torch.rand(4, 1, 16, 16) * 2 - 1
    scores = D(x * 3)
    assert scores.min() < 0 or scores.max() > 1, "a sigmoid would keep scores within (0, 1)"
    changed = x.clone()
    changed[0] = -1
    assert torch.allclose(D(x)[1:], D(changed)[1:], atol=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: models.Generator(size=28), "size is 28"),
        (lambda: models.Discriminator(size=0), "size is 0"),
        (lambda: models.Discriminator()(torch.zeros(2, 1, 28, 28)), r"takes torch.float32 of shape \(B, 1, 32, 32\)"),
        (lambda: models.Classifier(3)(torch.zeros(2, 32, 32)), r"\(2, 32, 32\); this network takes"),
        (lambda: settings.device("cuda"), "no profile 'cuda'"),
        (lambda: plots.history([Step(0, {"critic": 1.0})], ["wrong"]), "not every step has wrong"),
        (lambda: plots.images(torch.zeros(1, 1, 8, 8, dtype=torch.uint8)), "convert them to float"),
        (lambda: widgets.explore(lambda a: None, alt=" ", a=[1]), "alt="),
        (lambda: models.Generator(8)(torch.zeros(2, 9)), r"\(2, 9\); this network takes .* shape \(B, 8\)"),
        (lambda: settings.profile("fast"), "no profile 'fast'"),
        (lambda: settings.budget("tpu", smoke={}, cpu={}, gpu={}), "no profile 'tpu'"),
        (lambda: settings.budget("cpu", smoke={"a": 1}, cpu={}, gpu={}), "differ in a"),
        (lambda: plots.points(torch.zeros(3)), r"expected \(N, 2\)"),
        (lambda: plots.images(torch.zeros(3, 4, 8, 8)), "1 or 3"),
        (lambda: plots.images(torch.full((1, 1, 8, 8), 255.0)), r"range is \[-1, 1\]"),
        (lambda: plots.history([], ["critic"]), "no steps"),
        (lambda: plots.show(plots.subplots()[0], alt=" "), "alt"),
        (lambda: widgets.explore(lambda: None, alt="x"), "at least one control"),
        (lambda: widgets.explore(lambda a: None, alt="x", a=[1, 2], start={"a": 3}), "not among"),
    ],
)
def test_bad_input_gets_one_clear_sentence(call, words, monkeypatch):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda x: data.to_unit(x),
        lambda x: data.Images(x, torch.zeros(2), ("a",)),
        lambda x: metrics.frechet_distance(x, x),
        lambda x: metrics.modes_captured(x, x, 0.1),
        lambda x: plots.points(x),
        lambda x: plots.images(x),
        lambda x: data.glyphs(faces="DejaVuSans"),
    ],
)
def test_a_numpy_array_or_a_text_is_told_what_to_be(call):
    with pytest.raises(TypeError, match="give a t"):
        call(np.zeros((2, 2)))


# ---- settings and claims -----------------------------------------------------------------------------------------


def test_the_environment_chooses_the_profile(monkeypatch):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    assert settings.profile() == "cpu"
    monkeypatch.setenv("COURSE_PROFILE", "smoke")
    assert settings.profile() == "smoke"
    P = settings.budget("smoke", smoke=dict(steps=1), cpu=dict(steps=2), gpu=dict(steps=3))
    assert P.steps == 1 and "active" in P._repr_html_() and all(n in P._repr_html_() for n in ("smoke", "cpu", "gpu"))


def test_gpu_without_an_accelerator_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    with pytest.raises(RuntimeError, match="set PROFILE = 'cpu'"):
        settings.device("gpu")
    assert settings.device("cpu").type == "cpu"


def test_seed_everything_repeats_weights():
    draws = []
    for _ in range(2):
        g = settings.seed_everything(7)
        draws.append((models.mlp(2, 2)[0].weight.detach(), torch.rand(1, generator=g)))
    assert torch.equal(draws[0][0], draws[1][0]) and torch.equal(draws[0][1], draws[1][1])


def test_claims_hold_or_raise(capsys):
    checks.claim("near", 1.0000001, equals=1)
    checks.claim("between", 2, above=1, below=3)
    checks.claim("true", True)
    checks.claim("too short to say", 9, below=1, when=False)
    out = capsys.readouterr().out
    assert out.count("✓") == 3 and "not judged" in out
    for wrong in (dict(equals=2), dict(above=1), dict(below=1), dict(above=0, below=1)):
        with pytest.raises(checks.ClaimError, match="✗ wrong: expected .*measured 1"):
            checks.claim("wrong", 1.0, **wrong)
    with pytest.raises(checks.ClaimError):
        checks.claim("false", False)
    with pytest.raises(checks.ClaimError):
        checks.claim("NaN keeps no bound", float("nan"), above=0)
    with pytest.raises(TypeError, match="needs a bound"):
        checks.claim("no bound", 1.0)


# ---- pictures ----------------------------------------------------------------------------------------------------


class Shown(list):
    def __call__(self, bundle, **options):
        self.append((bundle, options))

        class Handle:
            update = staticmethod(lambda *a, **k: self.append((a[0], k)))

        return Handle()


@pytest.fixture
def shown(monkeypatch):
    """What a notebook would display."""
    import IPython
    import IPython.display

    calls = Shown()
    monkeypatch.setattr(IPython.display, "display", calls)
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
    return calls


def test_show_displays_one_png_with_alt_text(shown):
    plots.show(plots.points(data.ring(10)), alt="ten points")
    ((bundle, options),) = shown
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert options["metadata"] == {"image/png": {"alt": "ten points"}} and "ten points" in bundle["text/plain"]


def test_a_sheet_of_images_keeps_each_image_whole():
    x = torch.full((5, 1, 4, 4), -1.0)
    x[3] = 1.0
    sheet = plots.images(x, columns=3).images[0].get_array()
    assert sheet.shape == (8, 12)
    assert (sheet[4:, :4] == 1).all() and (sheet[:4] == 0).all() and (sheet[4:, 4:8] == 0).all()
    assert (sheet[4:, 8:] == 1).all(), "the place without an image is white"


def test_field_puts_the_second_coordinate_up():
    ax = plots.field(lambda xy: xy[:, 1], limit=1.0, n=5)
    values = ax.images[0].get_array()
    assert ax.images[0].origin == "lower" and values[0, 0] == -1 and values[-1, 0] == 1 and values[0, -1] == -1


def test_history_is_a_running_mean():
    steps = [Step(i, {"critic": float(i % 2)}) for i in range(200)]
    line = plots.history(steps, ["critic"]).lines[0]
    assert abs(line.get_ydata() - 0.5).max() <= 0.01 + 1e-9


def test_a_slider_redraws_and_leaves_a_picture_for_readers_without_a_kernel(shown, monkeypatch):
    drawn = []

    def draw(points):
        drawn.append(points)
        return plots.points(data.ring(points))

    boxes = []
    make = widgets._sliders
    monkeypatch.setattr(widgets, "_sliders", lambda *a: boxes.append(make(*a)) or boxes[-1])
    widgets.explore(draw, alt="points on a ring", points=[5, 10, 500])
    ((bundle, options),) = shown
    assert "application/vnd.jupyter.widget-view+json" in bundle and bundle["image/png"] and drawn == [10]
    assert options["metadata"]["image/png"]["alt"] == "points on a ring"
    slider, screen = boxes[0].children
    before = screen.value
    slider.value = 500
    assert screen.value != before and drawn == [10, 500] and 'alt="points on a ring"' in screen.value
    slider.value = 10
    assert screen.value == before and drawn == [10, 500], "a picture already drawn is not drawn again"


def test_a_text_becomes_a_box_to_type_in(shown, monkeypatch):
    drawn = []

    def draw(word, size):
        if word == "?":
            raise ValueError("type letters")
        drawn.append((word, size))
        return plots.points(data.ring(size))

    boxes = []
    make = widgets._sliders
    monkeypatch.setattr(widgets, "_sliders", lambda *a: boxes.append(make(*a)) or boxes[-1])
    widgets.explore(draw, alt="a word", word="CAT", size=[5, 10])
    box, slider, screen = boxes[0].children
    assert (box.value, slider.value, drawn) == ("CAT", 10, [("CAT", 10)])
    box.value = "DOG"
    assert drawn[-1] == ("DOG", 10)
    box.value = "?"
    assert "type letters" in screen.value
    with pytest.raises(ValueError, match="the slider word has no values"):
        widgets.explore(draw, alt="a word", word="", size=[5])


def test_a_live_picture_is_replaced_and_the_last_one_stays(shown):
    screen = widgets.Live(alt="samples")
    screen.update(plots.points(data.ring(5)))
    screen.update(plots.points(data.ring(9)), alt="the last samples")
    assert len(shown) == 2 and shown[0][1].get("display_id") is True and "display_id" not in shown[1][1]
    assert shown[1][1]["metadata"]["image/png"]["alt"] == "the last samples"


def test_common_slips_get_a_sentence():
    with pytest.raises(TypeError, match=r"for example \(64,\)"):
        models.mlp(2, 1, hidden=64)
    with pytest.raises(ValueError, match="spread lacks b"):
        plots.bars({"a": 1.0, "b": 2.0}, ylabel="y", spread={"a": 0.1})

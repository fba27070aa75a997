"""A folder of one's own pictures: every mode and size, each told what was done to it; and the features of pictures."""

import urllib.error

import numpy as np
import pytest
import torch
import torchvision.models
from PIL import Image
from torch import nn

from course import data, features, metrics


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cats").mkdir()
    ramp = np.linspace(0, 255, 64 * 48).reshape(48, 64)
    Image.fromarray(ramp.astype(np.uint8)).save(tmp_path / "a_grey.png")
    Image.fromarray((ramp * 257).astype(np.uint16)).save(tmp_path / "b_sixteen.png")
    Image.fromarray(ramp.astype(np.float32) / 255).save(tmp_path / "c_float.tif")
    clear = np.zeros((40, 40, 4), np.uint8)
    clear[:20] = (255, 0, 0, 255)
    Image.fromarray(clear).save(tmp_path / "cats" / "d_clear.png")
    Image.fromarray(clear[..., :3]).convert("P").save(tmp_path / "cats" / "e_palette.gif")
    tall = Image.fromarray(np.zeros((30, 90, 3), np.uint8) + np.uint8([0, 0, 255]))
    exif = Image.Exif()
    exif[0x0112] = 6
    tall.save(tmp_path / "cats" / "f_turned.JPG", exif=exif)
    Image.fromarray(ramp > 100).save(tmp_path / "g_two.png")
    Image.fromarray(clear[..., :3]).convert("CMYK").save(tmp_path / "h_print.tif")
    frames = [Image.fromarray(np.full((8, 8), v, np.uint8)) for v in (255, 0)]
    frames[0].save(tmp_path / "i_moving.gif", save_all=True, append_images=frames[1:])
    (tmp_path / "readme.txt").write_text("not a picture")
    return tmp_path


@pytest.mark.parametrize("channels", [1, 3])
def test_each_mode_and_size_comes_in_and_says_what_was_done(folder, channels):
    found = data.pictures(folder, size=16, channels=channels)
    assert found.images.shape == (9, channels, 16, 16) and found.images.dtype == torch.float32
    assert found.classes == (".", "cats") and found.labels.tolist() == [0, 0, 0, 1, 1, 1, 0, 0, 0]
    by_file = dict(zip("abcdefghi", found.images, strict=False))
    for name in "abc":  # one ramp, in 8 bits, 16 bits and as numbers from 0 to 1
        assert (by_file[name] - by_file["a"]).abs().max() < 0.02
    assert by_file["a"].min() < -0.8 and by_file["a"].max() > 0.8
    assert by_file["d"][:, -1].min() == 1.0, "what is transparent is white"
    assert by_file["i"].min() > 0.98, "the first frame"
    if channels == 3:
        assert by_file["d"][:, 0, 0].tolist() == [1, -1, -1]
    said = {note.split(": ")[0].split("/")[-1][0]: note.split(": ")[1] for note in found.notes}
    assert "the middle 48 x 48 of 64 x 48" in said["a"] and "resized to 16 x 16" in said["a"]
    assert "8 bits" in said["b"] and "8 bits" in said["c"] and "white" in said["d"] and "from P" in said["e"]
    assert "turned" in said["f"] and "of 30 x 90" in said["f"] and "first frame" in said["i"]
    assert ("grey in three channels" if channels == 3 else "resized") in said["a"]
    few = found.subset(found.labels == 1)
    assert len(few.notes) == 3 and "d_clear" in few.notes[0]


def test_a_picture_that_fits_is_left_alone(tmp_path):
    pixels = np.random.default_rng(0).integers(0, 256, (16, 16, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "one.png")
    found = data.pictures(tmp_path, size=16)
    assert torch.equal(((found.images[0] + 1) * 127.5).round().byte(), torch.from_numpy(pixels).permute(2, 0, 1))
    assert found.notes == ("one.png: as it is",)


def test_what_cannot_be_read_is_named(folder):
    with pytest.raises(FileNotFoundError, match="no folder"):
        data.pictures(folder / "dogs")
    with pytest.raises(ValueError, match="channels is 2"):
        data.pictures(folder, channels=2)
    with pytest.raises(ValueError, match="size is 0"):
        data.pictures(folder, size=0)
    whole = (folder / "a_grey.png").read_bytes()
    for content in (b"no picture", whole[: len(whole) // 2], b""):
        (folder / "cats" / "broken.png").write_bytes(content)
        with pytest.raises(ValueError, match="'cats.broken.png' cannot be read"):
            data.pictures(folder)
    (folder / "empty").mkdir()
    with pytest.raises(ValueError, match="holds no picture"):
        data.pictures(folder / "empty")


# ---- features --------------------------------------------------------------------------------------------------------


def test_the_courses_features_tell_characters_apart_and_take_any_picture():
    letters = data.glyphs("train", n=600, cache=False)
    found = features.of(letters.images)
    assert found.shape == (600, 128) and found.dtype == torch.float32 and found.std() > 0
    assert torch.allclose(found, features.of(letters.images, batch_size=7), atol=1e-4)
    zero, one = (found[letters.labels == k] for k in (0, 1))
    apart = metrics.frechet_distance(zero[:25], one[:25])
    assert apart > 3 * metrics.frechet_distance(zero[:25], zero[25:50])
    assert features.of(letters.images[:3].expand(-1, 3, -1, -1)).sub(found[:3]).abs().max() < 1e-3
    assert features.of(torch.zeros(2, 1, 50, 41)).shape == (2, 128)


def test_a_function_of_ones_own_is_called_in_batches_and_left_as_it_was():
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Flatten()).train()
    x = torch.rand(10, 1, 8, 8)
    found = features.of(x, net, batch_size=4)
    assert net.training and net[1].num_batches_tracked == 0
    assert found.shape == (10, 144) and torch.allclose(found, net.eval()(x), atol=1e-6)
    assert features.of(x, lambda images: images.mean((2, 3)), batch_size=3).shape == (10, 1)


def test_inception_gets_the_range_that_its_weights_know(monkeypatch):
    """Without a network: the same random weights, once behind ImageNet's own normalisation, once as we call them."""
    torch.manual_seed(0)
    theirs = torchvision.models.inception_v3(weights=None, init_weights=False, transform_input=True).eval()

    def unloaded(weights, transform_input):
        net = torchvision.models.Inception3(init_weights=False, transform_input=transform_input)
        net.load_state_dict(theirs.state_dict())
        return net

    features._torchvision.cache_clear()
    monkeypatch.setattr(torchvision.models, "inception_v3", unloaded)
    x = torch.rand(1, 3, 299, 299) * 2 - 1
    ours = features.of(x, "inception")
    normalised = ((x + 1) / 2 - torch.tensor([0.485, 0.456, 0.406])[:, None, None]) / torch.tensor(
        [0.229, 0.224, 0.225]
    )[:, None, None]
    theirs.fc = nn.Identity()
    with torch.no_grad():
        assert torch.allclose(ours, theirs(normalised), atol=1e-4, rtol=1e-3) and ours.shape == (1, 2048)
    features._torchvision.cache_clear()


def test_without_a_network_inception_says_so(monkeypatch):
    def no_network(**_):
        raise urllib.error.URLError("no route")

    features._torchvision.cache_clear()
    monkeypatch.setattr(torchvision.models, "inception_v3", no_network)
    with pytest.raises(ConnectionError, match="by='glyphs', which needs no network"):
        features.of(torch.zeros(1, 3, 8, 8), "inception")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: features.of(torch.zeros(2, 8, 8)), r"give a tensor \(N, C, H, W\)"),
        (lambda: features.of(torch.zeros(2, 2, 8, 8)), "one channel or three"),
        (lambda: features.of(torch.zeros(2, 1, 8, 8, dtype=torch.uint8)), "convert them to float"),
        (lambda: features.of(torch.full((2, 1, 8, 8), 200.0)), r"the course's range is \[-1, 1\]"),
        (lambda: features.of(torch.full((2, 1, 8, 8), torch.nan)), "NaN"),
        (lambda: features.of(torch.zeros(0, 1, 8, 8)), "empty"),
        (lambda: features.of(np.zeros((2, 1, 8, 8))), "ndarray"),
        (lambda: features.of(torch.zeros(2, 1, 8, 8), "clip"), "no features 'clip'"),
        (lambda: features.of(torch.zeros(2, 1, 8, 8), batch_size=0), "batch_size is 0"),
        (lambda: features.of(torch.zeros(2, 1, 8, 8), lambda x: x.mean()), "a row a picture"),
    ],
)
def test_bad_pictures_get_one_clear_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()

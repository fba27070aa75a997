"""The trained generators: whole, described, as good as their cards say in words, and refused when changed."""

import json
import shutil

import pytest
import torch

from course import metrics, trained
from tools.quality import library_gpt
from tools.quality import trained as makers

NAMES = [name for name, about in trained.index().items() if "network" not in about]
EVERY = list(trained.index())


def test_every_plan_was_carried_out_and_all_together_are_small():
    assert [*makers.PLANS, makers.READER, library_gpt.NAME] == EVERY
    files = [file for file in trained.HERE.iterdir() if file.suffix in (".safetensors", ".md", ".json")]
    assert len(files) == 2 * len(EVERY) + 1
    assert sum(file.stat().st_size for file in files) < 15e6


@pytest.mark.parametrize("name", NAMES)
def test_each_draws_and_has_its_card(name):
    about = trained.index()[name]
    for step in about["steps"]:
        G = trained.load(name, step)
        assert not G.training and not any(p.requires_grad for p in G.parameters())
        with torch.no_grad():
            pictures = G(torch.randn(4, G.z_dim, generator=torch.Generator().manual_seed(0)))
        assert pictures.shape[1:] == (about["make"]["channels"], about["make"]["size"], about["make"]["size"])
        assert pictures.isfinite().all() and pictures.abs().max() <= 1
    card = trained.card(name)
    assert card.startswith(f"# {name}\n") and "**Limits:**" in card
    assert all(f"| {row['frechet']} |" in card for row in about["scores"])


def test_the_scores_of_the_index_are_those_of_the_files():
    name = "healthy_run"
    plan, about = makers.PLANS[name], trained.index()[name]
    real = makers.data.glyphs("train", **{**plan.pictures, "n": 500}).images
    flat = [pictures.flatten(1)[:, ::8] for pictures in (real, *(drawn(name, step) for step in about["steps"]))]
    distances = [metrics.frechet_distance(flat[0], other) for other in flat[1:]]  # on some pixels: no classifier
    assert distances[-1] < 0.5 * distances[0]
    assert about["scores"][-1]["frechet"] < 0.2 * about["scores"][0]["frechet"]
    assert about["scores"][-1]["classes"] == 10


def drawn(name, step):
    G = trained.load(name, step)
    with torch.no_grad():
        return G(torch.randn(500, G.z_dim, generator=torch.Generator().manual_seed(0)))


def test_letters_come_as_asked():
    about = trained.index()["letters_16"]
    assert len(about["asked"]) == 26
    assert about["scores"][-1]["read"] > 0.9


def test_a_wrong_name_or_step_gets_a_sentence():
    with pytest.raises(ValueError, match="there are letters_16"):
        trained.load("faces")
    with pytest.raises(ValueError, match="there are letters_16"):
        trained.card("faces")
    with pytest.raises(ValueError, match="kept at the steps 1, 50"):
        trained.load("healthy_run", 7)


def test_a_changed_file_is_refused(tmp_path, monkeypatch):
    shutil.copytree(trained.HERE, tmp_path / "kept")
    monkeypatch.setattr(trained, "HERE", tmp_path / "kept")
    file = tmp_path / "kept" / "healthy_run.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(ValueError, match="damaged or was changed"):
        trained.load("healthy_run")


def test_the_index_is_plain_json():
    assert json.loads((trained.HERE / "index.json").read_text()) == trained.index()

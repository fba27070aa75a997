"""Diagnosis: each sign alone, made by hand; looks that disturb nothing; bad input."""

import pytest
import torch
from torch import nn

from course import diagnosis, models
from course.diagnosis import Look, diagnose, look

REAL = torch.randn(64, 8, generator=torch.Generator().manual_seed(0)).clamp(-0.9, 0.9)


def record(drawn=None, scores=(1.0, 1.0, -0.5), leak=0.0, moving=True, real=REAL):
    """Ten looks at a healthy run, but for what is said. drawn: a function of the look's number."""
    looks = []
    for i in range(10):
        g = torch.Generator().manual_seed(i)
        made = torch.randn(64, 8, generator=g) if drawn is None else drawn(i, g)
        weights = torch.ones(5) + (0.1 * torch.randn(5, generator=g) if moving else 0)
        looks.append(Look(i, *scores, leak, made, real, weights))
    return looks


SIGNS = {
    "wrong range": dict(drawn=lambda i, g: torch.rand(64, 8, generator=g).mul(2).sub(1), real=(REAL + 1) / 2),
    "dead generator": dict(moving=False, drawn=lambda i, g: REAL.flip(0)),
    "saturated discriminator": dict(scores=(9.0, 9.0, -9.0)),
    "leaking batch statistics": dict(leak=1.0),
    "overfitted discriminator": dict(scores=(2.0, 1.0, -1.0)),
    "oscillation": dict(drawn=lambda i, g: 0.1 * torch.randn(64, 8, generator=g) + 2 * (-1) ** i),
    "collapse": dict(drawn=lambda i, g: 0.1 * torch.randn(64, 8, generator=g)),
}


@pytest.mark.parametrize("illness", SIGNS)
def test_each_sign_alone_is_named(illness):
    found = diagnose(record(**SIGNS[illness]))
    assert [one.illness for one in found] == [illness]
    assert found[0].remedy in str(found[0]) and any(c.isdigit() for c in found[0].evidence)


def test_a_healthy_record_is_met_with_silence():
    assert diagnose(record()) == []


def widening(*sizes):
    """A record whose drawn samples spread over these shares of the data, one after the other, from where they are."""
    return record(drawn=lambda i, g: sizes[i] * torch.randn(64, 8, generator=torch.Generator().manual_seed(9)))


@pytest.mark.parametrize(
    ("sizes", "names"),
    [
        ((0.1, 0.1, 0.1, 0.1, 0.1, 0.12, 0.16, 0.2, 0.28, 0.4), ["slow start"]),
        ((0.1, 0.1, 0.1, 0.1, 0.1, 0.12, 0.17, 0.15, 0.28, 0.26), ["slow start"]),  # most of the way is a rise
        ((0.4, 0.4, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2), ["collapse"]),  # it stays
        ((0.4, 0.4, 0.3, 0.3, 0.3, 0.3, 0.26, 0.2, 0.15, 0.1), ["collapse"]),  # it narrows
        ((0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.1, 0.22, 0.12, 0.23), ["collapse"]),  # up and down, and hardly higher
        ((0.1, 0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9), []),  # wide enough already
    ],
)
def test_a_narrow_record_that_grows_is_young_and_one_that_stays_has_collapsed(sizes, names):
    assert [one.illness for one in diagnose(widening(*sizes))] == names


@pytest.mark.parametrize(
    ("sizes", "names"),
    [((0.2, 0.25, 0.3, 0.35, 0.4), ["slow start"]), ((0.4, 0.35, 0.3, 0.25, 0.2), ["oscillation"])],
)
def test_a_record_that_moves_about_wanders_only_if_it_does_not_grow(sizes, names):
    looks = record(drawn=lambda i, g: sizes[i % 5] * torch.randn(64, 8, generator=g) + (-1) ** i)
    assert [one.illness for one in diagnose(looks)] == names


def test_growth_says_from_where_to_where():
    found = diagnose(widening(*[0.1] * 5, 0.1, 0.15, 0.2, 0.3, 0.4))
    assert "from 1" in found[0].evidence and "train on" in found[0].remedy


def test_a_small_lead_says_nothing_about_overfitting():
    assert diagnose(record(scores=(0.1, 0.0, -0.1))) == []


def test_a_generator_at_rest_that_draws_one_thing_is_dead():
    looks = record(drawn=lambda i, g: torch.zeros(64, 8))
    still = [Look(*list(vars(one).values())[:-1], torch.ones(5) + 1e-5 * one.i) for one in looks]
    assert diagnose(still)[0].illness == "dead generator"


def players():
    torch.manual_seed(0)
    G = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 8))
    return G, nn.Sequential(nn.Linear(8, 16), nn.Dropout(0.5), nn.LeakyReLU(0.2), nn.Linear(16, 1))


def test_a_look_changes_nothing_and_draws_nothing_from_the_generators():
    G, D = players()
    before = [{name: value.clone() for name, value in net.state_dict().items()} for net in (G, D)]
    state = torch.get_rng_state()
    look(0, G, D, REAL, REAL, torch.randn(32, 4, generator=torch.Generator()))
    assert torch.equal(torch.get_rng_state(), state)
    assert G.training and D.training
    for net, kept in zip((G, D), before, strict=True):
        assert all(torch.equal(value, kept[name]) for name, value in net.state_dict().items())


def test_dropout_is_no_leak_and_batch_normalisation_is_one():
    G, D = players()
    z = torch.randn(64, 4)
    assert look(0, G, D, REAL, REAL, z).leak == 0
    D = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
    assert look(0, G, D, REAL, REAL, z).leak > diagnosis.LEAK


def test_scores_are_those_of_evaluation_mode():
    G, D = models.mlp(4, 8), models.mlp(8, 1)
    seen = look(3, G, D, REAL, REAL[:32], torch.randn(64, 4))
    assert seen.i == 3 and seen.drawn.shape == (32, 8) and seen.real.shape == (32, 8)
    assert seen.train == pytest.approx(D(REAL).mean().item()) and seen.held == pytest.approx(D(REAL[:32]).mean().item())


def test_too_little_is_refused_in_a_sentence():
    G, D = players()
    with pytest.raises(ValueError, match="at least 4 each"):
        look(0, G, D, REAL[:3], REAL, torch.randn(64, 4))
    with pytest.raises(ValueError, match="at least 4, spread over the run"):
        diagnose(record()[:3])

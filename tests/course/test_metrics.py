"""Metrics against closed forms and SciPy's own matrix root, in the cases that break other tools."""

import numpy as np
import pytest
import scipy.linalg
import torch

from course import data, metrics


def test_true_samples_score_what_the_formula_says():
    modes, high = metrics.modes_captured(data.grid(20_000, seed=5), data.grid_centres(), 0.05)
    expected = 1 - np.exp(-4.5)
    assert modes == 25 and abs(high - expected) < 4 * (expected * (1 - expected) / 20_000) ** 0.5


def test_a_collapsed_generator_is_told_apart():
    one = data.ring_centres(8)[:1].repeat(100, 1)
    assert metrics.modes_captured(one, data.ring_centres(8), 0.01) == (1, 1.0)
    between = data.ring_centres(8).mean(0, keepdim=True).repeat(100, 1)
    assert metrics.modes_captured(between, data.ring_centres(8), 0.01) == (0, 0.0)


def scipy_frechet(a, b):
    sa, sb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(sa @ sb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(sa + sb) - 2 * np.trace(root).real)


def test_frechet_distance_is_scipys():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(300, 6)) @ rng.normal(size=(6, 6)), rng.normal(size=(200, 6)) + 1
    ours = metrics.frechet_distance(torch.tensor(a), torch.tensor(b))
    assert ours == pytest.approx(scipy_frechet(a, b), rel=1e-9)
    assert ours == pytest.approx(metrics.frechet_distance(torch.tensor(b), torch.tensor(a)), rel=1e-9)


def test_frechet_distance_of_known_gaussians():
    """For N(0, I) and N(m, s^2 I) it is |m|^2 + d (s - 1)^2; whitened samples have those moments exactly."""
    x = torch.randn(500, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    x = x - x.mean(0)
    x = x @ torch.linalg.inv(torch.linalg.cholesky(torch.cov(x.T))).T
    assert metrics.frechet_distance(x, 3 * x + 2) == pytest.approx(4 * 2**2 + 4 * (3 - 1) ** 2, rel=1e-9)


def test_frechet_distance_with_fewer_samples_than_features():
    g = torch.Generator().manual_seed(0)
    a, b = torch.randn(20, 64, generator=g), torch.randn(30, 64, generator=g)
    ours = metrics.frechet_distance(a, b)
    sa, sb = np.cov(a.double().numpy(), rowvar=False), np.cov(b.double().numpy(), rowvar=False)
    values, vectors = np.linalg.eigh(sa)  # SciPy's sqrtm is off by 1e-4 on a singular matrix like this one
    root_a = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    middle = np.linalg.eigvalsh(root_a @ sb @ root_a).clip(0)
    expected = float(
        (a.double().mean(0) - b.double().mean(0)).square().sum() + np.trace(sa + sb) - 2 * np.sqrt(middle).sum()
    )
    assert ours == pytest.approx(expected, rel=1e-5) and ours > 0
    assert metrics.frechet_distance(a, a) == pytest.approx(0, abs=1e-9)


def test_frechet_distance_shrinks_with_the_sample_size():
    """The bias of Chong and Forsyth (2020): equal distributions score above zero, about as 1/N."""
    g = torch.Generator().manual_seed(0)
    few, many = (metrics.frechet_distance(*torch.randn(2, n, 8, generator=g)) for n in (100, 1_000))
    assert few > 4 * many > 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: metrics.modes_captured(torch.zeros(0, 2), data.ring_centres(), 0.1), "points is empty"),
        (lambda: metrics.modes_captured(torch.zeros(4), data.ring_centres(), 0.1), r"expected \(N, d\)"),
        (lambda: metrics.modes_captured(torch.zeros(4, 3), data.ring_centres(), 0.1), "use the same"),
        (lambda: metrics.modes_captured(torch.zeros(4, 2), data.ring_centres(), 0.0), "above zero"),
        (lambda: metrics.frechet_distance(torch.zeros(1, 2), torch.zeros(5, 2)), "at least 2"),
        (lambda: metrics.frechet_distance(torch.zeros(5, 2), torch.zeros(5, 3)), "same network"),
        (lambda: metrics.frechet_distance(torch.full((5, 2), torch.nan), torch.zeros(5, 2)), "NaN"),
    ],
)
def test_bad_input_gets_one_clear_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()

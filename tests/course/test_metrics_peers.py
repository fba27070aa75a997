"""Metrics beside the field's own implementations, where those are right; where they are not, a closed form judges."""

import contextlib
import io

import numpy as np
import pytest
import torch
from prdc import compute_prdc
from pytorch_fid.fid_score import calculate_frechet_distance
from scipy.stats import mannwhitneyu, norm
from torch import nn
from torch_fidelity.metric_isc import isc_features_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric
from torchmetrics.image.fid import FrechetInceptionDistance
from torchmetrics.image.inception import InceptionScore
from torchmetrics.image.kid import KernelInceptionDistance

from course import metrics
from course.metrics import _distances


def drawn(n, d, seed, shift=0.0, rank=None):
    """Features like a network's: correlated, not Gaussian, (n, d)."""
    g = torch.Generator().manual_seed(seed)
    mix = torch.randn(rank or d, d, generator=torch.Generator().manual_seed(99), dtype=torch.float64) / d**0.5
    x = (torch.randn(n, rank or d, generator=g, dtype=torch.float64) @ mix + shift).relu()
    return x if rank else x + 0.01 * torch.rand(n, d, generator=g, dtype=torch.float64)  # no two at one place


class Same(nn.Module):
    """In place of a network: the features themselves."""

    def __init__(self, d):
        super().__init__()
        self.num_features = d

    def forward(self, x):
        return x.flatten(1)


def pytorch_fid(a, b):
    a, b = a.numpy(), b.numpy()
    return calculate_frechet_distance(a.mean(0), np.cov(a, rowvar=False), b.mean(0), np.cov(b, rowvar=False))


def torchmetrics_fid(a, b):
    metric = FrechetInceptionDistance(feature=Same(a.shape[1])).set_dtype(torch.float64)
    metric.update(a, real=True)
    metric.update(b, real=False)
    return metric.compute().item()


def prdc(real, fake, k):
    with contextlib.redirect_stdout(io.StringIO()):
        found = compute_prdc(real.numpy(), fake.numpy(), nearest_k=k)
    return [found[name].item() for name in ("precision", "recall", "density", "coverage")]


# ---- Fréchet ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "m", "d"), [(300, 200, 6), (700, 900, 64), (400, 300, 200)])
def test_the_frechet_distance_is_pytorch_fids_and_torchmetrics(n, m, d):
    a, b = drawn(n, d, 0), drawn(m, d, 1, 0.3)
    ours = metrics.frechet_distance(a, b)
    assert ours == pytest.approx(pytorch_fid(a, b), rel=1e-6)
    assert ours == pytest.approx(torchmetrics_fid(a, b), rel=1e-6)


CASES = {
    "more samples than features": drawn(500, 32, 0),
    "fewer samples than features": drawn(40, 64, 0),
    "small, and fewer": drawn(40, 64, 0) * 1e-3,
    "of low rank": drawn(500, 64, 0, rank=5),
    "far from zero": drawn(500, 32, 0) + 1e6,
}


@pytest.mark.parametrize("name", CASES)
def test_the_frechet_distance_of_a_stretched_copy_is_known(name):
    """b = 2 a + t: |mean a + t|^2 + tr S_a, whatever a is."""
    a = CASES[name]
    shift = a.std()
    b = 2 * (a - a.mean(0)) + a.mean(0) + shift
    known = a.shape[1] * shift.item() ** 2 + torch.cov(a.T).trace().item()
    tolerance = 1e-7 if name == "far from zero" else 1e-9  # 1e6 + x keeps ten digits of x
    assert metrics.frechet_distance(a, b) == pytest.approx(known, rel=tolerance)
    streamed = [metrics.Moments(), metrics.Moments()]
    for moments, x in zip(streamed, (a, b), strict=True):
        for part in x.split(7):
            moments.add(part)
    assert metrics.frechet_distance(*streamed) == pytest.approx(known, rel=1e-6)


def test_where_the_peers_frechet_distance_is_wrong():
    """For fewer samples than features, for features far from zero, and for features kept in float32."""

    def error(distance, a, factor, kind=torch.float64):
        b = factor * (a - a.mean(0)) + a.mean(0)
        return abs(distance(a.to(kind), b.to(kind)) / ((factor - 1) ** 2 * torch.cov(a.T).trace().item()) - 1)

    ours = metrics.frechet_distance
    few, far = CASES["fewer samples than features"], CASES["far from zero"]
    further = 1e7 + CASES["more samples than features"]  # the peer subtracts squares: its error grows with the mean's
    for peer in (pytorch_fid, torchmetrics_fid):
        assert error(peer, few, 1.0001) > 0.5 > 1e-6 > error(ours, few, 1.0001)
    assert error(torchmetrics_fid, further, 2) > 1e-5 > 1e-6 > error(ours, further, 2)
    assert error(pytorch_fid, far, 2, torch.float32) > 1e-3
    with pytest.raises(ValueError, match="Imaginary component"):
        pytorch_fid(few * 1e4, few * 2e4)
    assert error(ours, few * 1e4, 2) < 1e-9


def test_parts_and_processes_do_not_matter():
    x, y = drawn(1000, 24, 0), drawn(300, 24, 1)
    whole = metrics.frechet_distance(x, y)
    workers = [metrics.Moments() for _ in range(3)]
    for i, part in enumerate(x.split([1, 400, 2, 97, 500])):
        workers[i % 3].add(part)
    workers.append(metrics.Moments())  # one that got nothing to do
    first = workers[0]
    for other in workers[1:]:
        first.merge(other)
    assert first.n == 1000 and metrics.frechet_distance(first, y) == pytest.approx(whole, rel=1e-10)
    assert first.covariance() == pytest.approx(torch.cov(x.T).numpy(), abs=1e-12)


def test_the_extrapolated_distance_forgets_the_bias():
    g = torch.Generator().manual_seed(0)
    sets = [torch.randn(2, 600, 8, generator=g) for _ in range(60)]
    plain, further = (
        torch.tensor([f(*s) for s in sets]) for f in (metrics.frechet_distance, metrics.frechet_extrapolated)
    )
    assert plain.mean() == pytest.approx(2 * 8 / 600 + 8 * 9 / 2 / 599, rel=0.1)  # of the means, of the covariances
    assert abs(further.mean()) < 4 * further.std() / 60**0.5 and abs(further.mean()) < plain.mean() / 10
    assert metrics.frechet_extrapolated(sets[0][0], sets[0][1] + 0.5) == pytest.approx(8 * 0.25, rel=0.2)


# ---- kernel, classifier ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("d", [3, 64])
def test_the_kernel_distance_is_the_peers(d):
    a, b = drawn(300, d, 0), drawn(300, d, 1, 0.3)
    theirs = kid_features_to_metric(a, b, kid_subsets=1, kid_subset_size=300, verbose=False)
    ours = metrics.kernel_distance(a, b)
    assert ours == pytest.approx(theirs["kernel_inception_distance_mean"], rel=1e-6)
    metric = KernelInceptionDistance(feature=Same(d), subsets=1, subset_size=300).set_dtype(torch.float64)
    metric.update(a, real=True)
    metric.update(b, real=False)
    assert ours == pytest.approx(metric.compute()[0].item(), rel=1e-6)


@pytest.mark.parametrize("bandwidth", [None, 1.5])
def test_the_kernel_distance_is_the_definition_in_blocks_too(bandwidth, monkeypatch):
    a, b = drawn(50, 4, 0), drawn(35, 4, 1)

    def k(x, y):
        return ((x @ y) / 4 + 1) ** 3 if bandwidth is None else torch.exp(-(x - y).square().sum() / (2 * bandwidth**2))

    within = [sum(k(s[i], s[j]) for i in range(len(s)) for j in range(len(s)) if i != j) for s in (a, b)]
    across = sum(k(x, y) for x in a for y in b)
    known = within[0] / (50 * 49) + within[1] / (35 * 34) - 2 * across / (50 * 35)
    for block in (2048, 16):
        monkeypatch.setattr("course.metrics.kernel.BLOCK", block)
        assert metrics.kernel_distance(a, b, bandwidth) == pytest.approx(known.item(), rel=1e-9)


def test_the_kernel_distance_is_unbiased():
    g = torch.Generator().manual_seed(0)
    values = torch.tensor([metrics.kernel_distance(*torch.randn(2, 40, 5, generator=g)) for _ in range(400)])
    assert abs(values.mean()) < 4 * values.std() / 400**0.5 and (values < 0).any()


def test_the_inception_score_is_the_peers():
    logits = 3 * torch.randn(500, 10, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    for splits in (1, 5):
        theirs = isc_features_to_metric(logits, splits=splits, shuffle=False)["inception_score_mean"]
        assert metrics.inception_score(logits.softmax(1), splits) == pytest.approx(theirs, rel=1e-6)
    metric = InceptionScore(feature=Same(10), splits=1).set_dtype(torch.float64)
    metric.update(logits)
    assert metrics.inception_score(logits.softmax(1)) == pytest.approx(metric.compute()[0].item(), rel=1e-6)


def test_the_inception_score_between_its_ends():
    assert metrics.inception_score(torch.full((7, 5), 0.2)) == pytest.approx(1.0)
    one_hot = torch.eye(5).repeat(3, 1)
    assert metrics.inception_score(one_hot) == pytest.approx(5.0)
    assert metrics.inception_score(one_hot[:1].repeat(9, 1)) == pytest.approx(1.0)


# ---- neighbours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "m", "d", "k"), [(60, 50, 2, 1), (300, 200, 6, 3), (2500, 2200, 16, 5), (50, 60, 900, 4)]
)
def test_the_four_shares_are_prdcs(n, m, d, k):
    real, fake = drawn(n, d, 0) + 7, drawn(m, d, 1, 0.1) + 7
    ours = [*metrics.precision_recall(real, fake, k), *metrics.density_coverage(real, fake, k)]
    assert ours == pytest.approx(prdc(real, fake, k), rel=1e-9)
    both = metrics.neighbourhoods(real, fake, k, k + 1)
    assert both[:2] == pytest.approx(ours[:2]) and both[2:] == pytest.approx(prdc(real, fake, k + 1)[2:], rel=1e-9)


@pytest.mark.parametrize("spread", [1e-3, 1e-6])
def test_float32_alone_could_not_tell_these_neighbours(spread):
    """Clusters far apart: the distances that decide are 1e-5 and 1e-8 of the coordinates."""
    g = torch.Generator().manual_seed(0)
    centres = 100 * torch.randn(4, 8, generator=g, dtype=torch.float64)
    real, fake = (
        centres.repeat(60, 1) + spread * torch.randn(240, 8, generator=g, dtype=torch.float64) for _ in range(2)
    )
    far, near = torch.cdist(real, real, compute_mode="donot_use_mm_for_euclid_dist"), []
    across = torch.cdist(real, fake, compute_mode="donot_use_mm_for_euclid_dist")
    radius = far.sort(1).values[:, 3]
    near = across <= radius[:, None]
    ours = metrics.neighbourhoods(real, fake, 3, 3)
    assert ours.precision == near.any(0).double().mean() and ours.density == near.sum() / 3 / 240
    assert ours.coverage == near.any(1).double().mean()
    single = real.float(), fake.float()
    rough = torch.cdist(single[0], single[0], compute_mode="use_mm_for_euclid_dist").sort(1).values[:, 3]
    if spread < 1e-4:
        assert (rough.double() / radius - 1).abs().max() > 0.5, (
            "float32 would have been enough: this test shows nothing"
        )


@pytest.mark.parametrize("scale", [1.0, 0.25, 1e-6])  # on a coarse grid many distances are equal
def test_blocks_order_and_half_precision_around_it_do_not_matter(scale, monkeypatch):
    monkeypatch.setattr(_distances, "BLOCK", 32)
    g = torch.Generator().manual_seed(0)
    real, fake = (torch.randn(n, 3, generator=g, dtype=torch.float64).div(scale).round() * scale for n in (150, 110))
    real = real[real[:, 0].argsort()]  # those nearest are in one block or in the next
    away = torch.cdist(real, real, compute_mode="donot_use_mm_for_euclid_dist").sort(1).values
    across = torch.cdist(real, fake, compute_mode="donot_use_mm_for_euclid_dist")
    reach = torch.cdist(fake, fake, compute_mode="donot_use_mm_for_euclid_dist").sort(1).values[:, 2]
    with torch.autocast("cpu", torch.bfloat16):
        ours = metrics.neighbourhoods(real, fake, 2, 4)
    wide = across <= away[:, 4:5]
    known = [(across <= away[:, 2:3]).any(0), (across <= reach).any(1), wide.sum(0) / 4, wide.any(1)]
    assert ours == pytest.approx([x.double().mean().item() for x in known], rel=1e-9)


def hard(name, n, d, seed):
    """Features that are made to break a bound of the first look."""
    g = torch.Generator().manual_seed(seed)
    x = torch.randn(n, d, generator=g, dtype=torch.float64)
    if name == "half way":  # between two numbers of bfloat16: all that is lost points one way
        return (1 + 1 / 256 + 1e-2 * x * (x > 2)) * torch.randn(n, 1, generator=g, dtype=torch.float64).sign()
    if name == "outliers":  # a few lengths far above the others
        return x * torch.randn(n, 1, generator=g, dtype=torch.float64).mul(2).exp()
    if name == "copies":  # more at one place than there are candidates
        return x[torch.randint(0, n // 60, (n,), generator=g)]
    if name == "clusters":
        return (
            1e-3 * x
            + 50
            * torch.randn(5, d, dtype=torch.float64, generator=torch.Generator().manual_seed(9))[torch.arange(n) % 5]
        )
    return x.mul({"tiny": 1e-22, "quarters": 2, "flat": 1}[name]).round(decimals=0 if name == "quarters" else 40) / 4


@pytest.mark.parametrize("looks", [[torch.bfloat16, torch.float32], [torch.float32], []])
@pytest.mark.parametrize("name", ["half way", "outliers", "copies", "clusters", "tiny", "quarters", "flat"])
def test_every_look_leads_to_the_exact_shares(name, looks, monkeypatch):
    monkeypatch.setattr(_distances, "BLOCK", 150)
    if looks:
        monkeypatch.setattr(_distances, "LOOKS", looks)
    real, fake = hard(name, 400, 40, 0), hard(name, 310, 40, 1)
    real[:5] = fake[:5]

    def squared(x, y):
        return (x[:, None] - y).square().sum(2)

    away, across, reach = squared(real, real).sort(1).values, squared(real, fake), squared(fake, fake).sort(1).values
    wide = across <= away[:, 5:6]
    known = [(across <= away[:, 3:4]).any(0), (across <= reach[:, 3]).any(1), wide.sum(0).double() / 5, wide.any(1)]
    assert metrics.neighbourhoods(real, fake) == pytest.approx([x.double().mean().item() for x in known], rel=1e-9)
    a, b = (_distances.Points(x, real.mean(0)) for x in (real, fake))
    for x, y, exact in ((a, b, across), (a, a, squared(real, real).fill_diagonal_(torch.inf))):
        found = _distances.kth_nearest(x, y, [1, 4, 40])
        assert found == pytest.approx(exact.sort(1).values[:, [0, 3, 39]].numpy(), rel=1e-9, abs=0)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
@pytest.mark.parametrize("name", ["half way", "outliers", "copies", "clusters", "tiny", "flat"])
def test_a_first_look_is_off_by_at_most_its_bound(name, dtype):
    x, y = hard(name, 300, 900, 0), hard(name, 200, 900, 1)
    a, b = (_distances.Points(z, torch.zeros(900, dtype=torch.float64)) for z in (x, y))
    exact = (x[:, None] - y).square().sum(2).numpy()
    c = torch.tensor(np.median(exact)).bfloat16().item()
    rows, columns = slice(20, 300), slice(0, 190)
    about = _distances._about(a, rows, b, columns, dtype, c).astype(float)
    off = _distances._off(a.look(dtype), rows, b.look(dtype), columns, c) + torch.finfo(dtype).eps * np.abs(about)
    error = np.abs(about + c - exact[rows, columns])
    assert (error <= off).all()
    if name == "half way" and dtype is torch.bfloat16:
        assert (error / off).max() > 0.3, "the bound is far from what can happen, or this test shows nothing"


def test_equal_distributions_score_what_theory_says():
    g = torch.Generator().manual_seed(0)
    scores = [metrics.density_coverage(*torch.randn(2, 60, 4, generator=g), 3) for _ in range(300)]
    density, coverage = torch.tensor(scores, dtype=torch.float64).T
    missed = np.prod([(60 - i) / (120 - i) for i in (1, 2, 3)])
    for values, known in ((density, 1.0), (coverage, 1 - missed)):
        assert abs(values.mean() - known) < 4 * values.std() / 300**0.5


def test_copies_are_noticed_and_new_samples_are_not():
    g = torch.Generator().manual_seed(0)
    train, test, new = torch.randn(3, 400, 8, generator=g)
    copies = train + 0.05 * torch.randn(400, 8, generator=g)
    assert metrics.copying_score(train, test, copies) < -20
    assert abs(metrics.copying_score(train, test, new)) < 3
    assert metrics.copying_score(train, test, new + 3) > 20
    assert metrics.copying_score(train, train, train) == 0.0  # all at distance zero
    values = torch.tensor([metrics.copying_score(*torch.randn(3, 50, 3, generator=g)) for _ in range(200)])
    assert abs(values.mean()) < 4 / 200**0.5 and values.std() > 0.8


@pytest.mark.parametrize("grid", [2**20, 4])  # on a grid of quarters many distances are equal
def test_copying_score_is_scipys_mann_whitney_statistic(grid):
    g = torch.Generator().manual_seed(0)
    train, test, fake = (torch.rand(n, 1, generator=g, dtype=torch.float64) for n in (7, 9, 14))
    train, test, fake = (x.mul(5 * grid).round() / grid for x in (train, test, fake))
    away = [(x - train.T).abs().min(1).values.numpy() for x in (fake, test)]
    one_side = mannwhitneyu(*away, method="asymptotic", use_continuity=False, alternative="less").pvalue
    found = metrics.copying_score(train, test, fake)
    assert norm.cdf(found) == pytest.approx(one_side, rel=1e-6)


# ---- mistakes --------------------------------------------------------------------------------------------------------

X = torch.randn(10, 3, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: metrics.kernel_distance(X, X[:, :2]), "3 numbers a row but b has 2"),
        (lambda: metrics.kernel_distance(X[:1], X), "at least 2"),
        (lambda: metrics.kernel_distance(X, X, 0.0), "above zero"),
        (lambda: metrics.kernel_distance(X, X, float("nan")), "finite"),
        (lambda: metrics.inception_score(X), "not logits"),
        (lambda: metrics.inception_score(X.softmax(1) * 2), "sum to"),
        (lambda: metrics.inception_score(X.softmax(1), 11), "from 1 to"),
        (lambda: metrics.precision_recall(X, X[:3]), "fake has 3 rows; this metric needs at least 4"),
        (lambda: metrics.density_coverage(X, X, k=0), "k is 0"),
        (lambda: metrics.precision_recall(X, X * torch.nan), "fake contains NaN"),
        (lambda: metrics.precision_recall(X.numpy(), X), "torch.as_tensor"),
        (lambda: metrics.copying_score(X, X[:, :2], X), "test has 2 numbers a row but fake has 3"),
        (lambda: metrics.frechet_extrapolated(X, X), "4 parts of 3 features ask 24"),
        (lambda: metrics.frechet_extrapolated(X.repeat(9, 1), X.repeat(9, 1), parts=1), "parts is 1"),
        (lambda: metrics.frechet_distance(metrics.Moments(), X), "0 samples"),
        (lambda: metrics.Moments().add(X).add(X[:, :2]), "same network"),
        (lambda: metrics.Moments().merge(X), "give Moments"),
        (lambda: metrics.Moments().add(X[0]), r"expected \(N, d\)"),
    ],
)
def test_bad_input_gets_one_clear_sentence(call, words):
    with pytest.raises((ValueError, TypeError), match=words) as error:
        call()
    assert "\n" not in str(error.value)

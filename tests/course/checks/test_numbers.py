"""A precision asked for is a precision accepted; float32 passes wherever it is right; lies about equality do not."""

import made_up
import numpy as np
import pytest
import torch
from torch import Tensor, nn

from course.checks import examine
from course.checks.compare import close_to, plain
from course.checks.report import Report


def report():
    return Report("99.1", "t")


# ---- near


def test_a_known_wrong_answer_is_named_unless_it_is_as_near_as_the_right_one():
    known = [(1.0095, "the base of the logarithm"), (2.0, "twice"), (1.00642, "never said: as near as the right one")]
    for wrong, hint in ((1.0095, "the base of the logarithm"), (2.0, "twice"), (1.5, "no")):
        made = report()
        assert not made.close("x", wrong, 1.00641, tol=1e-3, known=known, hint="no")
        assert made.hint == hint
    assert report().close("x", 1.00642, 1.00641, tol=1e-3, known=known, hint="no")


def test_tensors_are_near_element_by_element():
    wanted = torch.tensor([1.00641, 250.4])
    assert report().close("x", [1.006, 250.3], wanted, tol=1e-3, hint="")
    assert not report().close("x", [1.006, 251.0], wanted, tol=1e-3, hint="")
    assert not report().close("x", [1.006], wanted, tol=1e-3, hint="")


def test_infinity_is_near_itself_only():
    inf = float("inf")
    assert close_to(inf, inf, 1e-5, 1.0) and not close_to(3.0, inf, 1e-5, 1.0) and not close_to(-inf, inf, 1e-5, 1.0)


# ---- float32


class Trial:
    """The check feeds float64, as most do."""

    STANDARD: dict = {}

    @staticmethod
    def vary(choose):
        return {}

    @staticmethod
    def task_1(report, answer, my):
        """Any product of the rows with a fixed matrix of ones"""
        x = torch.rand(4, 3, generator=report.generator, dtype=torch.float64)
        value = report.tensor(report.call(answer, x), "the product", (4, 2))
        report.close("it is the sum of each row", value, x.sum(1, keepdim=True).expand(4, 2), tol=1e-9, hint="sum")

    @staticmethod
    def task_2(report, answer, my):
        """The loss of scores whose goal is one"""
        scores = torch.randn(5, 1, generator=report.generator, dtype=torch.float64, requires_grad=True)
        value = report.call(answer, scores)
        report.close("the loss", value, nn.functional.softplus(-scores).mean(), hint="no")
        (slope,) = torch.autograd.grad(value, scores)
        report.close("its slope", slope, -torch.sigmoid(-scores.detach()) / 5, hint="no")


@pytest.fixture(autouse=True)
def trial(monkeypatch, home):
    made_up.install(monkeypatch, Trial)


class Own(nn.Module):
    """A network of the learner's, in float32."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(3, 2, bias=False)
        nn.init.ones_(self.layer.weight)

    def forward(self, x):
        return self.layer(x)


PRODUCTS = {
    "ones": lambda x: x @ torch.ones(3, 2),
    "one_hot": lambda x: x @ nn.functional.one_hot(torch.zeros(3, dtype=torch.long), 1).float().expand(3, 2),
    "full": lambda x: torch.einsum("ij,jk->ik", x, torch.full((3, 2), 1.0)),
    "linear": lambda x: nn.functional.linear(x, torch.ones(2, 3)),
    "module": lambda x: Own()(x),
    "narrow": lambda x: x.float() @ torch.ones(3, 2),
    "addmm": lambda x: torch.addmm(torch.zeros(4, 2), x, torch.ones(3, 2)),
    "half": lambda x: x @ torch.ones(3, 2, dtype=torch.bfloat16),
}


@pytest.mark.parametrize("way", PRODUCTS)
def test_a_right_answer_that_makes_its_own_tensors_passes(way):
    report = examine("99.1", PRODUCTS[way])
    assert report.status == "done", report.properties


def test_a_wrong_one_is_told_what_is_wrong_with_it_and_not_its_type():
    assert examine("99.1", lambda x: x @ (2 * torch.ones(3, 2))).hint == "sum"
    report = examine("99.1", lambda x: x @ torch.ones(2, 3))
    assert "mat1 and mat2" in report.properties[0].says, report.properties
    report = examine("99.1", lambda x: x @ torch.ones(3, 2).long())
    assert "whole numbers" in report.hint, report.properties


def test_losses_and_slopes_of_mixed_types():
    bce = nn.functional.binary_cross_entropy_with_logits
    probability = nn.functional.binary_cross_entropy
    for loss in (
        lambda s: bce(s, torch.ones(len(s), 1)),
        lambda s: probability(s.sigmoid(), torch.ones(len(s), 1)),
        lambda s: bce(s.float(), torch.ones(len(s), 1)),
        lambda s: nn.BCEWithLogitsLoss()(s, torch.ones_like(s, dtype=torch.float32)),
    ):
        assert examine("99.2", loss).status == "done", examine("99.2", loss).properties
    assert examine("99.2", lambda s: bce(s, torch.zeros(len(s), 1))).hint == "no"


def test_what_is_changed_in_place_is_changed():
    from course.checks.widening import Widening

    norm, x = nn.BatchNorm1d(3), torch.randn(8, 3, dtype=torch.float64)
    with Widening():
        norm(x)
    assert torch.allclose(norm.running_mean, 0.1 * x.mean(0).float(), atol=1e-6)


# ---- lies


class Liar(Tensor):
    """Says True to every comparison."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func.__name__ in ("equal", "allclose", "__eq__", "eq", "le", "lt", "__le__", "sub", "all"):
            return torch.tensor(True)
        return super().__torch_function__(func, types, args, kwargs or {})


class Agrees(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


def test_comparisons_of_the_answers_own_are_not_asked():
    lie = torch.zeros(4, 2).as_subclass(Liar)
    assert torch.equal(lie, torch.ones(4, 2)), "it does lie"
    assert examine("99.1", lambda x: torch.zeros(4, 2).as_subclass(Liar)).hint == "sum"
    assert not report().close("x", lie, torch.ones(4, 2), hint="")
    for value in (lie, [lie], (lie,), {"a": lie}):
        one = plain(value)
        one = one if isinstance(one, Tensor) else next(iter(one.values() if isinstance(one, dict) else one))
        assert type(one) is Tensor and not torch.equal(one, torch.ones(4, 2))
    assert plain(Agrees(3.0)) != 4.0 and report().call(lambda: Agrees(3.0)) != 4.0
    assert type(report().tensor(lie, "x")) is Tensor


def test_honest_values_pass_as_they_are():
    weight = nn.Parameter(torch.ones(2))
    net = nn.Linear(1, 1)
    for value in (weight, net, net.weight, True, None, "a", 3, 2.5, torch.ones(1), plain, np.ones(2)):
        assert plain(value) is value or type(value) is np.ndarray
    assert type(plain(np.float64(2.5))) is float and type(plain(torch.nn.Buffer(torch.ones(1)))) is Tensor
    w = torch.ones(1, requires_grad=True)
    (slope,) = torch.autograd.grad(plain((2 * w).as_subclass(Liar)).sum(), w)
    assert slope == 2, "the graph is kept"

"""Checks of exercise 20: your first GAN. They look at behaviour: scores, shapes, slopes, what moved, what was drawn."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator
from typing import Any

import sympy as sp
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course import data, metrics, models, training
from course.checks.report import Report, Variant

STANDARD = {"log": 0.2, "label": 0.9, "noise": 100, "size": 28, "modes": 8, "std": 0.05, "deck": 4}
LIMITS = {7: 120.0}  # it trains twice: about 3 s on one idle core
PROGRAMS = ("healthy", "frozen G", "frozen D", "helpful G", "two sigmoids")  # of task 8
RATE = 0.05  # learning rate of the plain gradient descent that task 5 watches


def vary(choose: random.Random) -> dict[str, object]:
    """A student's own version."""
    return {
        "log": choose.choice([0.24, 0.28, 0.3, 0.35]),
        "label": choose.choice([0.75, 0.8, 0.85, 0.95]),
        "noise": choose.choice([48, 64, 80, 128]),
        "size": choose.choice([20, 24, 40, 48]),
        "modes": choose.choice([6, 7, 9, 10]),
        "std": choose.choice([0.05, 0.06]),
        "deck": choose.randrange(10, 1000),
    }


def deal(deck: int) -> dict[str, str]:
    """Which program of task 8 stands behind which letter."""
    order = list(PROGRAMS)
    random.Random(deck).shuffle(order)
    return dict(zip("ABCDE", order, strict=True))


def _parts(report: Report, answer: object, names: str) -> tuple[Any, Any]:
    """The two parts of an answer that consists of two."""
    fits = isinstance(answer, (tuple, list)) and len(answer) == 2
    report.must(f"there are two answers, {names}", fits, f"Give both, {names}, as the check's cell does.")
    return answer[0], answer[1]  # type: ignore[index]


# ---- 20.1


def task_1(report: Report, answer: object, my: Variant) -> None:
    """What a number in the log means"""
    certainty, ratio = _parts(report, answer, "certainty and ratio")
    loss, right = my.log, math.exp(-my.log / 2)
    report.close(
        "the certainty belongs to the loss in the log",
        report.number(certainty, "the certainty"),
        right,
        tol=2e-3,
        known=[
            (math.exp(-loss), "D's loss has two terms, one for real and one for fake points. Which share has each?"),
            (
                1 - math.exp(-loss / 2),
                "This is the probability of the *wrong* answer. The loss is that of the right one.",
            ),
            (
                1 / (1 + math.exp(-loss)),
                "A loss is no score: the sigmoid does not belong here. Which function undoes -log?",
            ),
            (1 - loss, "The loss is a negative logarithm, not a share of errors. Which function undoes -log?"),
            (1 - loss / 2, "The loss is a negative logarithm, not a share of errors. Which function undoes -log?"),
            (math.exp(loss / 2), "A probability is at most 1. Look at the sign in the exponent."),
            (-math.log(loss / 2), "You took the logarithm once more. The loss already is one: undo it."),
        ],
        hint="Write the loss as -log(a) - log(a), set it equal to the number in the log, and solve for a.",
    )
    report.close(
        "the ratio compares the two slopes in the score",
        report.number(ratio, "the ratio"),
        right / (1 - right),
        tol=5e-3,
        known=[
            ((1 - right) / right, "This is the other way round. Which of the two losses is steep when D is sure?"),
            (right, "This is one of the two slopes. Divide it by the other one."),
            (1 - right, "This is one of the two slopes. Divide it by the other one."),
            (1 / (1 - right), "You divided by the right slope, but the non-saturating slope is not exactly 1."),
            (-right / (1 - right), "Both slopes have the same sign, so their ratio is positive."),
        ],
        hint="With d = D(G(z)) the slopes are -d and -(1 - d). Here D is sure of fakes: d is 1 - certainty.",
    )


# ---- 20.2


def task_2(report: Report, answer: object, my: Variant) -> None:
    """The discriminator's loss, with a smooth label"""
    real, fake = (3 * torch.randn(n, 1, generator=report.generator, dtype=torch.float64) for n in (48, 48))

    def term(score: Tensor, target: float) -> Tensor:
        return target * F.softplus(-score) + (1 - target) * F.softplus(score)

    def loss(r: Tensor, f: Tensor, of_real: float = 1.0, of_fake: float = 0.0) -> float:
        return (term(r, of_real).mean() + term(f, of_fake).mean()).item()

    report.if_error(
        "between 0 and 1",
        "BCELoss takes probabilities; scores are logits, of any size and sign. Use softplus on the scores.",
    )
    value = report.call(answer, real, fake, 1.0)
    plain = report.number(value, "the loss")
    report.must(
        "it is a tensor that can be differentiated",
        isinstance(report.call(answer, real.clone().requires_grad_(), fake, 0.9), Tensor),
        "D must learn from this loss, so return the tensor itself, without item() or float().",
    )
    wanted = loss(real, fake)
    report.close(
        "with label 1 it is the loss of the lesson",
        plain,
        wanted,
        tol=1e-9,
        known=[
            (-wanted, "The sign is turned: a loss is small when D is right. D *minimises* it."),
            (wanted * len(real), "You summed over the batch: the size of a step then depends on the batch."),
            (loss(fake, real), "Real and fake are swapped: this D learns to call fakes real."),
            (loss(real, fake, 1.0, 1.0), "Fakes have the wrong sign: this D gives the label 1 to everything."),
            (
                loss(real, fake, 0.0),
                "Real points get the label 0 here. Which of the two softplus terms belongs to label?",
            ),
            (wanted / 2, "The lesson adds the two means. You averaged them, which halves every slope."),
            (F.softplus(-real).mean().item(), "Only the real points count here. What shall D say to fakes?"),
            (F.softplus(fake).mean().item(), "Only the fakes count here. What shall D say to real points?"),
            (-(real.mean() - fake.mean()).item(), "The logarithm is missing: this is a critic's loss. Use softplus."),
        ],
        hint="Take one real score and one fake score, compute -log σ(real) - log(1 - σ(fake)) by hand, and compare.",
    )
    for t in (my.label, 0.6):
        value = report.number(report.call(answer, real, fake, t), "the loss")
        wanted, of_fakes = loss(real, fake, t), F.softplus(fake).mean().item()
        report.close(
            f"with label {t:g} real points have a soft target",
            value,
            wanted,
            tol=1e-9,
            known=[
                (
                    t * F.softplus(-real).mean().item() + of_fakes,
                    "A label of 0.9 means 0.9 times the loss for the label 1 *and* 0.1 times the one for the label 0. "
                    "The second part is missing.",
                ),
                (
                    loss(real, fake, t, 1 - t),
                    "You smoothed the fakes, too. One-sided smoothing leaves their label at 0.",
                ),
                (
                    loss(real, fake, 1 - t),
                    'The two weights are swapped: label belongs to softplus(-score), the term for "real".',
                ),
                (
                    loss(real, fake, 1.0, 1 - t),
                    "You smoothed the label of the fakes. It is the real points' label that becomes soft.",
                ),
                (loss(real, fake), "The label changes nothing in your function. Where does it enter the first term?"),
                (loss(real, fake, 0.9), "0.9 is written into your function. Use the argument label."),
            ],
            hint="The cross-entropy with target t is t · softplus(-score) + (1 - t) · softplus(score), for "
            "each real score.",
        )
    few = fake[:20]
    report.close(
        "it takes batches of different sizes",
        report.number(report.call(answer, real, few, 0.8), "the loss"),
        loss(real, few, 0.8),
        tol=1e-9,
        hint="Real and fake batches may differ in size. Take the mean of each before you add them.",
    )
    sure = torch.tensor([[-200.0]], requires_grad=True)
    value = report.call(answer, sure, -sure.detach(), 0.8)
    report.must(
        "it is finite when D is completely wrong",
        torch.isfinite(value).all(),
        "A sigmoid of 200 rounds to 1, and the logarithm of 1 - 1 is minus infinity. Never compute the "
        "sigmoid: softplus.",
    )
    report.close(
        "a score of 200 on the wrong side costs 200",
        value.item(),
        360.0,
        tol=1e-4,
        known=[(180.0, "BCELoss cuts its logarithm at -100, and its slope there is 0. Work with scores: softplus.")],
        hint="The loss must grow without bound, or D gets no slope where it is most wrong. Drop clamps and epsilons.",
    )
    slope = torch.autograd.grad(value, sure)[0] if value.requires_grad else torch.zeros(1, 1)
    report.close(
        "and there D still gets a slope",
        slope.item(),
        -0.8,
        tol=1e-4,
        hint="D learns nothing from a loss without a slope. Is something cut off, or computed without gradients?",
    )


# ---- 20.3


def task_3(report: Report, answer: object, my: Variant) -> None:
    """The best discriminator under a smooth label"""
    best, ceiling = _parts(report, answer, "best and ceiling")
    p, q, t = sp.symbols("p q t")
    value = report.expression(best, "best", (p, q, t))
    report.same(
        "best minimises D's loss at every point",
        value,
        t * p / (p + q),
        known=[
            (
                p / (p + q),
                'This is right for t = 1. With a soft label the term of "real" counts t, and another term appears.',
            ),
            (t * p / (t * p + q), "The weight 1 - t of the real points is lost: they also pull D towards 0."),
            (p / q, "D is a probability, and this can exceed 1. Did you set the derivative in d to zero?"),
            (t * p / q, "D is a probability, and this can exceed 1. Did you set the derivative in d to zero?"),
            (q / (p + q), "This is the probability of *fake*. D answers for real."),
            (t * q / (p + q), "This is large where the fakes are. D answers for real: look at the signs."),
            (sp.Integer(1), "D = 1 everywhere is best only when fakes do not count. Is log(1 - D) in your loss?"),
            (t, "This is best where there are no fakes at all. Elsewhere their density q must appear."),
            (
                (t * p + (1 - t) * q) / (p + q),
                "This smooths the fakes' label, too. Their term is -q log(1 - d), without t.",
            ),
            (
                p / (p + q) * t + (1 - t) / 2,
                "Do not mix the old answer with 1/2: write the loss with t and differentiate it in d.",
            ),
            (
                sp.log(t * p / (p + (1 - t) * p + q - p + t * p)),
                "This is a logarithm. D itself is wanted, a probability.",
            ),
            (sp.log(t * p / (p + q - t * p)), "This is the score. The task wants the probability D = σ(score)."),
            (1 - t * p / (p + q), "This is one minus the answer: a sign got lost when you solved for d."),
        ],
        hint="At one point the loss is -p (t log d + (1 - t) log(1 - d)) - q log(1 - d). Differentiate in d; "
        "solve for 0.",
    )
    try:
        infinite = math.isinf(float(ceiling))
    except (TypeError, ValueError):
        infinite = False
    report.must(
        "the ceiling is finite",
        not infinite,
        "Without smoothing D's score would grow for ever there. With q = 0, what is the best "
        "probability, and its logit?",
    )
    label = my.label
    report.close(
        "the ceiling is D's best score where no fakes are",
        report.number(ceiling, "the ceiling"),
        math.log(label / (1 - label)),
        tol=2e-3,
        known=[
            (label, "This is the probability there. Scores are logits: which score has this sigmoid?"),
            (1 / (1 + math.exp(-label)), "You applied the sigmoid; its inverse is wanted."),
            (math.log(label), "The logit of d is log(d) - log(1 - d). The second part is missing."),
            (math.log((1 - label) / label), 'The sign is turned: D thinks "real" there, so the score is positive.'),
            (label / (1 - label), "These are the odds. The score is their logarithm."),
            (1.0, "A label of 1 would ask for a probability of 1, whose score is infinite. Use your own label."),
            (0.0, 'A score of 0 means "I cannot tell". Where no fakes are, D is rather sure.'),
        ],
        hint="Put q = 0 into best, with your own label for t. The score is the logit of that probability.",
    )


# ---- 20.4


class Judge(nn.Module):
    """The broken program of task 4."""

    def __init__(self) -> None:
        super().__init__()
        self.halve = nn.Conv2d(1, 8, 4, stride=2, padding=1)
        self.again = nn.Conv2d(8, 16, 4, stride=2, padding=1)
        self.decide = nn.Linear(4096, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Pictures to what the author took for scores."""
        x = self.again(self.halve(x))
        x = x.view(-1, 4096)
        return self.decide(x).sigmoid()


def task_4(report: Report, answer: object, my: Variant) -> None:
    """A discriminator in need of repair"""
    report.untouched(answer, Judge)
    report.must(
        "the check got a class",
        isinstance(answer, type) and issubclass(answer, nn.Module),
        "Pass the class itself, Judge, without parentheses: the check builds several of them.",
    )
    report.if_error(
        "shape '[-1,",
        "A view with -1 in front fits only some batch sizes. Let -1 stand for the *numbers of a picture*.",
    )
    report.if_error(
        "shape '[",
        "The number of pictures is written into your view. Batches may have any size: use the flatten of one picture.",
    )
    report.if_error(
        "mat1 and mat2",
        "Count the numbers that one picture has after both convolutions: channels times height times width.",
    )
    report.if_error(
        "size mismatch",
        "Count the numbers that one picture has after both convolutions: channels times height times width.",
    )
    judges = []
    for k in range(8):
        torch.manual_seed(report.seed + k)
        judges.append(answer().double())  # type: ignore[operator]
    x = torch.rand(12, 1, 32, 32, generator=report.generator, dtype=torch.float64) * 2 - 1
    for n in (12, 5, 1):
        score = report.tensor(report.call(judges[0], x[:n]), "what it returns")
        report.must(
            f"{n} picture{'s' if n > 1 else ''}: {n} score{'s' if n > 1 else ''}, of shape ({n}, 1)",
            score.shape == (n, 1),
            _shape_hint(score, n),
        )
    with torch.no_grad():
        other = x.clone()
        other[2] = -x[2]
        moved = max((j(other) - j(x))[torch.arange(12) != 2].abs().max().item() for j in judges)
        alone = max((j(other) - j(x))[2].abs().max().item() for j in judges)
        report.must(
            "a changed picture changes its own score", alone > 1e-9, "The score does not depend on the picture."
        )
        report.that(
            "and no other picture's score",
            moved < 1e-9,
            "Pictures influence each other's scores. Something glues or mixes rows, or takes statistics "
            "over the batch.",
        )
        many = torch.rand(64, 1, 32, 32, generator=report.generator, dtype=torch.float64) * 2 - 1
        # Weights 30 times as large make any logit large. Measured on 300 judges each with ReLU, leaky ReLU and tanh:
        # the largest of the scores below is at least 10, and each sign appears.
        loud = torch.cat([_louder(j)(many) for j in judges])  # (512, 1)
        report.that(
            "scores are logits, of any size",
            loud.abs().max() > 1.001,
            "However loud the picture, the score stays inside [-1, 1]: something squeezes it at the end. "
            "The loss does that.",
        )
        report.that(
            "and of both signs",
            loud.min() < 0 < loud.max(),
            "No score has the other sign, whatever the picture. A probability, or a ReLU at the end? A logit has none.",
        )
        up, down = (torch.stack([j(s * many) - j(0 * many) for j in judges]) for s in (1, -1))  # (8, 64, 1)
        affine = (up + down).abs().max() < 1e-9
        # A monotone function behind an affine map always moves to opposite sides; 30 to 60 % of right judges do not.
        report.that(
            "its landscape bends",
            not affine and (up * down > 0).any(),
            "Without nonlinearity between them, the layers are one affine map: score(x) + score(-x) is "
            "the same for all x."
            if affine
            else "The nonlinearity stands behind the last layer only, so along every line the score runs one "
            "way. Put it between.",
        )
    report.that(
        "between each two layers something bends",
        not _unbent(judges[0], x),
        "One layer hands its output to the next as it is: together they are one layer. Put a nonlinearity there, too.",
    )
    judges[1].zero_grad()
    judges[1](many).sum().backward()
    asleep = [name for name, w in judges[1].named_parameters() if w.grad is None or not w.grad.abs().max() > 0]
    report.that(
        "the gradient reaches every layer",
        not asleep,
        f"No gradient arrives at {', '.join(asleep)}. Is that layer used, and is nothing detached?",
    )


def _louder(judge: nn.Module) -> nn.Module:
    louder = copy.deepcopy(judge)
    with torch.no_grad():
        for w in louder.parameters():
            w.mul_(30)
    return louder


def _unbent(judge: nn.Module, x: Tensor) -> bool:
    """Whether a layer gets the very numbers that the layer before it gave, in any shape and order."""
    given: list[Tensor] = []
    passed: list[bool] = []

    def look(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        numbers = inputs[0].detach().flatten().sort().values
        passed.append(bool(given) and torch.equal(numbers, given[-1]))
        given.append(output.detach().flatten().sort().values)

    hooks = [m.register_forward_hook(look) for m in judge.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    judge(x)
    for hook in hooks:
        hook.remove()
    return any(passed)


def _shape_hint(score: Tensor, n: int) -> str:
    if score.ndim == 2 and score.shape[1] == 1:
        return (
            f"{n} pictures went in, {len(score)} rows came out: view(-1, …) glues pictures together. "
            "How many numbers has one picture at that place?"
        )
    if score.ndim < 2:
        return (
            f"Scores of shape {tuple(score.shape)} will meet labels of shape ({n}, 1) and broadcast. Keep the last 1."
        )
    return f"The shape is {tuple(score.shape)}. A discriminator gives one score a picture: ({n}, 1)."


# ---- 20.5


def step(G, D, x, z, opt_g, opt_d):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 5."""
    fake = G(z)
    loss_d = F.softplus(-D(x)).mean() + F.softplus(D(fake)).mean()
    loss_d.backward(retain_graph=True)
    opt_d.step()

    loss_g = F.softplus(D(fake)).mean()
    loss_g.backward()
    opt_g.step()
    return loss_d.item(), loss_g.item()


class _Watched(torch.optim.SGD):
    """Plain gradient descent that notes, at each of its steps, the gradients in the networks it is shown."""

    def __init__(self, net: nn.Module, watched: nn.Module) -> None:
        super().__init__(net.parameters(), lr=RATE)
        self.watched, self.seen = watched, []  # type: ignore[var-annotated]

    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """Note, then step."""
        self.seen.append(_flat(w.grad for w in self.watched.parameters() if w.grad is not None))
        super().step(closure)


def _flat(tensors: Iterator[Tensor]) -> Tensor:
    parts = [t.detach().flatten() for t in tensors]
    return torch.cat(parts) if parts else torch.zeros(1, dtype=torch.float64)


def _weights(net: nn.Module) -> Tensor:
    return _flat(iter(net.parameters()))


class _Round:
    """One step of the pair as it should be, and as it often is, written with explicit gradients."""

    def __init__(self, G: nn.Module, D: nn.Module, x: Tensor, z: Tensor) -> None:
        self.G, self.D = copy.deepcopy(G), copy.deepcopy(D)
        of_d, of_g = list(self.D.parameters()), list(self.G.parameters())
        fake = self.G(z)
        self.loss_d = F.softplus(-self.D(x)).mean() + F.softplus(self.D(fake)).mean()
        self.grad_d = torch.autograd.grad(self.loss_d, of_d, retain_graph=True)
        self.leaked = torch.autograd.grad(self.loss_d, of_g, retain_graph=True)
        early = torch.autograd.grad(F.softplus(-self.D(fake)).mean(), of_g)
        _descend(self.D, self.grad_d)
        score = self.D(self.G(z))
        self.loss_g = F.softplus(-score).mean()
        self.grad_g = torch.autograd.grad(self.loss_g, of_g, retain_graph=True)
        self.left_in_d = torch.autograd.grad(self.loss_g, of_d, retain_graph=True)
        helpful = torch.autograd.grad(F.softplus(score).mean(), of_g)
        self.before = _weights(self.G)
        _descend(self.G, self.grad_g)
        self.wrong = {
            "helpful": self._moved(helpful),
            "saturating": self._moved([-g for g in helpful]),
            "early": self._moved(early),
            "leaked": self._moved([a + b for a, b in zip(self.grad_g, self.leaked, strict=True)]),
        }

    def _moved(self, grads: Any) -> Tensor:
        return self.before - RATE * _flat(iter(grads))


def _descend(net: nn.Module, grads: Any) -> None:
    with torch.no_grad():
        for w, g in zip(net.parameters(), grads, strict=True):
            w.sub_(RATE * g)


def task_5(report: Report, answer: object, my: Variant) -> None:
    """One step of the pair"""
    report.untouched(answer, step)
    report.if_error(
        "second time",
        "D's backward walked through G and freed the graph there. D's step should not reach into G at all.",
    )
    report.if_error(
        "inplace operation",
        "G's loss was built with D's old weights, and D has stepped since. Build G's loss after D's step.",
    )
    report.if_error(
        "does not require grad",
        "Something is detached, or computed without gradients, that must not be. Where may G's graph be cut?",
    )
    torch.manual_seed(report.seed)
    G, D = models.mlp(3, 2, (16,), nn.Tanh).double(), models.mlp(2, 1, (16,), nn.Tanh).double()
    x, z = torch.randn(40, 2).double() + 1, torch.randn(24, 3).double()
    opt_g, opt_d = _Watched(G, D), _Watched(D, G)
    start_g, start_d, first = _weights(G), _weights(D), _Round(G, D, x, z)
    told = report.call(answer, G, D, x, z, opt_g, opt_d)
    fits = isinstance(told, (tuple, list)) and len(told) == 2
    report.must(
        "it returns the two losses", fits, "Return loss_d and loss_g, in this order, as the broken program does."
    )
    report.must(
        "both optimisers make one step",
        len(opt_d.seen) == 1 and len(opt_g.seen) == 1,
        f"D's optimiser made {len(opt_d.seen)} steps and G's {len(opt_g.seen)}. One each: use the ones that are given.",
    )
    report.must(
        "D moves",
        not torch.equal(_weights(D), start_d),
        "D did not move. Does a gradient of D's loss reach its parameters?",
    )
    report.must(
        "G moves",
        not torch.equal(_weights(G), start_g),
        "G did not move: no gradient arrives there. The fakes may be detached in D's step only.",
    )
    report.must(
        "D's step follows D's loss",
        _near(_weights(D), _weights(first.D)),
        'D moved, but not down its own loss: real points towards "real", fakes towards "fake", one step.',
    )
    report.that(
        "nothing of D's step flows into G",
        opt_d.seen[0].abs().max() == 0,
        "When D steps, G already holds a gradient, and it says: help D. Cut the fakes off in D's loss.",
    )
    wrong = first.wrong
    report.close(
        "G's step makes D take its fakes for real",
        _weights(G),
        _weights(first.G),
        tol=1e-9,
        known=[
            (wrong["helpful"], "G goes towards what D calls fake: it helps D. Which label does G want for its fakes?"),
            (wrong["saturating"], "This is the saturating loss, log(1 - D): flat where G is worst. Use -log D."),
            (wrong["early"], "G learned from D as it was before its step. Score the fakes again."),
            (
                wrong["leaked"],
                "G's own gradient was added to one that came from D's loss. Clear G's gradients before its backward.",
            ),
        ],
        hint="G's move is not the one of -log σ(score) under the updated D. Which gradients were in G when it stepped?",
    )
    second = _Round(G, D, x, z)
    before = _weights(D)
    losses = report.call(answer, G, D, x, z, opt_g, opt_d)
    swollen = [a + b for a, b in zip(second.grad_d, first.grad_d, strict=True)]
    crowded = [a + b for a, b in zip(second.grad_d, first.left_in_d, strict=True)]
    everything = [a + b for a, b in zip(swollen, first.left_in_d, strict=True)]
    sums = [(before - RATE * _flat(iter(g))) for g in (swollen, crowded, everything)]
    report.close(
        "D's second step follows the second gradient only",
        _weights(D),
        _weights(second.D),
        tol=1e-9,
        known=[
            (
                sums[1],
                "D's second step contains the gradient that G's loss left in D. Clear D's gradients just "
                "before its backward.",
            ),
            *(
                (s, "D's second step adds the first one's gradient: backward *adds*. Who clears D's gradients?")
                for s in sums
            ),
        ],
        hint="D's second step is not down the gradient of its loss alone. Clear D's gradients before its backward.",
    )
    grown = [a + b for a, b in zip(second.grad_g, first.grad_g, strict=True)]
    report.close(
        "G's second step follows the second gradient only",
        _weights(G),
        _weights(second.G),
        tol=1e-9,
        known=[
            (
                second._moved(grown),
                "G's second step adds the first one's gradient: backward *adds*. Who clears G's gradients?",
            )
        ],
        hint="G's second step is not down the gradient of its loss alone. Clear G's gradients before its backward.",
    )
    pair = [report.number(value, name) for value, name in zip(losses, ("loss_d", "loss_g"), strict=True)]
    report.close(
        "the losses are those that were minimised",
        torch.tensor(pair),
        torch.stack([second.loss_d, second.loss_g]),
        tol=1e-5,
        known=[(torch.stack([second.loss_g, second.loss_d]), "The two losses are swapped: loss_d comes first.")],
        hint="Return the two numbers whose backward you called: D's loss first, then G's.",
    )


def _near(a: Tensor, b: Tensor) -> bool:
    return bool((a - b).abs().max() < 1e-9)


# ---- 20.6


def task_6(report: Report, answer: object, my: Variant) -> None:
    """From noise to pictures of an odd size"""
    fits = isinstance(answer, (list, tuple)) and all(isinstance(a, (list, tuple)) and len(a) == 5 for a in answer)
    report.must("the plan is a list of layers", fits, "Give a list; each layer is a tuple of five numbers.")
    layers: list[Any] = list(answer)  # type: ignore[call-overload]
    whole = all(isinstance(n, int) and not isinstance(n, bool) for layer in layers for n in layer)
    report.must(
        "of five whole numbers each", whole, "All five numbers of a layer are whole: use // instead of / for halves."
    )
    sensible = all(a > 0 and b > 0 and k > 0 and s > 0 and p >= 0 for a, b, k, s, p in layers)
    report.must("that a layer can have", sensible, "Channels, kernels and strides are at least 1, paddings at least 0.")
    report.must(
        "there are at least three layers",
        len(layers) >= 3,
        "With fewer than three layers G would have to invent a whole picture at once. Grow it in steps.",
    )
    report.must(
        "no kernel is larger than 8",
        all(layer[2] <= 8 for layer in layers),
        "A kernel as large as the picture is a linear layer in disguise. Start small, then double.",
    )
    channels = [layers[0][0], *(layer[1] for layer in layers)]
    report.must(
        f"it takes noise with {my.noise} channels",
        channels[0] == my.noise,
        f"The first layer takes {channels[0]} channels, but the noise has {my.noise}: (B, {my.noise}, 1, 1).",
    )
    report.must(
        "each layer takes what the one before gives",
        all(a[1] == b[0] for a, b in zip(layers, layers[1:], strict=False)),
        "Somewhere a layer takes another number of channels than the one before it gives. Write the chain down.",
    )
    report.must(
        "it ends with one channel", channels[-1] == 1, f"It ends with {channels[-1]} channels; grey pictures have 1."
    )
    sides = [1]
    for _, _, k, s, p in layers:
        sides.append((sides[-1] - 1) * s - 2 * p + k)
    chain = " → ".join(map(str, sides))
    report.must(
        "no layer's output vanishes", min(sides) > 0, f"The sides are {chain}: a padding eats the whole picture."
    )
    with torch.no_grad():
        noise = torch.zeros(2, my.noise, 1, 1)
        grow = nn.Sequential(*[nn.ConvTranspose2d(a, b, k, s, p) for a, b, k, s, p in layers])
        side = grow(noise).shape[-1]
    report.close(
        f"the pictures are {my.size} × {my.size}",
        float(side),
        float(my.size),
        tol=0,
        known=[
            (32.0, f"The sides are {chain}: DCGAN's plan. Which first side, doubled again and again, gives {my.size}?"),
            (16.0, f"The sides are {chain}: one doubling fewer than even DCGAN's 32. Start from another first side."),
            (my.size / 2.0, f"The sides are {chain}: one doubling is missing."),
            (my.size * 2.0, f"The sides are {chain}: one doubling too many."),
            *(
                (
                    my.size + d,
                    f"The sides are {chain}: close. An odd kernel with stride 2 never doubles exactly; take 4, 2, 1.",
                )
                for d in (-3.0, -2.0, -1.0, 1.0, 2.0, 3.0)
            ),
        ],
        hint=f"The sides are {chain}. Apply (n - 1)s - 2p + k layer by layer, backwards from {my.size}.",
    )
    uneven = [i + 1 for i, (_, _, k, s, p) in enumerate(layers) if not _even(k, s, p)]
    report.that(
        "inside, every pixel gets equally many contributions",
        not uneven,
        f"In layer {uneven[0] if uneven else 0} the kernel is not a multiple of the stride: some pixels collect more "
        "than their neighbours, which draws a checkerboard.",
    )


def _even(kernel: int, stride: int, padding: int) -> bool:
    """Whether a layer of ones turns a flat picture into one that is flat away from its border."""
    if stride > 8:
        return False
    ones = torch.ones(1, 1, 24, 24)
    drawn = F.conv_transpose2d(ones, torch.ones(1, 1, kernel, kernel), stride=stride, padding=padding)
    inner = drawn[..., kernel:-kernel, kernel:-kernel]
    return bool(inner.max() == inner.min())


# ---- 20.7

HIDDEN = (64, 64)


def adam(net: nn.Module, lr: float) -> torch.optim.Adam:
    """The optimiser that the notebook gives to task 7."""
    return torch.optim.Adam(net.parameters(), lr, betas=(0.5, 0.99))


def train(real, seed=0, steps=600, batch=128):  # type: ignore[no-untyped-def]  # as it stands in the notebook
    """The broken program of task 7."""
    torch.manual_seed(seed)
    G = models.mlp(2, 2, HIDDEN)
    D = nn.Sequential(nn.Linear(2, 64), nn.Linear(64, 64), nn.Linear(64, 1))
    opt_g, opt_d = adam(models.mlp(2, 2, HIDDEN), 1e-3), adam(D, 4e-3)
    target = torch.cat([torch.ones(batch), torch.zeros(batch)])
    for _ in range(steps):
        x = real[torch.randint(len(real), (batch,))]
        fake = G(torch.randn(batch, 2))
        score = D(torch.cat([x, fake.detach()]))
        training.update(opt_d, (score - target).square().mean())
        training.update(opt_g, (D(fake) - 1).square().mean())
    return G, D


def task_7(report: Report, answer: object, my: Variant) -> None:
    """The whole program"""
    report.untouched(answer, train)
    report.if_error(
        "second time", "D's backward walked through G and freed its graph. The detach in D's step was right."
    )
    report.if_error(
        "depends on no parameter", "One of the losses depends on no parameter: something is detached that must not be."
    )
    report.if_error("must match the size", "Two batches of different sizes meet. Print the shapes of score and target.")
    report.if_error("must be the same as input size", "Scores and targets differ in shape. Print both.")
    centres = data.ring_centres(my.modes)
    real = data.ring(4000, modes=my.modes, std=my.std, seed=report.seed)

    def run(seed: int, steps: int, state: int = 0) -> tuple[Any, Any]:
        torch.manual_seed(state)
        made = report.call(answer, real, seed, steps)
        fits = isinstance(made, (tuple, list)) and len(made) == 2 and all(isinstance(n, nn.Module) for n in made)
        if not fits:
            report.must("it returns G and D", fits, "Return the two networks, G and D, as the broken program does.")
        return made

    (G, D), (G_later, D_later) = run(1, 0), run(1, 1)
    report.must(
        "G gives points and D one score a point",
        G(torch.randn(7, 2)).shape == (7, 2) and D(real[:7]).shape == (7, 1),
        "G must map (B, 2) to (B, 2), and D (B, 2) to (B, 1). Are the two returned in the order G, D?",
    )
    report.must(
        "the seed decides on the networks",
        torch.equal(_weights(G), _weights(run(1, 0, state=5)[0])),
        "Two runs with one seed begin with different networks. Seed first, as the broken program does.",
    )
    step_g, step_d = (
        (_weights(a) - _weights(b)).abs().max().item() for a, b in ((G_later, G), (D_later, D))
    )  # Adam's first step is the learning rate, up or down
    report.must(
        "after one step G has moved",
        step_g > 1e-5,
        "G has not moved at all. Whose parameters does its optimiser hold, and does a gradient reach them?",
    )
    report.must("D has moved", step_d > 1e-5, "D has not moved at all. Whose parameters does its optimiser hold?")
    report.must(
        "with the learning rates 0.001 and 0.004",
        abs(step_g - 1e-3) < 1e-4 and abs(step_d - 4e-3) < 4e-4,
        f"In the first step G moved by {step_g:.2g} and D by {step_d:.2g}. Keep Adam and its learning rates.",
    )
    report.must(
        "D's landscape bends",
        _bend(D_later) > 1e-4,
        "D's scores are evenly spaced along every line: its three layers are one tilted plane. What is "
        "missing between?",
    )
    # Measured after 600 steps over 24 right runs: D's scores spread by 0.26 or more, and at least 5 of 7 (else all)
    # modes are reached with 45 % good points or more. With the (256, 1) against (256,) table they spread by at most
    # 0.035, and at most 2 modes with 12 % are reached; with a plane for D, or an idle G: 0 modes.
    (G, D), seed = run(100 + report.seed, 600), 100 + report.seed
    square = torch.cartesian_prod(torch.linspace(-1.5, 1.5, 31), torch.linspace(-1.5, 1.5, 31))  # (961, 2)
    with torch.no_grad():
        spread = D(square).std().item()
    report.must(
        "D tells places apart",
        spread > 0.1,
        "D learns to say nearly the same everywhere: every score is compared with every target. Print the shape of the "
        "difference, score - target.",
    )
    modes, good = _drawn(G, centres, my.std)
    if 2 < modes < my.modes - 1:  # one right run in 25 misses two modes by chance, so look at a second one
        again = _drawn(run(seed + 1, 600)[0], centres, my.std)
        modes, good = max((modes, good), again)
    report.that(
        f"it reaches the ring's modes: {modes} of {my.modes}",
        modes >= my.modes - 2,
        "The parts work, but the fakes do not reach the ring. Towards which target does G pull its scores?",
    )
    report.that(
        f"and most points lie close to one: {good:.0%}",
        good > 0.3,
        "The fakes lie between the modes. Did the learning rates, the number of steps or the batch change?",
    )


def _drawn(G: nn.Module, centres: Tensor, std: float) -> tuple[int, float]:
    with torch.no_grad():
        points = G(torch.randn(2500, 2))
    if not torch.isfinite(points).all():
        return 0, 0.0
    return metrics.modes_captured(points, centres, std)


def _bend(D: nn.Module) -> float:
    """The largest second difference of D's scores along a few lines, in units of their spread."""
    ways = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8], [-0.8, 0.6]])
    line = torch.linspace(-3, 3, 13)[:, None, None] * ways  # (13, 4, 2)
    with torch.no_grad():
        score = D(line.reshape(-1, 2)).reshape(13, 4).double()  # (13, 4)
    return (score.diff(n=2, dim=0).abs().max() / (score.std() + 1e-9)).item()


# ---- 20.8

CONFUSED = {
    "healthy": "In a healthy game neither loss runs away, and G's loss goes above log 2 = 0.69 at times. Does it here?",
    "frozen G": "When G never moves, D rejects it ever more surely. What does G's own loss, -log D(G(z)), then do?",
    "frozen D": "When D never moves, G finds what fools it, and nobody answers. Which loss then falls to 0?",
    "helpful G": 'When G asks for the label "fake", both players want the same. What do both losses then do?',
    "two sigmoids": "Between 0 and 1 a score moves softplus(-score) from 0.69 to 0.31. Does G's loss keep within "
    "these?",
}


def task_8(report: Report, answer: object, my: Variant) -> None:
    """Five games by their curves"""
    verdicts, floor = _parts(report, answer, "verdicts and floor")
    wanted = deal(my.deck)
    report.must(
        "there is a verdict for each letter",
        isinstance(verdicts, dict) and {str(k).strip().upper() for k in verdicts} == set(wanted),
        'Give a dictionary with the keys "A" to "E".',
    )
    for letter, program in {str(k).strip().upper(): v for k, v in verdicts.items()}.items():
        report.choice(f"{letter} is recognised", program, PROGRAMS, wanted[letter], CONFUSED)
    one, zero = math.log1p(math.exp(-1)), math.log(2)
    report.close(
        "the floor is the least loss that D can have with two sigmoids",
        report.number(floor, "the floor"),
        one + zero,
        tol=2e-3,
        known=[
            (0.0, "A loss of 0 needs scores without bound. Behind a sigmoid the largest score for a real point is 1."),
            (2 * one, "Real points can get the score 1, so far right; but the least score for a fake is 0, not -1."),
            (2 * zero, "This is the loss of a D that cannot tell. What if it gives 1 to real points and 0 to fakes?"),
            (one, "This is the term of the real points. The fakes' term does not vanish: at a score of 0 it is not 0."),
            (zero, "This is the term of the fakes. Add the one of the real points, at a score of 1."),
            (math.log1p(math.e) + zero, "The sign of the real term: softplus(-score) at a score of 1."),
        ],
        hint="Behind a sigmoid the best D gives 1 to real points and 0 to fakes. Put these scores into D's loss.",
    )

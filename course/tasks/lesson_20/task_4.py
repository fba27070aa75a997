"""Task 4: a discriminator in need of repair."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from course.checks.report import Report, Variant


class Discriminator(nn.Module):
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


def check(report: Report, answer: object, my: Variant) -> None:
    """A discriminator in need of repair"""
    report.untouched(answer, Discriminator)
    report.must(
        "the check got a class",
        callable(answer) and not isinstance(answer, nn.Module),
        "Pass the class itself, Discriminator, without parentheses: the check builds several of them.",
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
    nets: list[nn.Module] = []
    for k in range(8):
        torch.manual_seed(report.seed + k)
        nets.append(report.call(answer))
        made = isinstance(nets[-1], nn.Module)
        report.need("it makes a network", made, "Pass the class, or a function that makes such a network.")
    x = torch.rand(12, 1, 32, 32, generator=report.generator) * 2 - 1
    for n in (12, 5, 1):
        score = report.tensor(report.call(nets[0], x[:n]), "what it returns")
        report.must(
            f"{n} picture{'s' if n > 1 else ''}: {n} score{'s' if n > 1 else ''}, of shape ({n}, 1)",
            score.shape == (n, 1),
            _shape_hint(score, n),
        )
    for net in nets:  # dropout and batch normalisation are allowed: what they do in training is meant
        net.eval()
    with torch.no_grad():
        report.must(
            "the same pictures get the same scores",
            torch.equal(nets[0](x), nets[0](x)),
            "The scores change from call to call, though the pictures are the same, in evaluation mode, too. Is there "
            "noise, or a dropout that does not ask self.training?",
        )
        other = x.clone()
        other[2] = -x[2]
        moved = max((j(other) - j(x))[torch.arange(12) != 2].abs().max().item() for j in nets)
        alone = max((j(other) - j(x))[2].abs().max().item() for j in nets)
        report.must(
            "a changed picture changes its own score", alone > 1e-6, "The score does not depend on the picture."
        )
        report.that(
            "and no other picture's score",
            moved < 1e-5,
            "Pictures influence each other's scores. Something glues or mixes rows, or takes statistics "
            "over the batch in evaluation mode, too.",
        )
        many = torch.rand(64, 1, 32, 32, generator=report.generator) * 2 - 1
        # Weights 30 times as large make any logit large. Measured on 300 networks each with ReLU, leaky ReLU and tanh:
        # the largest of the scores below is at least 10, and each sign appears.
        loud = torch.cat([_louder(j)(many) for j in nets])  # (512, 1)
        # A hundred times louder once more, in weights and pictures: the score of a right network, ReLU, tanh or with
        # weights of a fixed norm, grows at least a hundred times. Whatever squeezes has reached its end.
        first, second = (torch.cat([_louder(j, c)(c * many) for j in nets]).abs().max() for c in (300.0, 3e4))
        report.that(
            "scores are logits, of any size",
            second > 10 * first,
            f"However loud the picture, the score stays inside [-{first:.3g}, {first:.3g}]: something squeezes it at "
            "the end. The loss does that.",
        )
        report.that(
            "and of both signs",
            loud.min() < 0 < loud.max(),
            "No score has the other sign, whatever the picture. A probability, or a ReLU at the end? A logit has none.",
        )
        up, down = (torch.stack([j(s * many) - j(0 * many) for j in nets]) for s in (1, -1))  # (8, 64, 1)
        affine = (up + down).abs().max() < 1e-4 * up.abs().max()
        # A monotone function behind an affine map always moves to opposite sides; 30 to 60 % of right networks do not.
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
        not _unbent(nets[0], x),
        "One layer hands its output to the next as it is: together they are one layer. Put a nonlinearity there, too.",
    )
    nets[1].zero_grad()
    nets[1](many).sum().backward()
    asleep = [name for name, w in nets[1].named_parameters() if w.grad is None or not w.grad.abs().max() > 0]
    report.that(
        "the gradient reaches every layer",
        not asleep,
        f"No gradient arrives at {', '.join(asleep)}. Is that layer used, and is nothing detached?",
    )


def _louder(net: nn.Module, times: float = 30) -> nn.Module:
    louder = copy.deepcopy(net)
    with torch.no_grad():
        for w in louder.parameters():
            w.mul_(times)
    return louder


NORMS = (nn.modules.batchnorm._NormBase, nn.GroupNorm, nn.LayerNorm)  # they shift and stretch, and do not bend


def _unbent(net: nn.Module, x: Tensor) -> bool:
    """Whether a layer gets the very numbers that the layer before it gave, in any shape and order."""
    given: list[Tensor] = []
    passed: list[bool] = []

    def look(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> Tensor | None:
        if isinstance(layer, NORMS):
            return inputs[0]
        numbers = inputs[0].detach().flatten().sort().values
        passed.append(bool(given) and torch.equal(numbers, given[-1]))
        given.append(output.detach().flatten().sort().values)
        return None

    seen = [m for m in net.modules() if isinstance(m, (nn.Conv2d, nn.Linear, *NORMS))]
    hooks = [m.register_forward_hook(look) for m in seen]
    net(x)
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

"""Task 5: the path length, without a matrix."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from course.checks.report import Report, Variant


def path_lengths(g: Any, w: Tensor, y: Tensor) -> Tensor:
    """Styles (B, d) and noise pictures (B, n) -> the lengths of J'y at each style, (B,), with a graph."""
    w = w.detach().requires_grad_(True)
    (slope,) = torch.autograd.grad((g(w) * y).sum(), w, create_graph=True)
    return slope.square().sum(1).sqrt()


class Picture(nn.Module):
    """A small picture of 7 numbers from a style of 4, each picture by itself."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()
        self.first = nn.Parameter(torch.randn(4, 6, generator=generator))
        self.second = nn.Parameter(torch.randn(6, 7, generator=generator))
        self.calls = 0

    def forward(self, w: Tensor) -> Tensor:
        """Styles (B, 4) to pictures (B, 7)."""
        self.calls += 1
        return torch.tanh(w @ self.first + 0.5) @ self.second


def check(report: Report, answer: object, my: Variant) -> None:
    """The path length, without a matrix"""
    report.if_error("grad can be implicitly created only for scalar", "Sum g(w) y over everything before the slope.")
    report.if_error("does not require grad", "w must ask for its slope: w = w.detach().requires_grad_(True).")
    for b in (5, 1):
        g = Picture(report.generator)
        w = torch.randn(b, 4, generator=report.generator)
        y = torch.randn(b, 7, generator=report.generator)
        kept = [w.clone(), y.clone()]
        lengths = report.tensor(report.call(answer, g, w, y), "the lengths", (b,))
        calls = g.calls
        jacobians = torch.stack(
            [torch.autograd.functional.jacobian(g, one[None])[0, :, 0] for one in kept[0]]
        ).detach()  # (B, 7, 4)
        wanted = (jacobians.transpose(1, 2) @ kept[1][:, :, None]).squeeze(2).norm(dim=1)  # (B,)
        right = report.close(
            "each length is that of J'y at its own style",
            lengths.detach(),
            wanted,
            tol=1e-4,
            known=[
                (wanted.square(), "These are the squares. Take the root for each picture."),
                (wanted / b, "The mean over the batch divides each slope by B. Use a sum."),
                (wanted / (7 * b), "A mean over all numbers divides each slope. Use a sum."),
                (
                    jacobians.flatten(1).norm(dim=1),
                    "This is the norm of the whole matrix. Ask for the slope of g(w) y.",
                ),
            ],
            hint="The slope of the sum of g(w) y in w is J'y, one row a picture; take each row's length.",
        )
        if not right:  # the slope of other numbers earns nothing
            return
        report.that(
            "one call of g for the whole batch is enough",
            calls <= 1,
            "g is called more than once. One backward pass gives the slopes of all pictures, since each picture "
            "depends on its own style only.",
        )
        if not (torch.equal(w, kept[0]) and torch.equal(y, kept[1])):  # to ask w itself for its slope is no harm
            report.that("what came in is unchanged", False, "Your function changes the numbers in w or y. Make new "
                        "tensors.")  # fmt: skip
            return  # and nothing can be differentiated any more
        graph = lengths.requires_grad
        report.that(
            "the lengths have a slope in the weights of g",
            graph and _slope(lengths, g),
            "A penalty must reach the weights: keep the graph with create_graph=True."
            if not graph
            else "The lengths have a graph, and it does not reach the weights of g. What is detached on the way?",
        )


def _slope(lengths: Tensor, g: Picture) -> bool:
    found = torch.autograd.grad(lengths.sum(), g.first, allow_unused=True)[0]
    return found is not None and bool(found.any())

"""Task 2: the largest singular value by power iteration."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from course.checks.report import Report, Variant


def iterate(W: torch.Tensor, u: torch.Tensor, rounds: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """v and u after so many rounds, and the u before the last half of a round."""
    v, old = torch.zeros(len(W), dtype=W.dtype), u
    for _ in range(rounds):
        old = u
        v = F.normalize(W @ u, dim=0)
        u = F.normalize(W.T @ v, dim=0)
    return v, u, old


def check(report: Report, answer: object, my: Variant) -> None:
    """The longest stretch"""
    report.if_error("size mismatch", "W is (a, b): W @ u needs u of length b, and W.T @ v needs v of length a.")
    report.if_error("inconsistent tensor size", "W is (a, b): v has the length a, and u the length b.")
    rounds = my.rounds
    for _ in range(3):
        first, second = (torch.linalg.qr(torch.randn(n, 4, generator=report.generator)).Q for n in (7, 4))
        # Near to each other, so that the rounds differ; float32, as in the notebook.
        W = first @ torch.diag(torch.tensor([2.0, 1.8, 1.5, 1.2])) @ second
        u = F.normalize(torch.randn(4, generator=report.generator), dim=0)
        given = W.clone(), u.clone()
        told = report.number(report.call(answer, *given), "what it returns")
        same = all(map(torch.equal, given, (W, u)))
        W, u = W.double(), u.double()
        v, new, old = iterate(W, u, rounds)
        value = v @ W @ new
        raw = u
        for _ in range(rounds):
            raw = W.T @ (W @ raw)
        more, fewer, one = (iterate(W, u, k) for k in (rounds + 1, rounds - 1, 1))
        right = report.close(
            "it is the estimate after MY.rounds rounds",
            told,
            value.item(),
            tol=1e-4,
            known=[
                ((v @ W @ old).item(), "You took the u from before the last round. Use the new one: v · W u."),
                (torch.linalg.matrix_norm(W).item(), "This is the Frobenius norm: it adds all singular values up."),
                (value.item() ** 2, "This is the square: W and its transpose each stretch once. Use v · W u."),
                ((one[0] @ W @ one[1]).item(), "This is the estimate after one round, whatever MY.rounds says."),
                ((more[0] @ W @ more[1]).item(), "You took one round too many."),
                ((fewer[0] @ W @ fewer[1]).item(), "You took one round too few."),
                (
                    torch.linalg.svdvals(W)[0].item(),
                    "This is the exact value. Asked for is the estimate after MY.rounds.",
                ),
                (torch.linalg.svdvals(W)[-1].item(), "This is the smallest singular value."),
                ((1 / value).item(), "This is one over it."),
                (-value.item(), "A singular value is not negative."),
                ((v @ W @ new).item() / W.norm().item(), "Do not divide W by anything: its own stretch is wanted."),
                ((raw @ raw).item(), "v and u are not divided by their lengths, so each round multiplies them."),
            ],
            hint="A round: v is W u over its length, u is Wᵀ v over its length. In the end return v · W u.",
        )
        if not right:  # who leaves W alone and finds no value has done nothing yet
            return
        if not same:
            report.that("W and u are as they were", False, "W or u has changed. Compute new tensors, without in-place "
                        "calls.")  # fmt: skip

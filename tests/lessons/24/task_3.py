"""24.3 there and back."""

import torch
import torch.nn.functional as F

from course.tasks.lesson_24.task_3 import cycle_loss


def right(my):
    return [
        cycle_loss,
        lambda G, back, x, y: F.l1_loss(back(G(x)), x) + F.l1_loss(G(back(y)), y),
        lambda G, back, x, y: sum(
            torch.linalg.vector_norm(one, 1) / one.numel() for one in (back(G(x)) - x, G(back(y)) - y)
        ),
    ]


def half_detached(G, back, x, y):
    return F.l1_loss(back(G(x).detach()), x) + F.l1_loss(G(back(y).detach()), y).detach()


def detached(first, second):
    """Detached in the middle of the journeys that are named."""

    def loss(G, back, x, y):
        there, other = G(x), back(y)
        there, other = there.detach() if first else there, other.detach() if second else other
        return (back(there) - x).abs().mean() + (G(other) - y).abs().mean()

    return loss


def wrong(my):
    return [
        (lambda G, back, x, y: F.l1_loss(back(G(x)), x), "The cycle of y"),
        (lambda G, back, x, y: F.l1_loss(G(back(y)), y), "The cycle of x"),
        (lambda G, back, x, y: F.mse_loss(back(G(x)), x) + F.mse_loss(G(back(y)), y), "squared error"),
        (lambda G, back, x, y: (back(G(x)) - x).abs().sum() + (G(back(y)) - y).abs().sum(), "not the sum"),
        (lambda G, back, x, y: cycle_loss(G, back, x, y) / 2, "they are not averaged"),
        (lambda G, back, x, y: (back(G(x)) - x).mean() + (G(back(y)) - y).mean(), "cancel"),
        (lambda G, back, x, y: cycle_loss(G, back, x, y) + 1, "Mean of |back"),
        (half_detached, "no slope"),
        (detached(True, True), "no slope"),
        (detached(True, False), "no slope"),
        (detached(False, True), "no slope"),
        (lambda G, back, x, y: F.l1_loss(G(back(x)), x) + F.l1_loss(back(G(y)), y), "x goes to G first"),
        (lambda G, back, x, y: F.l1_loss(G(y), y) + F.l1_loss(back(x), x), "y goes to back first"),
    ]

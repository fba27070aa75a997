"""10.6 a divergence between a bag and itself."""

import math

import torch
import torch.nn.functional as F

from course import models, training


def program(
    *,
    judge="new",
    new=5000,
    after=lambda V: (V + math.log(4)) / 2,
    learn="first",
    swap=False,
):
    """The program, with one thing or several done wrong."""

    def divergence(draw_p, draw_q, n, seed=0):
        torch.manual_seed(seed)
        seen = draw_p(n), draw_q(n)
        D = models.mlp(1, 1, (32, 32))
        opt = torch.optim.Adam(D.parameters(), lr=0.01)
        others = draw_p(new), draw_q(new)
        if learn == "half new":  # with some numbers that are not among the first
            seen = tuple(torch.cat([a, b[:2000]]) for a, b in zip(seen, others, strict=True))
        for _ in range(300):
            real, fake = others if learn == "new" else (draw_p(n), draw_q(n)) if learn == "ever new" else seen
            training.update(opt, F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean())
        real, fake = seen if judge == "seen" else others
        if judge == "new real":
            fake = seen[1]
        if judge == "new fake":
            real = seen[0]
        if swap:
            real, fake = fake, real
        with torch.no_grad():
            V = -F.softplus(-D(real)).mean() - F.softplus(D(fake)).mean()
        return after(V.item())

    return divergence


def right(my):
    def all_at_once(draw_p, draw_q, n, seed=0):  # drawn together, then divided
        torch.manual_seed(seed)
        real, fake = draw_p(n + 5000), draw_q(n + 5000)
        D = models.mlp(1, 1, (32, 32))
        opt = torch.optim.Adam(D.parameters(), lr=0.01)
        for _ in range(300):
            training.update(opt, F.softplus(-D(real[:n])).mean() + F.softplus(D(fake[:n])).mean())
        payments = F.logsigmoid(D(real[n:])).mean() + F.logsigmoid(-D(fake[n:])).mean()
        return math.log(2) + payments.detach() / 2

    return [program(), all_at_once]


def wrong(my):
    def seen(draw_p, draw_q, n, seed=0, half=2, absolute=float):  # no new numbers
        torch.manual_seed(seed)
        real, fake = draw_p(n), draw_q(n)
        D = models.mlp(1, 1, (32, 32))
        opt = torch.optim.Adam(D.parameters(), lr=0.01)
        for _ in range(300):
            training.update(opt, F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean())
        V = -F.softplus(-D(real)).mean() - F.softplus(D(fake)).mean()
        return absolute(V.item() + math.log(4)) / half

    def new_real_only(draw_p, draw_q, n, seed=0):
        torch.manual_seed(seed)
        real, fake = draw_p(n), draw_q(n)
        D = models.mlp(1, 1, (32, 32))
        opt = torch.optim.Adam(D.parameters(), lr=0.01)
        for _ in range(300):
            training.update(opt, F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean())
        V = -F.softplus(-D(draw_p(5000))).mean() - F.softplus(D(fake)).mean()
        return (V.item() + math.log(4)) / 2

    def unseeded(draw_p, draw_q, n, seed=0):
        return program()(draw_p, draw_q, n, 3)

    def silent(draw_p, draw_q, n, seed=0):
        program()(draw_p, draw_q, n, seed)

    return [
        (seen, "learned by heart. Show it new ones"),
        (lambda p, q, n, seed: seen(p, q, n, seed, half=1), "learned by heart. Show it new ones"),
        (lambda p, q, n, seed: seen(p, q, n, seed, absolute=abs), "learned by heart. Show it new ones"),
        (new_real_only, "Only one bag gave new numbers"),
        (program(new=50), "make a noisy judgement"),
        (program(learn="ever new"), "drawn once before the training"),
        (program(learn="new"), "from other numbers than the first n"),
        (program(judge="seen"), "judge with those, in both terms"),
        (program(judge="new real"), "The new numbers of q are drawn"),
        (program(judge="new fake"), "The new numbers of p are drawn"),
        (program(learn="half new"), "from other numbers than the first n"),
        (program(after=lambda V: V + math.log(4)), "report 1.386"),
        (program(after=lambda V: abs(V + math.log(4))), "report 1.386"),
        (program(after=lambda V: abs(V + math.log(4)) / 2), "its sign is lost. Is there"),
        (program(after=lambda V: (math.log(4) - V) / 2), "its sign is lost. Is there"),
        (program(after=lambda V: max(V + math.log(4), 0) / 2), "was cut off at 0"),
        (program(after=lambda V: (V + math.log(2)) / 2), "it should be log 4"),
        (program(after=lambda V: -(V + math.log(4)) / 2), "reports the largest divergence"),
        (program(after=lambda V: (V + 2) / 2), "This is in bits"),
        (program(after=lambda V: V / 2), "What does (10.7) add to it?"),
        (program(after=lambda V: V + math.log(2)), "Both log 4 and V are halved"),
        (program(after=lambda V: V / 4 + math.log(2)), "V is halved once too often"),
        (program(swap=True), "D is always right here"),
        (unseeded, "The argument seed does nothing"),
        (silent, "returns None"),
    ]

"""22.3 more real than you."""

import numpy as np
import torch
import torch.nn.functional as F

from course import losses


def right(my):
    def softplus(real, fake):
        return F.softplus(fake - real).mean(), F.softplus(real - fake).mean()

    def with_targets(real, fake):
        ones = torch.ones_like(real)
        loss = F.binary_cross_entropy_with_logits
        return [loss(real - fake, ones), loss(fake - real, ones)]

    def with_the_package(real, fake):
        return losses.relativistic.critic(real, fake), losses.relativistic.generator(fake, real)

    def in_a_loop(real, fake):
        pairs = list(zip(real.flatten(), fake.flatten(), strict=True))
        d = sum(-F.logsigmoid(a - b) for a, b in pairs) / len(pairs)
        g = sum(-F.logsigmoid(b - a) for a, b in pairs) / len(pairs)
        return d, g

    def as_in_a_step(real, fake):  # G's step need not move the real scores
        return F.softplus(fake - real).mean(), torch.logaddexp(real.detach() - fake, torch.zeros(())).mean()

    return [softplus, with_targets, with_the_package, in_a_loop, as_in_a_step]


def wrong(my):
    s = F.softplus

    def pair(cost):  # cost(x) stands for softplus(x)
        return lambda x, y: (cost(y - x).mean(), cost(x - y).mean())

    def unrooted(x, y):
        with torch.no_grad():
            return s(y - x).mean(), s(x - y).mean()

    def by_numpy(x, y):
        gap = (x - y).numpy()
        return np.logaddexp(0, -gap).mean(), np.logaddexp(0, gap).mean()

    def bce(x):
        return F.binary_cross_entropy((-x).sigmoid(), torch.ones_like(x))

    return [
        (lambda x, y: (s(y - x).mean().item(), s(x - y).mean().item()), "loss_d has no graph"),
        (lambda x, y: (s(y - x).mean(), s(x - y).mean().detach()), "loss_g has no graph"),
        (unrooted, "loss_d has no graph"),
        (by_numpy, "Stay with tensors"),
        (lambda x, y: (s(y.detach() - x).mean(), s(x - y).mean()), "loss_d is right, its slope in the fakes"),
        (lambda x, y: (s(y - x.detach()).mean(), s(x - y).mean()), "its slope in the real scores"),
        (lambda x, y: (s(y - x).mean(), s(x - y.detach()).mean()), "loss_g is right, its slope in the fakes"),
        (pair(lambda x: -((-x).sigmoid() + 1e-8).log()), "An epsilon inside"),
        (pair(lambda x: -(-x).sigmoid().clamp(min=1e-7).log()), "An epsilon inside"),
        (pair(lambda x: s(x.clamp(-50, 50))), "You clamp the difference"),
        (pair(lambda x: (1 + x.clamp(max=80).exp()).log()), "You clamp the difference"),
        (pair(bce), "Its sister with_logits"),
        (pair(lambda x: s(x).clamp(max=70)), "Is it cut off"),
        (pair(lambda x: (1 + x.exp()).log()), "on the other side"),
        (pair(lambda x: s(x) ** 2), "D minimises the mean"),
        (lambda x, y: (s(x - y).mean(), s(y - x).mean()), "The two losses are exchanged"),
        (lambda x, y: (s(y - x).sum(), s(x - y).sum()), "This is the sum"),
        (lambda x, y: (s(y - x).mean(), -s(y - x).mean()), "not minus D's"),
        (lambda x, y: (-s(y - x).mean(), -s(x - y).mean()), "The sign is turned"),
        (lambda x, y: (s(y - x[:, 0]).mean(), s(x[:, 0] - y).mean()), "each real score with all fakes"),
        (lambda x, y: (s((y - x).mean()), s((x - y).mean())), "the mean of the differences first"),
        (lambda x, y: ((x - y).sigmoid().mean(), (y - x).sigmoid().mean()), "The logarithm is missing"),
        (lambda x, y: (s(-x).mean() + s(y).mean(), s(-y).mean()), "each score is judged alone"),
        (lambda x, y: (s(y - x).mean(), s(-y).mean()), "Where is the real"),
        (lambda x, y: (-(x - y).sigmoid().log().mean(), -(y - x).sigmoid().log().mean()), "in the machine"),
        (lambda x, y: (s(y - x).mean() / 0.69314718, s(x - y).mean() / 0.69314718), "base 2"),
    ]


def marks(my):
    s = F.softplus
    return [
        (lambda x, y: (s(y - x).mean().item(), s(x - y).mean().item()), 0.5),
        (lambda x, y: (s(x - y).mean(), s(y - x).mean()), 0),
        (lambda x, y: (s(y - x).mean(), s(-y).mean()), 0.5),
    ]

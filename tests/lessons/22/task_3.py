"""22.3 more real than you."""

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
        pairs = list(zip(real.flatten().tolist(), fake.flatten().tolist(), strict=True))
        d = sum(-F.logsigmoid(torch.tensor(a - b)).item() for a, b in pairs) / len(pairs)
        g = sum(-F.logsigmoid(torch.tensor(b - a)).item() for a, b in pairs) / len(pairs)
        return d, g

    return [softplus, with_targets, with_the_package, in_a_loop]


def wrong(my):
    s = F.softplus
    return [
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

"""24.4 a discriminator that asks for too little."""

import torch
import torch.nn.functional as F

from course import losses


def loss_of(D, real, fake):
    return F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean()


def join(*parts):
    return torch.cat(parts, 1)


def right(my):
    return [
        lambda D, g, w, a: loss_of(D, join(g, w), join(g, a.detach())),
        lambda D, g, w, a: losses.nonsaturating.critic(D(join(g, w)), D(join(g, a).detach())),
    ]


def wrong(my):
    return [
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g, a)), "Detach the answer"),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g.flip(0), a.detach())), "to *it*"),
        (lambda D, g, w, a: loss_of(D, join(g.flip(0), w), join(g, a.detach())), "*its* wanted one"),
        (lambda D, g, w, a: loss_of(D, w, a.detach()), "1 + 3 channels"),
        (lambda D, g, w, a: loss_of(D, join(g, a.detach()), join(g, w)), "The signs are exchanged"),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g, a.detach())) / 2, "they are not averaged"),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g, a.detach())) * 3, "Keep softplus"),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g, w)) + 0 * a.detach().sum(), "to *it*"),
    ]

"""27.5 a step that helps the wrong player."""

import torch
import torch.nn.functional as F

from course import losses, training


def mended(G, D, opt_g, z):
    scores = D(G(z))
    loss = F.binary_cross_entropy_with_logits(scores, torch.ones_like(scores))
    opt_g.zero_grad()
    loss.backward()
    opt_g.step()
    return loss.item()


def courses(G, D, opt_g, z):
    loss = losses.nonsaturating.generator(D(G(z)))
    training.update(opt_g, loss)
    return loss.detach()


def thawed(G, D, opt_g, z):  # D is frozen for this step only
    D.requires_grad_(False)
    value = mended(G, D, opt_g, z)
    D.requires_grad_(True)
    return value


def right(my):
    return [mended, courses, thawed]


def stepped(loss_of, clear=True):
    def step(G, D, opt_g, z):
        loss = loss_of(D(G(z)))
        if clear:
            opt_g.zero_grad()
        loss.backward()
        opt_g.step()
        return loss.item()

    return step


def detached(G, D, opt_g, z):
    scores = D(G(z).detach())
    loss = F.binary_cross_entropy_with_logits(scores, torch.ones_like(scores))
    opt_g.zero_grad()
    loss.requires_grad_(True).backward()
    opt_g.step()
    return loss.item()


def moves_d(G, D, opt_g, z):
    value = mended(G, D, opt_g, z)
    with torch.no_grad():
        for p in D.parameters():
            p -= 0.1
    return value


def late(G, D, opt_g, z):
    mended(G, D, opt_g, z)
    return F.softplus(-D(G(z))).mean().item()


def frozen(G, D, opt_g, z):
    D.requires_grad_(False)
    return mended(G, D, opt_g, z)


def frozen_g(G, D, opt_g, z):
    value = mended(G, D, opt_g, z)
    G.requires_grad_(False)
    return value


def no_training(G, D, opt_g, z):
    D.eval()
    return mended(G, D, opt_g, z)


def wrong(my):
    return [
        (frozen, "D is left frozen"),
        (frozen_g, "G is left frozen"),
        (no_training, "left in evaluation mode"),
        (detached, "cuts its slope"),
        (stepped(lambda s: F.softplus(s).mean()), "helps D"),
        (stepped(lambda s: -F.softplus(-s).mean()), "helps D"),
        (stepped(lambda s: -F.softplus(s).mean()), "the minimax loss"),
        (stepped(lambda s: F.softplus(-s).mean(), clear=False), "Clear them"),
        (stepped(lambda s: F.softplus(-s).sum()), "is not that of the mean"),
        (moves_d, "changes D's weights"),
        (late, "before it changed G"),
    ]


def marks(my):
    return [(detached, 0), (moves_d, 2 / 3), (frozen, 2 / 3), (late, 0.5), (stepped(lambda s: F.softplus(s).mean()), 0)]

"""23.4 a discriminator's loss in need of repair."""

import torch
import torch.nn.functional as F

from course import losses


def mended(D, G, real, y, z):
    fake = G(z, y).detach()
    return F.softplus(-D(real, y)).mean() + F.softplus(D(fake, y)).mean()


def shuffled(D, G, real, y, z):
    asked = y[torch.randperm(len(y))]
    with torch.no_grad():
        fake = G(z, asked)
    return losses.nonsaturating.critic(D(real, y), D(fake, asked))


def together(D, G, real, y, z):
    scores = D(torch.cat([G(z, y).detach(), real]), torch.cat([y, y]))
    targets = torch.cat([torch.zeros(len(y), 1), torch.ones(len(y), 1)])
    return 2 * F.binary_cross_entropy_with_logits(scores, targets)


def thawed(D, G, real, y, z):
    G.requires_grad_(False)
    fake = G(z, y)
    G.requires_grad_(True)
    return F.softplus(-D(real, y)).mean() + F.softplus(D(fake, y)).mean()


def right(my):
    return [mended, shuffled, together, thawed]


def attached(D, G, real, y, z):
    return F.softplus(-D(real, y)).mean() + F.softplus(D(G(z, y), y)).mean()


def other_label(D, G, real, y, z):
    asked = y[torch.randperm(len(y))]
    return F.softplus(-D(real, y)).mean() + F.softplus(D(G(z, asked).detach(), y)).mean()


def real_mixed(D, G, real, y, z):
    asked = y[torch.randperm(len(y))]
    fake = G(z, asked).detach()
    return F.softplus(-D(real, asked)).mean() + F.softplus(D(fake, asked)).mean()


def summed(D, G, real, y, z):
    return 12 * mended(D, G, real, y, z)


def halved(D, G, real, y, z):
    return mended(D, G, real, y, z) / 2


def turned(D, G, real, y, z):
    return F.softplus(D(real, y)).mean() + F.softplus(-D(G(z, y).detach(), y)).mean()


def silent(D, G, real, y, z):
    with torch.no_grad():
        return mended(D, G, real, y, z)


def only_real(D, G, real, y, z):
    G(z, y)
    return F.softplus(-D(real, y)).mean()


def strange(D, G, real, y, z):
    fake = G(z, -y).detach()
    return F.softplus(-D(real, y)).mean() + F.softplus(D(fake, -y)).mean()


def renamed(D, G, real, y, z):
    labels = y[torch.randperm(len(y))]
    drawn = G(z, labels)
    return F.softplus(-D(real, y)).mean() + F.softplus(D(drawn, y)).mean()


def scores_detached(D, G, real, y, z):
    asked = y[torch.randperm(len(y))]
    fake = G(z, asked)
    return F.softplus(-D(real, y)).mean() + F.softplus(D(fake, asked).detach()).mean()


def real_detached(D, G, real, y, z):
    return F.softplus(-D(real, y)).mean().detach() + F.softplus(D(G(z, y).detach(), y)).mean()


def frozen(D, G, real, y, z):
    G.requires_grad_(False)
    return mended(D, G, real, y, z)


def wrong(my):
    return [
        (scores_detached, "not their scores"),
        (real_detached, "not that of the loss"),
        (frozen, "G is frozen"),
        (attached, "Detach the drawn pictures"),
        (other_label, "another label than the one"),
        (real_mixed, "each real picture with its own label"),
        (summed, "Take means over the batch"),
        (halved, "they are not averaged"),
        (turned, "The signs are exchanged"),
        (silent, "gets no slope"),
        (only_real, "let D see both batches"),
        (strange, "labels that no picture has"),
        (renamed, "another label than the one"),
    ]

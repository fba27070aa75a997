"""24.4 a discriminator that asks for too little."""

import torch
import torch.nn.functional as F

from course import losses


def loss_of(D, real, fake):
    return F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean()


def join(*parts):
    return torch.cat(parts, 1)


def right(my):
    def in_one_call(D, g, w, a):
        real, fake = D(torch.cat([join(g, w), join(g, a.detach())])).chunk(2)
        return (F.softplus(-real) + F.softplus(fake)).mean()

    def with_targets(D, g, w, a):
        bce = F.binary_cross_entropy_with_logits
        with torch.no_grad():
            pairs = join(g, a)
        real, fake = D(join(g, w)), D(pairs)
        return bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))

    def shuffled(D, g, w, a):  # the order of the pairs is no matter, as long as each stays together
        turn = torch.arange(len(g)).flip(0)
        return loss_of(D, join(g, w)[turn], join(g, a.data)[turn])

    return [
        lambda D, g, w, a: loss_of(D, join(g, w), join(g, a.detach())),
        lambda D, g, w, a: losses.nonsaturating.critic(D(join(g, w)), D(join(g, a).detach())),
        in_one_call,
        with_targets,
        shuffled,
    ]


def only_flipped_back(D, g, w, a):
    return loss_of(D, join(g, w), join(g, a))


def only_detached(D, g, w, a):
    return loss_of(D, join(g, w), join(g.flip(0), a.detach()))


def of_scores(f):
    """A loss made of the scores of right pairs."""
    return lambda D, g, w, a: f(D(join(g, w)), D(join(g, a.detach())))


def wrong(my):
    s = F.softplus

    def cut_in_place(D, g, w, a):
        return loss_of(D, join(g, w), join(g, a.detach_()))

    def unrooted(D, g, w, a):
        with torch.no_grad():
            return loss_of(D, join(g, w), join(g, a))

    return [
        (only_flipped_back, "Detach the answer"),
        (only_detached, "to *it*"),
        (lambda D, g, w, a: loss_of(D, join(g.flip(0), w), join(g, a.detach())), "*its* wanted one"),
        (lambda D, g, w, a: loss_of(D, w, a.detach()), "1 + 3 channels"),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g, w)) + 0 * a.detach().sum(), "to *it*"),
        (lambda D, g, w, a: loss_of(D, join(w, g), join(a.detach(), g)), "as D has learned it"),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(a.detach(), g)), "In an answered pair, too"),
        (cut_in_place, "detach_ cuts"),
        (of_scores(lambda r, f: s(-r).mean() + s(f.detach()).mean()), "detach the *picture*"),
        (of_scores(lambda r, f: s(-r.detach()).mean() + s(f).mean()), "What else is detached"),
        (of_scores(lambda r, f: (s(-r).mean() + s(f).mean()).item()), "it has no graph"),
        (unrooted, "it has no graph"),
        (lambda D, g, w, a: loss_of(D, join(g, a.detach()), join(g, w)), "The signs are exchanged"),
        (of_scores(lambda r, f: (s(-r).mean() + s(f).mean()) / 2), "they are not averaged"),
        (of_scores(lambda r, f: s(-r).sum() + s(f).sum()), "These are sums"),
        (of_scores(lambda r, f: s(-r).mean()), "answered pairs are missing"),
        (of_scores(lambda r, f: s(f).mean()), "real pairs are missing"),
        (of_scores(lambda r, f: s(-f).mean()), "the network that answers"),
        (of_scores(lambda r, f: s(-r).mean() + s(-f).mean()), "the label of real ones"),
        (of_scores(lambda r, f: s(-r).mean() - s(f).mean()), "D is to lower both"),
        (of_scores(lambda r, f: -s(-r).mean() - s(f).mean()), "The sign is turned"),
        (of_scores(lambda r, f: f.mean() - r.mean()), "softplus is missing"),
        (of_scores(lambda r, f: 3 * s(-r).mean() + 3 * s(f).mean()), "Keep softplus"),
    ]


def marks(my):
    return [
        (only_flipped_back, 0.5),
        (only_detached, 0.5),
        (of_scores(lambda r, f: s_twice(r, f)), 2 / 3),
        (lambda D, g, w, a: loss_of(D, join(g, w), join(g.flip(0), a)) + 0.0, 0),
    ]


def s_twice(real, fake):
    return F.softplus(-real).sum() + F.softplus(fake).sum()

"""27.4 a generator that never moves."""

import itertools

import torch

from course import models


def adam(weights, **how):
    return torch.optim.Adam(weights, lr=1e-3, betas=(0.5, 0.99), **how)


def groups(G, D):
    rows = [[{"params": [p]} for p in net.parameters()] for net in (G, D)]
    return [adam(row) for row in rows]


def decoupled(G, D):
    return tuple(torch.optim.AdamW(net.parameters(), lr=0.001, betas=[0.5, 0.99]) for net in (G, D))


def right(my):
    return [lambda G, D: (adam(G.parameters()), adam(D.parameters())), groups, decoupled]


def with_opt_g(make):
    return lambda G, D: (make(G.parameters()), adam(D.parameters()))


def both_d(G, D):
    return adam(G.parameters()), adam(itertools.chain(D.parameters(), G.parameters()))


def elsewhere(G, D):
    return adam(models.mlp(8, 2).parameters()), adam(D.parameters())


def flat(G, D):
    return adam([*G.parameters(), *D.parameters()]), adam(D.parameters())


def wrong(my):
    def frozen(name):
        def make(G, D):
            {"G": G, "D": D}[name].requires_grad_(False)
            return adam(G.parameters()), adam(D.parameters())

        return make

    class Sleepy(torch.optim.Adam):
        def step(self, closure=None): ...

    opt = torch.optim
    slow, sure = {"lr": 1e-3, "betas": (0.5, 0.99)}, {"lr": 1e-3}
    return [
        (both_d, "the step that helps D"),
        (elsewhere, "holds no weight of G"),
        (lambda G, D: (adam(D.parameters()), adam(G.parameters())), "holds no weight of G"),
        (lambda G, D: (adam(G[-1].parameters()), adam(D.parameters())), "does not hold all weights of G"),
        (flat, "the step that helps G"),
        (lambda G, D: (adam(G.parameters()), adam(D[0].parameters())), "does not hold all weights of D"),
        (frozen("G"), "has frozen weights of G"),
        (frozen("D"), "has frozen weights of D"),
        (with_opt_g(lambda w: opt.Adam(w, lr=0.0)), "is 0: nothing moves"),
        (with_opt_g(lambda w: opt.Adam(w, lr=10.0, betas=(0.5, 0.99))), "1e-3 was no mistake"),
        (with_opt_g(lambda w: opt.Adam(w, **sure)), "(0.5, 0.99) were no mistake"),
        (with_opt_g(lambda w: adam(w, maximize=True)), "it climbs"),
        (lambda G, D: (adam(G.parameters()), adam(D.parameters(), maximize=True)), "it climbs"),
        (with_opt_g(lambda w: opt.SGD(w, **sure)), "is no Adam"),
        (with_opt_g(lambda w: adam(w, weight_decay=0.5)), "Drop it"),
        (with_opt_g(lambda w: Sleepy(w, **slow)), "does not step as Adam"),
        (lambda G, D: adam(G.parameters()), "opt_g and opt_d"),
    ]


def marks(my):
    spoilt = [with_opt_g(lambda w: adam(w, maximize=True)), with_opt_g(lambda w: torch.optim.Adam(w, lr=0.0))]
    return [(both_d, 0.5), (elsewhere, 0.5), (flat, 2 / 3), *((one, 2 / 3) for one in spoilt)]

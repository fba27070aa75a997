"""27.4 a generator that never moves."""

import itertools

import torch

from course import models


def adam(weights, **how):
    return torch.optim.Adam(weights, lr=1e-3, betas=(0.5, 0.99), **how)


def groups(G, D):
    rows = [[{"params": [p]} for p in net.parameters()] for net in (G, D)]
    return [torch.optim.SGD(row, lr=0.1) for row in rows]


def right(my):
    return [lambda G, D: (adam(G.parameters()), adam(D.parameters())), groups]


def wrong(my):
    return [
        (lambda G, D: (adam(G.parameters()), adam(itertools.chain(D.parameters(), G.parameters()))),
         "the step that helps D"),
        (lambda G, D: (adam(models.mlp(8, 2).parameters()), adam(D.parameters())), "holds no weight of G"),
        (lambda G, D: (adam(D.parameters()), adam(G.parameters())), "holds no weight of G"),
        (lambda G, D: (adam(G[-1].parameters()), adam(D.parameters())), "does not hold all weights of G"),
        (lambda G, D: (adam([*G.parameters(), *D.parameters()]), adam(D.parameters())), "the step that helps G"),
        (lambda G, D: (adam(G.parameters()), adam(D[0].parameters())), "does not hold all weights of D"),
        (lambda G, D: (torch.optim.Adam(G.parameters(), lr=0.0), adam(D.parameters())), "A rate of 0"),
        (lambda G, D: adam(G.parameters()), "opt_g and opt_d"),
    ]  # fmt: skip

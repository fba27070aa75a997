"""22.6 one number for each group."""

import torch
from torch import nn


def right(my):
    n = my.group

    class Layer(nn.Module):
        def forward(self, h):
            packs = h.reshape(-1, n, h.shape[1])
            spread = (packs - packs.mean(1, keepdim=True)).square().mean(1).add(1e-8).sqrt().mean(1, keepdim=True)
            return torch.hstack([h, spread.repeat(1, n).reshape(-1, 1)])

    def in_a_loop(h):
        parts = []
        for pack in h.split(n):
            number = sum(pack[:, k].std() for k in range(h.shape[1])) / h.shape[1]
            parts.append(torch.cat([pack, number.expand(len(pack), 1)], dim=1))
        return torch.cat(parts)

    return [program(my, lambda packs: packs.std(dim=1).mean(dim=1)), Layer(), in_a_loop]


def program(my, f):
    def with_spread(h):
        numbers = f(h.unflatten(0, (-1, my.group)))  # (groups,)
        return torch.cat([h, numbers.repeat_interleave(my.group)[:, None]], dim=1)

    return with_spread


def wrong(my):
    n = my.group

    def whole(h):
        return torch.cat([h, h.std(dim=0).mean().expand(len(h), 1)], dim=1)

    def in_turns(h):
        numbers = h.unflatten(0, (-1, n)).std(dim=1).mean(dim=1)
        return torch.cat([h, numbers.repeat(n)[:, None]], dim=1)

    def strided(h):
        numbers = h.unflatten(0, (n, -1)).std(dim=0).mean(dim=1)
        return torch.cat([h, numbers.repeat(n)[:, None]], dim=1)

    def first(h):
        return program(my, lambda packs: packs.std(dim=1).mean(dim=1))(h).roll(1, 1)

    def others_cut(h):
        numbers = h.unflatten(0, (-1, n)).std(dim=1).mean(dim=1)
        numbers = torch.cat([numbers[:1], numbers[1:].detach()])
        return torch.cat([h, numbers.repeat_interleave(n)[:, None]], dim=1)

    def old_cut(h):
        numbers = h.unflatten(0, (-1, n)).std(dim=1).mean(dim=1)
        return torch.cat([h.detach(), numbers.repeat_interleave(n)[:, None]], dim=1)

    def bare_root(packs):
        return (packs - packs.mean(1, keepdim=True)).square().mean(1).sqrt().mean(1)

    return [
        (others_cut, "The numbers of some groups"),
        (old_cut, "The old features are cut off"),
        (program(my, bare_root), "infinite slope at 0"),
        (whole, "one number for the whole batch"),
        (in_turns, "The numbers come in turns"),
        (strided, "every so-manieth"),
        (program(my, lambda packs: packs.var(dim=1).mean(dim=1)), "This is the mean variance"),
        (program(my, lambda packs: packs.var(dim=1).mean(dim=1).sqrt()), "the mean of the variances first"),
        (program(my, lambda packs: packs.flatten(1).std(dim=1)), "of all numbers of a group together"),
        (program(my, lambda packs: packs.std(dim=2).mean(dim=1)), "over the features. Take it over"),
        (lambda h: torch.cat([h, h.std(dim=1, keepdim=True)], dim=1), "over the features. Take it over"),
        (program(my, lambda packs: packs.mean(dim=(1, 2))), "says nothing about their spread"),
        (program(my, lambda packs: packs.std(dim=1).sum(dim=1)), "This is the sum over the features"),
        (program(my, lambda packs: packs.std(dim=1).mean(dim=1).detach()), "No slope comes back"),
        (lambda h: h.unflatten(0, (-1, n)).std(dim=1).mean(dim=1), "one number a sample"),
        (lambda h: torch.cat([h, h.std(dim=0).mean().reshape(1, 1)], dim=1), "a column of shape (B, 1)"),
        (first, "as they came"),
    ]


def marks(my):
    def detached(packs):
        return packs.std(dim=1).mean(dim=1).detach()

    return [
        (lambda h: torch.cat([h, h.sum(dim=1, keepdim=True)], dim=1), 0),
        (program(my, lambda packs: packs.var(dim=1).mean(dim=1)), 0),
        (program(my, detached), 0.5),
    ]

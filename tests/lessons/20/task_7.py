"""20.7 the whole program."""

import warnings

import torch
import torch.nn.functional as F
from torch import nn

from course import models, training


def adam(net, lr):
    return torch.optim.Adam(net.parameters(), lr, betas=(0.5, 0.99))


def plane():
    return nn.Sequential(nn.Linear(2, 64), nn.Linear(64, 64), nn.Linear(64, 1))


def program(*, D=None, idle_g=False, idle_d=False, shape=(-1, 1), g_target=1.0, detach=True, detach_g=False, back="GD"):
    """The repaired program, with one thing or several done wrong."""

    def train(real, seed=0, steps=600, batch=128):
        torch.manual_seed(seed)
        G, critic, other = models.mlp(2, 2, (64, 64)), (D or right_critic)(), models.mlp(2, 2, (64, 64))
        opt_g, opt_d = adam(other if idle_g else G, 1e-3), adam(other if idle_d else critic, 4e-3)
        target = torch.cat([torch.ones(batch), torch.zeros(batch)]).reshape(shape)
        for _ in range(steps):
            x, fake = real[torch.randint(len(real), (batch,))], G(torch.randn(batch, 2))
            score = critic(torch.cat([x, fake.detach() if detach else fake]))
            training.update(opt_d, (score - target).square().mean())
            training.update(opt_g, (critic(fake.detach() if detach_g else fake) - g_target).square().mean())
        return (G, critic) if back == "GD" else (critic, G) if back == "DG" else G

    return train


def right_critic():
    return models.mlp(2, 1, (64, 64))


def leaky():
    return models.mlp(2, 1, (64, 64), nn.LeakyReLU)


def sigmoids():
    return models.mlp(2, 1, (64, 64), nn.Sigmoid)


def right(my):
    def in_halves(real, seed=0, steps=600, batch=128):
        torch.manual_seed(seed)
        G, D = models.mlp(2, 2, (64, 64)), leaky()
        opt_g, opt_d = adam(G, 1e-3), adam(D, 4e-3)
        for _ in range(steps):
            fake = G(torch.randn(batch, 2))
            of_real = D(real[torch.randint(len(real), (batch,))]).flatten()
            training.update(opt_d, (of_real - 1).pow(2).mean() + D(fake.detach()).flatten().pow(2).mean())
            training.update(opt_g, F.mse_loss(D(fake).flatten(), torch.ones(batch)))
        return G, D

    return [program(D=leaky), in_halves]


def wrong(my):
    def no_score(real, seed=0, steps=600, batch=128):
        G, D = program()(real, seed, steps, batch)
        return G, nn.Sequential(D, nn.Flatten(0))

    def warned(real, seed=0, steps=600, batch=128):  # mse_loss broadcasts, too, with a warning
        torch.manual_seed(seed)
        G, D = models.mlp(2, 2, (64, 64)), right_critic()
        opt_g, opt_d, one = adam(G, 1e-3), adam(D, 4e-3), torch.ones(batch)
        for _ in range(steps):
            x, fake = real[torch.randint(len(real), (batch,))], G(torch.randn(batch, 2))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                training.update(opt_d, F.mse_loss(D(x), one) + F.mse_loss(D(fake.detach()), 0 * one))
                training.update(opt_g, F.mse_loss(D(fake), one))
        return G, D

    def slow(real, seed=0, steps=600, batch=128):
        torch.manual_seed(seed)
        G, D = models.mlp(2, 2, (64, 64)), right_critic()
        opt_g, opt_d, one = adam(G, 1e-3), adam(D, 1e-3), torch.ones(batch, 1)
        for _ in range(steps):
            x, fake = real[torch.randint(len(real), (batch,))], G(torch.randn(batch, 2))
            training.update(opt_d, F.mse_loss(D(x), one) + F.mse_loss(D(fake.detach()), 0 * one))
            training.update(opt_g, F.mse_loss(D(fake), one))
        return G, D

    def with_128(real, seed=0, steps=600, batch=128):
        return program()(real, seed, steps)

    def half_with_128(real, seed=0, steps=600, batch=128):
        torch.manual_seed(seed)
        G, D = models.mlp(2, 2, (64, 64)), right_critic()
        opt_g, opt_d = adam(G, 1e-3), adam(D, 4e-3)
        target = torch.cat([torch.ones(128, 1), torch.zeros(128, 1)])
        for _ in range(steps):
            x, fake = real[torch.randint(len(real), (batch,))], G(torch.randn(batch, 2))
            training.update(opt_d, F.mse_loss(D(torch.cat([x, fake.detach()])), target))
            training.update(opt_g, F.mse_loss(D(fake), target[:128]))
        return G, D

    def unseeded(real, seed=0, steps=600, batch=128):
        return program()(real, int(torch.randint(1000, ())), steps, batch)

    return [
        (with_128, "Use the argument batch"),
        (half_with_128, "Use the argument batch"),
        (slow, "Keep Adam and its learning rates"),
        (unseeded, "Seed first"),
        (program(idle_g=True), "Whose parameters does its optimiser hold, and"),  # erratum 45
        (program(idle_g=True, D=plane), "G has not moved"),
        (program(detach_g=True), "G has not moved"),  # erratum 39
        (program(idle_d=True), "D has not moved"),
        (program(D=plane), "one tilted plane"),  # erratum 35
        (program(D=plane, shape=(-1,)), "one tilted plane"),
        (program(shape=(-1,)), "score - target"),  # erratum 45
        (program(shape=(1, -1)), "score - target"),
        (warned, "score - target"),
        (program(D=sigmoids), "nearly the same everywhere"),
        (program(g_target=0.0), "Towards which target"),  # erratum 47
        (program(detach=False), "The detach in D's step was right"),  # erratum 37
        (program(back="DG"), "in the order G, D"),
        (program(back="G"), "Return the two networks"),
        (no_score, "(B, 2) to (B, 1)"),
    ]

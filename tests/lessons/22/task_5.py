"""22.5 friction on both sides."""

import torch

from course import losses


def program(*, first="sum", create=True, square=True, over="mean", half=0.5, sign=1, target=0.0, sides=(0, 1), g=True):
    def penalty(D, real, fake, gamma):
        total = 0.0
        for side in sides:
            x = (real, fake)[side].detach().requires_grad_(True)
            slope = torch.autograd.grad(getattr(D(x), first)(), x, create_graph=create)[0]
            norm = slope.norm(dim=1)
            size = (norm - target).square() if square else norm
            total = total + sign * half * (gamma if g else 1) * getattr(size, over)()
        return total

    return penalty


def right(my):
    def with_the_package(D, real, fake, gamma):
        return losses.r1_penalty(D, real, gamma) + losses.r2_penalty(D, fake, gamma)

    def together(D, real, fake, gamma):
        x = torch.cat([real, fake]).requires_grad_()
        score = D(x)
        slope = torch.autograd.grad(score, x, torch.ones_like(score), create_graph=True)[0]
        return gamma * slope.pow(2).sum() / (2 * len(real))

    def each_alone(D, real, fake, gamma):
        total = 0
        for x in [*real, *fake]:
            x = x.clone().requires_grad_()
            (slope,) = torch.autograd.grad(D(x[None]).squeeze(), x, create_graph=True)
            total = total + gamma / 2 * slope.dot(slope) / len(real)
        return total

    return [program(), with_the_package, together, each_alone]


def wrong(my):
    def one_graph(D, real, fake, gamma):  # the second slope is cut off
        return losses.r1_penalty(D, real, gamma) + losses.r2_penalty(D, fake, gamma).detach()

    def all_numbers(D, real, fake, gamma):
        total = 0.0
        for x in (real, fake):
            x = x.detach().requires_grad_(True)
            slope = torch.autograd.grad(D(x).sum(), x, create_graph=True)[0]
            total = total + gamma / 2 * slope.square().mean()
        return total

    def not_scalar(D, real, fake, gamma):
        x = real.requires_grad_()
        return torch.autograd.grad(D(x), x, create_graph=True)[0].square().mean()

    return [
        (program(first="mean", square=False), "and the length is not squared"),
        (program(first="mean"), "the slope of a *mean* of scores is B times too small."),
        (all_numbers, "the mean over the coordinates"),
        (program(create=False), "no graph of the slope is made"),
        (program(square=False), "This is the mean length"),
        (program(sides=(0,)), "R2 is missing"),
        (program(sides=(1,)), "R1 is missing"),
        (program(half=0.25), "or half their sum"),
        (program(half=1.0), "has the factor γ/2"),
        (program(over="sum"), "This is the sum over the points"),
        (program(target=1.0), "This wants slope one"),
        (program(g=False), "The factor γ is missing"),
        (program(sign=-1), "The sign is turned"),
        (one_graph, "not all of its slope"),
        (not_scalar, "grad needs one number"),
    ]


def marks(my):
    return [(program(create=False), 0.5), (program(create=False, square=False), 0), (program(first="mean"), 0)]

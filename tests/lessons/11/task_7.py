"""11.7 friction that does not rub."""

import torch
import torch.nn.functional as F

from course import losses, training


def program(*, first="sum", create=True, square=True, over="mean", half=0.5, sign=1, where="real", g="other",
            target=0.0, clone=True, loss=True, noise="z"):  # fmt: skip
    """The step, with one thing or several done wrong."""

    def step(G, D, x, z, opt_g, opt_d, gamma):
        x = x.clone().requires_grad_() if clone else x.requires_grad_()
        hidden = G(z).detach()
        at = hidden.clone().requires_grad_() if where == "fakes" else x
        score = D(at)
        of_one = getattr(score if where != "probability" else score.sigmoid(), first)()
        slope = torch.autograd.grad(of_one, at, create_graph=create, retain_graph=True)[0]
        norm = slope.square().sum(dim=1).sqrt()
        size = (norm - target).square() if square else norm
        penalty = half * gamma * getattr(size, over)()
        value = losses.nonsaturating.critic(D(x), D(hidden)) if loss else 0
        training.update(opt_d, value + sign * penalty)
        judged = D(G(torch.randn_like(z)) if noise == "new" else G(z))
        ways = {
            "other": -F.logsigmoid(judged),
            "log D": F.logsigmoid(judged),
            "minimax": F.logsigmoid(-judged),
            "helpful": F.softplus(judged),
            "score": -judged,
        }
        training.update(opt_g, ways[g].mean())
        return penalty.item()

    return step


def right(my):
    def with_the_package(G, D, x, z, opt_g, opt_d, gamma):
        fake = G(z)
        penalty = losses.r1_penalty(D, x, gamma)
        training.update(opt_d, losses.minimax.critic(D(x), D(fake.detach())) + penalty)
        training.update(opt_g, losses.nonsaturating.generator(D(fake)))
        return penalty

    def by_hand(G, D, x, z, opt_g, opt_d, gamma):
        x = x.detach().clone().requires_grad_(True)
        real = D(x)
        (slope,) = torch.autograd.grad(real, x, torch.ones_like(real), create_graph=True)
        penalty = gamma * (slope**2).sum() / (2 * len(x))
        with torch.no_grad():
            fake = G(z)
        loss = F.softplus(-real).mean() + F.softplus(D(fake)).mean() + penalty
        opt_d.zero_grad()
        loss.backward()
        opt_d.step()
        opt_g.zero_grad()
        F.softplus(-D(G(z))).mean().backward()
        opt_g.step()
        return penalty.item()

    def cleared_afterwards(G, D, x, z, opt_g, opt_d, gamma):
        penalty = losses.r1_penalty(D, x, gamma)
        (losses.minimax.critic(D(x), D(G(z).detach())) + penalty).backward()
        opt_d.step()
        losses.nonsaturating.generator(D(G(z))).backward()
        opt_g.step()
        opt_d.zero_grad()
        opt_g.zero_grad()
        return penalty.item()

    return [with_the_package, by_hand, program(), cleared_afterwards, program(clone=False)]


def wrong(my):
    def freed(G, D, x, z, opt_g, opt_d, gamma):  # neither graph is kept
        x = x.clone().requires_grad_()
        real, fake = D(x), D(G(z).detach())
        slope = torch.autograd.grad(real.sum(), x)[0]
        penalty = gamma / 2 * slope.square().sum(dim=1).mean()
        training.update(opt_d, losses.nonsaturating.critic(real, fake) + penalty)
        training.update(opt_g, -F.logsigmoid(D(G(z))).mean())
        return penalty.item()

    def not_scalar(G, D, x, z, opt_g, opt_d, gamma):
        x = x.clone().requires_grad_()
        slope = torch.autograd.grad(D(x), x, create_graph=True)[0]
        return gamma / 2 * slope.square().sum(dim=1).mean().item()

    def of_old_d(G, D, x, z, opt_g, opt_d, gamma):
        opt_g.zero_grad()
        losses.nonsaturating.generator(D(G(z))).backward()
        fake = G(z).detach()
        penalty = losses.r1_penalty(D, x, gamma)
        training.update(opt_d, losses.minimax.critic(D(x), D(fake)) + penalty)
        opt_g.step()
        return penalty.item()

    def added_coordinates(G, D, x, z, opt_g, opt_d, gamma):  # the mean over points and coordinates
        x = x.clone().requires_grad_()
        real, fake = D(x), D(G(z).detach())
        slope = torch.autograd.grad(real.sum(), x, create_graph=True)[0]
        penalty = gamma / 2 * slope.square().mean()
        training.update(opt_d, losses.nonsaturating.critic(real, fake) + penalty)
        training.update(opt_g, -F.logsigmoid(D(G(z))).mean())
        return penalty.item()

    def never_cleared(G, D, x, z, opt_g, opt_d, gamma):
        penalty = losses.r1_penalty(D, x, gamma)
        (losses.minimax.critic(D(x), D(G(z).detach())) + penalty).backward()
        opt_d.step()
        losses.nonsaturating.generator(D(G(z))).backward()
        opt_g.step()
        return penalty.item()

    def only_d_cleared(G, D, x, z, opt_g, opt_d, gamma):
        penalty = losses.r1_penalty(D, x, gamma)
        training.update(opt_d, losses.minimax.critic(D(x), D(G(z).detach())) + penalty)
        losses.nonsaturating.generator(D(G(z))).backward()
        opt_g.step()
        return penalty.item()

    def centred(G, D, x, z, opt_g, opt_d, gamma):  # in place
        x -= 0.01
        return program()(G, D, x, z, opt_g, opt_d, gamma)

    def with_this(number):  # gamma written into the program
        return lambda G, D, x, z, opt_g, opt_d, gamma: program()(G, D, x, z, opt_g, opt_d, number)

    def silent(*args):
        program()(*args)

    return [
        (program(first="mean"), "the slope of a *mean* of scores"),
        (program(first="mean", create=False), "the slope of a *mean* of scores"),
        (program(create=False), "no graph of the slope is made"),
        (program(create=False, g="log D"), "no graph of the slope is made"),
        (program(g="log D"), "G *minimises* the mean log of D"),  # erratum 8
        (program(g="minimax"), "This is the minimax loss"),  # erratum 7
        (program(g="helpful"), "it helps D"),  # erratum 47
        (program(g="score"), "This loss is the score itself"),
        (program(over="sum"), "This is the sum over the real points"),
        (added_coordinates, "The squares of one point's coordinates"),
        (program(half=1.0), "has the factor γ/2"),
        (program(square=False), "This is the mean norm"),
        (program(target=1.0), "This wants slope one"),
        (program(sign=-1), "D is paid for being steep"),
        (program(where="fakes"), "at the real points; yours"),
        (program(where="probability"), "the slope of σ(score)"),
        (program(loss=False), "D steps down the penalty only"),
        (centred, "Work on a clone"),
        (program(noise="new"), "with the given z"),
        (of_old_d, "as it was before its step"),
        (never_cleared, "Old gradients were added"),
        (only_d_cleared, "Old gradients were added"),
        (with_this(0.5), "with γ = 0.5, whatever γ is"),
        (with_this(3.0), "γ/2 times the mean over the points"),
        (with_this(1.0), "The factor γ is missing"),
        (freed, "A graph was freed"),
        (not_scalar, "grad needs one number"),
        (silent, "returns None"),
    ]

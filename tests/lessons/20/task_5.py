"""20.5 one step of the pair."""

import torch
import torch.nn.functional as F

from course import training


def cost_of_D(D, x, fake):
    return F.softplus(-D(x)).mean() + F.softplus(D(fake)).mean()


def right(my):
    def with_update(G, D, x, z, opt_g, opt_d):
        with torch.no_grad():
            fake = G(z)
        loss_d = cost_of_D(D, x, fake)
        training.update(opt_d, loss_d)
        loss_g = -F.logsigmoid(D(G(z))).mean()
        training.update(opt_g, loss_g)
        return torch.stack([loss_d, loss_g])

    def cleared_at_the_end(G, D, x, z, opt_g, opt_d):
        loss_d = cost_of_D(D, x, G(z).detach())
        loss_d.backward()
        opt_d.step()
        loss_g = F.binary_cross_entropy_with_logits(D(G(z)), torch.ones(len(z), 1))
        loss_g.backward()
        opt_g.step()
        G.zero_grad()
        D.zero_grad()
        return loss_d.item(), loss_g.item()

    def with_ones_and_zeros(G, D, x, z, opt_g, opt_d):  # the batches are equal, as the statement says
        ones, zeros = torch.ones(len(x), 1), torch.zeros(len(x), 1)
        bce = torch.nn.BCEWithLogitsLoss()
        fake = G(z)
        loss_d = bce(D(x), ones) + bce(D(fake.detach()), zeros)
        training.update(opt_d, loss_d)
        loss_g = bce(D(fake), ones)
        training.update(opt_g, loss_g)
        return loss_d.item(), loss_g.item()

    return [with_update, cleared_at_the_end, with_ones_and_zeros]


def program(
    *,
    clear_d=True,
    clear_g=True,
    detach_d=True,
    detach_g=False,
    goal="real",
    early=False,
    own=False,
    step_g=True,
    fresh=False,
    sign=1,
    swap=False,
    retain=False,
    twice=False,
):
    """The step, with one thing or several done wrong."""

    def step(G, D, x, z, opt_g, opt_d):
        if own:
            opt_g = torch.optim.Adam(type(G)(*[type(m)(3, 3) for m in G if hasattr(m, "weight")]).parameters())
        fake = G(z)
        loss_d = sign * cost_of_D(D, x, fake.detach() if detach_d else fake)
        score = D(fake)
        if clear_d:
            opt_d.zero_grad()
        loss_d.backward(retain_graph=retain)
        opt_d.step()
        if twice:
            training.update(opt_d, cost_of_D(D, x, fake.detach()))
        if not early:
            score = D(fake.detach() if detach_g else G(torch.randn_like(z)) if fresh else fake)
        losses = {"real": F.softplus(-score), "fake": F.softplus(score), "not fake": -F.softplus(score)}
        loss_g = losses[goal].mean()
        if clear_g:
            opt_g.zero_grad()
        loss_g.backward()
        if step_g:
            opt_g.step()
        return (loss_g.item(), loss_d.item()) if swap else (loss_d.item(), loss_g.item())

    return step


def wrong(my):
    def silent(G, D, x, z, opt_g, opt_d):
        program()(G, D, x, z, opt_g, opt_d)

    def only_d(G, D, x, z, opt_g, opt_d):
        return program()(G, D, x, z, opt_g, opt_d)[0]

    def first_g(G, D, x, z, opt_g, opt_d):  # the other order
        loss_g = F.softplus(-D(G(z))).mean()
        training.update(opt_g, loss_g)
        loss_d = cost_of_D(D, x, G(z).detach())
        training.update(opt_d, loss_d)
        return loss_d.item(), loss_g.item()

    def d_cleared_between(G, D, x, z, opt_g, opt_d):  # D's gradients are cleared, but before G's loss adds to them
        loss_d = cost_of_D(D, x, G(z).detach())
        loss_d.backward()
        opt_d.step()
        opt_d.zero_grad()
        loss_g = F.softplus(-D(G(z))).mean()
        training.update(opt_g, loss_g)
        return loss_d.item(), loss_g.item()

    def crowded(G, D, x, z, opt_g, opt_d):  # both backwards, then both steps
        opt_d.zero_grad()
        opt_g.zero_grad()
        fake = G(z)
        loss_d = cost_of_D(D, x, fake.detach())
        loss_g = F.softplus(-D(fake)).mean()
        loss_d.backward()
        loss_g.backward()
        opt_d.step()
        opt_g.step()
        return loss_d.item(), loss_g.item()

    def averaged(G, D, x, z, opt_g, opt_d):
        loss_d = cost_of_D(D, x, G(z).detach()) / 2
        training.update(opt_d, loss_d)
        loss_g = F.softplus(-D(G(z))).mean()
        training.update(opt_g, loss_g)
        return loss_d.item(), loss_g.item()

    def labels_swapped(G, D, x, z, opt_g, opt_d):
        loss_d = cost_of_D(D, G(z).detach(), x)
        training.update(opt_d, loss_d)
        loss_g = F.softplus(-D(G(z))).mean()
        training.update(opt_g, loss_g)
        return loss_d.item(), loss_g.item()

    def own_noise(G, D, x, z, opt_g, opt_d):
        return program()(G, D, x, torch.randn(len(x), 3), opt_g, opt_d)

    return [
        (crowded, "G's backward ran before opt_d.step()"),
        (averaged, "half a step"),
        (labels_swapped, "not down its own loss"),
        (own_noise, "both players use the given z"),
        (program(clear_d=False), "D's second step adds the first one's gradient"),  # erratum 40
        (program(clear_g=False), "G's second step adds the first one's gradient"),
        (d_cleared_between, "the gradient that G's loss left in D"),
        (program(detach_d=False, retain=True), "G already holds a gradient"),
        (program(detach_d=False, retain=True, clear_g=False), "G already holds a gradient"),
        (program(detach_d=False), "D's step should not reach into G at all"),  # erratum 37
        (program(early=True), "Build G's loss after D's step"),  # erratum 37
        (program(detach_g=True), "G did not move"),  # erratum 39
        (program(goal="fake"), "it helps D"),  # erratum 47
        (program(goal="not fake"), "saturating loss"),  # erratum 7
        (program(own=True), "use the ones that are given"),  # erratum 45
        (program(step_g=False), "use the ones that are given"),
        (program(sign=-1), "went up its loss"),  # erratum 8
        (program(fresh=True), "other noise than z"),
        (program(twice=True), "One each"),
        (program(swap=True), "swapped"),
        (first_g, "G stepped before D"),
        (silent, "returns None"),
        (only_d, "Return loss_d and loss_g"),
    ]

"""34.4 search for the code."""

import torch


def program(*, copy=True, own=True, square="first", best="each", zero=True, steps_at_all=True, detached=True):
    def search(G, x, starts, steps=200):
        z = (starts.clone() if copy else starts).requires_grad_(True)
        opt = torch.optim.Adam([z] if own else [z, *G.parameters()], lr=0.05)
        for _ in range(steps):
            gap = G(z) - x
            errors = gap.square().mean(dim=2) if square == "first" else gap.mean(dim=2).square()
            if zero:
                opt.zero_grad()
            errors.sum().backward()
            if steps_at_all:
                opt.step()
        if best == "each":
            found = z[errors.argmin(dim=0), torch.arange(len(x))]
        elif best == "worst":
            found = z[errors.argmax(dim=0), torch.arange(len(x))]
        else:
            found = z[errors.mean(dim=1).argmin()]
        return found.detach() if detached else found

    return search


def right(my):
    def one_by_one(G, x, starts, steps=200):
        found = []
        for i in range(len(x)):
            tries = []
            for start in starts[:, i]:
                z = start.detach().clone().requires_grad_()
                opt = torch.optim.Adam([z], lr=0.05)
                for _ in range(steps):
                    loss = torch.nn.functional.mse_loss(G(z), x[i])
                    opt.zero_grad()
                    loss.backward()
                    opt.step()
                tries.append((loss.item(), z.detach()))
            found.append(min(tries, key=lambda pair: pair[0])[1])
        return torch.stack(found)

    def own_slopes(G, x, starts, steps=200):
        z = starts.detach().clone().requires_grad_(True)
        opt = torch.optim.Adam([z], lr=0.1)
        for _ in range(steps):
            loss = (G(z) - x).pow(2).sum()
            (z.grad,) = torch.autograd.grad(loss, z)
            opt.step()
        with torch.no_grad():
            errors = (G(z) - x).pow(2).sum(-1)
        return torch.stack([z[errors[:, i].argmin(), i] for i in range(len(x))]).detach().numpy()

    return [program(), one_by_one, own_slopes]


def wrong(my):
    def from_non_leaf(G, x, starts, steps=200):
        z = starts.requires_grad_(True) * 1.0
        torch.optim.Adam([z], lr=0.05)
        return z

    def asks_nothing(G, x, starts, steps=200):
        z = starts.clone()
        (G(z) - x).square().mean().backward(inputs=[z])
        return z[0]

    def errors_only(G, x, starts, steps=200):
        return (G(starts) - x).square().mean(dim=2).amin(0).detach()

    return [
        (program(own=False), "G has other weights"),
        (program(copy=False), "The given starts were changed"),
        (program(square="last"), "The errors of the pixels cancel"),
        (program(best="one"), "its own best start"),
        (program(best="worst"), "its *worst* start"),
        (program(steps_at_all=False), "no step was taken"),
        (program(detached=False), "still asks for slopes"),
        (from_non_leaf, "cut off (detach)"),
        (errors_only, "has shape (6,)"),
    ]

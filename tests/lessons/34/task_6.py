"""34.6 a direction of your own."""

import torch
import torch.nn.functional as F

from course.tasks.lesson_34.task_6 import draw, quantity, solution


def fitted(name, n=4000):
    g = torch.Generator().manual_seed(5)
    z, labels = torch.randn(n, 32, generator=g), torch.randint(26, (n,), generator=g)
    with torch.no_grad():
        y = quantity(name, draw(z, labels))
    return (z * (y - y.mean())[:, None]).mean(0)


def by_means(my):
    u, v = fitted(my.up, 20_000), fitted(my.still, 20_000)
    return F.normalize(u - (u @ v) / (v @ v) * v, dim=0)


def by_slopes(my):
    g = torch.Generator().manual_seed(6)
    labels = torch.arange(2600) % 26
    found = []
    for name in (my.up, my.still):
        z = torch.randn(2600, 32, generator=g).requires_grad_()
        found.append(torch.autograd.grad(quantity(name, draw(z, labels)).sum(), z)[0].mean(0))
    u, v = found
    return F.normalize(u - (u @ v) / (v @ v) * v, dim=0)


def right(my):
    w = solution(my)
    return [w, by_means(my), by_slopes(my), w.double(), w.numpy(), w.tolist()]


def wrong(my):
    w = solution(my)
    u, v = fitted(my.up), fitted(my.still)
    up, still = F.normalize(u, dim=0), F.normalize(v, dim=0)
    noise = torch.randn(32, generator=torch.Generator().manual_seed(1))
    sideways = F.normalize(noise - (noise @ up) * up - (noise @ still) * still, dim=0)
    weak = F.normalize(w + 1.5 * sideways, dim=0)
    return [
        (up, "Nothing, or far too little"),
        (F.normalize(u - (u @ v) * v, dim=0), "without the division"),
        (-w, "*falls*"),
        (2 * w, "divide by it"),
        (sideways, "about what a random direction does"),
        (weak, "More codes for the fit"),
        (F.normalize(w + 0.35 * still, dim=0), "divided by its square length"),
        (torch.cat([w, torch.zeros(26)]), "This has 58 numbers"),
    ]

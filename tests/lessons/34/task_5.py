"""34.5 parts that add up."""

import torch

from course.tasks.lesson_34 import task_5


def at_once(D, x, base, parts=100):
    shares = (torch.arange(parts) + 0.5) / parts
    points = base + shares[:, None, None, None, None] * (x - base)  # (parts, N, C, H, W)
    points = points.detach().requires_grad_()
    score = D(points.flatten(0, 1))
    slope = torch.autograd.grad(score, points, torch.ones_like(score))[0]
    return (slope.mean(0) * (x - base)).detach()


def double(D, x, base, parts=100):
    x, base = x.double(), base.double()
    import copy

    return task_5.integrated(copy.deepcopy(D).double(), x, base, parts)


def in_numpy(D, x, base, parts=100):
    return task_5.integrated(D, x, base, parts).numpy()


def zeroed(D, x, base, parts=100):
    found = leaves(D, x, base, parts)
    for p in D.parameters():
        p.grad.zero_()
    return found


def at(share):
    """The slope at other points: piece k of all, at share(k, parts) of the way."""

    def integrated(D, x, base, parts=100):
        total = torch.zeros_like(x)
        for k in range(parts):
            point = (base + share(k, parts) * (x - base)).detach().requires_grad_()
            total += torch.autograd.grad(D(point).sum(), point)[0]
        return (x - base) * total / parts

    return integrated


def always_100(D, x, base, parts=100):
    return task_5.integrated(D, x, base, 100)


def cleaned(D, x, base, parts=100):
    total = torch.zeros_like(x)
    for k in range(parts):
        point = (base + (k + 0.5) / parts * (x - base)).clone().requires_grad_()
        D(point).sum().backward()
        total += point.grad
        D.zero_grad()
    return total / parts * (x - base)


def right(my):
    return [task_5.integrated, at_once, double, in_numpy, cleaned, zeroed, frozen_for_a_while]


def program(*, at=None, way="x-b", signs=1, absolute=False, divide=True, score="sum", start="base"):
    def integrated(D, x, base, parts=100):
        first = base if start == "base" else torch.zeros_like(x)
        total = torch.zeros_like(x)
        shares = [(k + 0.5) / parts for k in range(parts)] if at is None else [at]
        for share in shares:
            point = (first + share * (x - first)).detach().requires_grad_()
            total += torch.autograd.grad(getattr(D(point), score)(), point)[0]
        mean = total / len(shares) if divide else total
        found = {"x-b": x - first, "x": x, "1": torch.ones_like(x)}[way] * mean * signs
        return found.abs() if absolute else found

    return integrated


def one_number(D, x, base, parts=100):
    return task_5.integrated(D, x, base, parts).sum((1, 2, 3))


def leaves(D, x, base, parts=100):
    total = torch.zeros_like(x)
    for k in range(parts):
        point = (base + (k + 0.5) / parts * (x - base)).clone().requires_grad_()
        D(point).sum().backward()
        total += point.grad
    return total / parts * (x - base)


def frozen(D, x, base, parts=100):
    D.requires_grad_(False)
    return leaves(D, x, base, parts)


def frozen_for_a_while(D, x, base, parts=100):
    found = frozen(D, x, base, parts)
    D.requires_grad_(True)
    return found


def not_scalar(D, x, base, parts=100):
    point = x.clone().requires_grad_()
    return torch.autograd.grad(D(point), point)[0]


def unseen(D, x, base, parts=100):
    point = x.clone().requires_grad_()
    return torch.autograd.grad(D(x).sum(), point)[0]


def changes(D, x, base, parts=100):
    found = task_5.integrated(D, x, base, parts)
    x -= base
    return found


def strange(D, x, base, parts=100):
    return x + 5


def wrong(my):
    return [
        (program(at=1.0), "slope at the end of the way"),
        (program(at=1.0, way="x"), "This is slope times input"),
        (program(at=0.0), "slope at the base only"),
        (program(at=0.5), "One point in the middle"),
        (program(way="1"), "This is the mean slope"),
        (program(way="x"), "but the way begins at the base"),
        (program(absolute=True), "The signs are lost"),
        (program(signs=-1), "The sign is turned"),
        (program(divide=False), "Divide by their number"),
        (program(score="mean"), "by the size of the batch"),
        (program(start="zero"), "The way began at 0"),
        (at(lambda k, parts: k / parts), "left ends"),
        (at(lambda k, parts: (k + 1) / parts), "right ends"),
        (at(lambda k, parts: k / (parts - 1)), "two ends of the way"),
        (always_100, "exactly `parts` points"),
        (leaves, "leaves slopes in D's weights"),
        (frozen, "froze D's weights for good"),
        (not_scalar, "grad needs one number"),
        (unseen, "that D has not seen"),
        (changes, "changes the pictures"),
        (one_number, "has shape (4,)"),
        (strange, "For each k: the slope at"),
    ]

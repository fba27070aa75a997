"""25.5 the path length, without a matrix."""

import torch

from course.tasks.lesson_25.task_5 import path_lengths


def backward(g, w, y):
    w = w.clone().requires_grad_(True)
    product = torch.einsum("bn,bn->", g(w), y)
    slopes = torch.autograd.grad([product], [w], create_graph=True)[0]
    return torch.linalg.vector_norm(slopes, dim=1)


def pulled(g, w, y):
    slope = torch.autograd.functional.vjp(g, w, y, create_graph=True)[1]
    return slope.norm(dim=-1)


def ones(g, w, y):
    w = w.detach().requires_grad_()
    product = (g(w) * y).sum(1)
    slope = torch.autograd.grad(product, w, torch.ones_like(product), create_graph=True)[0]
    return slope.pow(2).sum(-1).pow(0.5)


def itself(g, w, y):  # the caller's own w asks for its slope
    w.requires_grad_()
    slope = torch.autograd.grad((g(w) * y).sum(), w, create_graph=True)[0]
    return slope.norm(dim=1)


def one_call_each_row(g, w, y):
    w.requires_grad = True
    products = (g(w) * y).sum(1)
    rows = [torch.autograd.grad(p, w, create_graph=True)[0][n] for n, p in enumerate(products)]
    return torch.stack(rows).norm(dim=1)


def right(my):
    return [path_lengths, backward, pulled, ones, itself, one_call_each_row]


def mean_of(g, w, y):
    w = w.detach().requires_grad_(True)
    return torch.autograd.grad((g(w) * y).sum(1).mean(), w, create_graph=True)[0].norm(dim=1)


def mean_of_all(g, w, y):
    w = w.detach().requires_grad_(True)
    return torch.autograd.grad((g(w) * y).mean(), w, create_graph=True)[0].norm(dim=1)


def squares(g, w, y):
    return path_lengths(g, w, y).square()


def no_graph(g, w, y):
    w = w.detach().requires_grad_(True)
    return torch.autograd.grad((g(w) * y).sum(), w)[0].norm(dim=1)


def detached(g, w, y):
    return path_lengths(g, w, y).detach()


def plain_sum(g, w, y):
    w = w.detach().requires_grad_(True)
    return torch.autograd.grad(g(w).sum(), w, create_graph=True)[0].norm(dim=1)


def one_number(g, w, y):
    return path_lengths(g, w, y).mean()


def vector(g, w, y):
    w = w.detach().requires_grad_(True)
    return torch.autograd.grad(g(w) * y, w, create_graph=True)[0].norm(dim=1)


def forgot(g, w, y):
    return torch.autograd.grad((g(w) * y).sum(), w, create_graph=True)[0].norm(dim=1)


def one_by_one(g, w, y):
    return torch.cat([path_lengths(g, w[[n]], y[[n]]) for n in range(len(w))])


def matrix(g, w, y):
    w = w.detach().requires_grad_(True)
    slopes = [torch.autograd.grad(g(w)[:, k].sum(), w, create_graph=True)[0] for k in range(7)]
    return torch.stack(slopes, 1).flatten(1).norm(dim=1)


def in_place(g, w, y):
    lengths = path_lengths(g, w, y)
    w.mul_(2)
    return lengths


def through_data(g, w, y):  # a graph, but of w alone
    return path_lengths(g, w, y).detach() + 0 * w.clone().requires_grad_().sum()


def wrong(my):
    return [
        (mean_of, "The mean over the batch divides"),
        (mean_of_all, "A mean over all numbers"),
        (squares, "Take the root"),
        (no_graph, "keep the graph with create_graph=True"),
        (detached, "keep the graph with create_graph=True"),
        (through_data, "What is detached on the way"),
        (plain_sum, "one row a picture"),
        (one_number, "is wanted"),
        (vector, "Sum g(w) y"),
        (forgot, "must ask for its slope"),
        (one_by_one, "called more than once"),
        (matrix, "norm of the whole matrix"),
        (in_place, "the numbers in w or y"),
    ]


def marks(my):
    return [(mean_of, 0), (plain_sum, 0), (squares, 0), (no_graph, 2 / 3), (one_by_one, 2 / 3), (in_place, 2 / 3)]

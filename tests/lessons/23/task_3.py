"""23.3 the projection."""

import torch
import torch.nn.functional as F

from course.tasks.lesson_23.task_3 import score


def whole(phi, y, V, w, b):
    return torch.einsum("bd,bd->b", F.embedding(y, V) + w, phi).unsqueeze(1) + b


def loops(phi, y, V, w, b):
    return torch.tensor([[float(V[int(k)] @ f + w @ f + b)] for f, k in zip(phi, y, strict=True)])


def numpys(phi, y, V, w, b):
    phi, V, w = phi.double().numpy(), V.double().numpy(), w.double().numpy()
    return ((V[y.numpy()] + w) * phi).sum(axis=1)[:, None] + float(b)


def right(my):
    return [score, whole, loops, numpys]


def changes(phi, y, V, w, b):
    V += w
    return (V[y] * phi).sum(1, keepdim=True) + b


def wrong(my):
    return [
        (lambda phi, y, V, w, b: score(phi, y, V, w, b)[:, 0], "the shape is (6,)"),
        (lambda phi, y, V, w, b: phi @ V.T + (phi @ w)[:, None] + b, "Each picture has one label"),
        (lambda phi, y, V, w, b: (V[y] * phi).sum(1, keepdim=True) + phi @ w + b, "a second axis"),
        (lambda phi, y, V, w, b: V[y] * phi + (phi @ w)[:, None] + b, "inner product is a sum:"),
        (lambda phi, y, V, w, b: (V[y] * phi).sum(1, keepdim=True), "without the label is missing"),
        (lambda phi, y, V, w, b: (V[y] * phi).sum(1, keepdim=True) + b, "w . phi is missing"),
        (lambda phi, y, V, w, b: score(phi, y, V, w, b) - b, "b is missing"),
        (lambda phi, y, V, w, b: (phi @ w)[:, None] + b, "v_y . phi"),
        (lambda phi, y, V, w, b: (V[y] * phi).mean(1, keepdim=True) + (phi @ w)[:, None] + b, "not a mean"),
        (lambda phi, y, V, w, b: score(phi, y.flip(0) * 0, V, w, b), "Row y of V"),
        (changes, "changes what it was given"),
    ]

"""22.2 the longest stretch."""

import numpy as np
import torch
import torch.nn.functional as F


def program(my, *, stale=False, square=False, off=0, fixed=None, lengths=True, sign=1, over=False):
    def power(W, u):
        for _ in range(fixed or my.rounds + off):
            old = u
            v = W @ u
            if lengths:
                v = v / v.norm()
            u = W.T @ v
            if lengths:
                u = u / u.norm()
        value = v @ W @ (old if stale else u)
        value = value**2 if square else value
        return sign * (1 / value if over else value)

    return power


def right(my):
    def with_numpy(W, u):
        W, u = W.numpy(), u.numpy()
        for _ in range(my.rounds):
            v = W @ u
            v = v / np.linalg.norm(v)
            u = W.T @ v
            u = u / np.linalg.norm(u)
        return float(v @ W @ u)

    def columns(W, u):
        u = u[:, None]
        for _ in range(my.rounds):
            v = F.normalize(W @ u, dim=0)
            u = F.normalize(W.T @ v, dim=0)
        return (v.T @ W @ u).item()

    def last_length(W, u):  # v . W u is the length of the last half
        for _ in range(my.rounds):
            v = F.normalize(torch.mv(W, u), dim=0)
            w = torch.mv(W.T, v)
            u = w / w.norm()
        return w.norm()

    return [program(my), with_numpy, columns, last_length]


def wrong(my):
    def in_place(W, u):
        for _ in range(my.rounds):
            v = F.normalize(W @ u, dim=0)
            u.copy_(F.normalize(W.T @ v, dim=0))
        return v @ W @ u

    def silent(W, u):
        W @ u

    return [
        (program(my, stale=True), "before the last round"),
        (program(my, square=True), "This is the square"),
        (program(my, off=1), "one round too many"),
        (program(my, off=-1), "one round too few"),
        (program(my, fixed=1), "whatever MY.rounds says"),
        (program(my, lengths=False), "not divided by their lengths"),
        (program(my, sign=-1), "not negative"),
        (program(my, over=True), "one over it"),
        (lambda W, u: torch.linalg.matrix_norm(W), "Frobenius"),
        (lambda W, u: torch.linalg.svdvals(W)[0], "This is the exact value"),
        (lambda W, u: torch.linalg.svdvals(W)[-1], "smallest"),
        (lambda W, u: W.T @ u, "W @ u needs u"),
        (in_place, "W or u has changed"),
        (lambda W, u: 1.0, "A round: v is"),
        (silent, "returns None"),
    ]


def marks(my):
    return [(lambda W, u: 1.0, 0), (program(my, off=1), 0), (wrong(my)[-3][0], 0.5)]

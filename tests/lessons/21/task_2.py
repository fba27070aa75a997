"""21.2 a transposed convolution out of stamps."""

import numpy as np
import torch
import torch.nn.functional as F


def stamps(y, K, s, weigh=True, add=True, spacing=None):
    k, step = len(K), spacing or s
    large = torch.zeros((len(y) - 1) * step + k, (len(y) - 1) * step + k)
    for i in range(len(y)):
        for j in range(len(y)):
            ink = (y[i, j] if weigh else 1) * K
            place = large[step * i : step * i + k, step * j : step * j + k]
            place += ink if add else ink - place
    return large


def by_pixels(y, K, s):
    n = (len(y) - 1) * s + len(K)
    large = np.zeros((n, n))
    for i in range(len(y)):
        for j in range(len(y)):
            for a in range(len(K)):
                for b in range(len(K)):
                    large[s * i + a, s * j + b] += float(y[i, j] * K[a, b])
    return large


def in_place(y, K, s):
    result = stamps(y, K, s)
    y.zero_()
    return result


def right(my):
    return [stamps, by_pixels, lambda y, K, s: F.conv_transpose2d(y[None, None], K[None, None], stride=s)[0, 0]]


def wrong(my):
    return [
        (lambda y, K, s: stamps(y, K.flip(0, 1), s), "turned around"),
        (lambda y, K, s: stamps(y, K.T, s), "columns of the kernel"),
        (lambda y, K, s: stamps(y.T, K, s), "columns of the small picture"),
        (lambda y, K, s: stamps(y, K, s, add=False), "They must add"),
        (lambda y, K, s: stamps(y, K, s, weigh=False), "multiplied by its number"),
        (lambda y, K, s: stamps(y, K, s, spacing=1), "Does the stride space the stamps"),
        (lambda y, K, s: 2 * stamps(y, K, s), "begins at row"),
        (in_place, "changes its inputs"),
    ]

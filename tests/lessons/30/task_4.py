"""30.4 the kernel distance."""

import numpy as np
import torch

from course import metrics


def k(x, y):
    return (x @ y.T / x.shape[1] + 1) ** 3


def masks(x, y):
    n, m = len(x), len(y)
    off_x, off_y = 1 - torch.eye(n), 1 - torch.eye(m)
    return (k(x, x) * off_x).sum() / (n * (n - 1)) + (k(y, y) * off_y).sum() / (m * (m - 1)) - 2 * k(x, y).mean()


def loops(x, y):
    def kernel(a, b):
        return ((a * b).sum().item() / len(a) + 1) ** 3

    n, m = len(x), len(y)
    first = sum(kernel(x[i], x[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
    second = sum(kernel(y[i], y[j]) for i in range(m) for j in range(i)) * 2 / (m * (m - 1))
    return first + second - 2 * sum(kernel(a, b) for a in x for b in y) / (n * m)


def numpys(x, y):
    x, y = x.numpy(), y.numpy()

    def kernel(a, b):
        return (np.einsum("id,jd->ij", a, b) / a.shape[1] + 1) ** 3

    total = -2 * kernel(x, y).mean()
    for s in (x, y):
        one = kernel(s, s)
        np.fill_diagonal(one, 0)
        total += one.sum() / (len(s) * (len(s) - 1))
    return total


def course(x, y):
    return metrics.kernel_distance(x, y)


def in_an_array(x, y):
    return np.array([[numpys(x, y)]])


def right(my):
    return [masks, loops, numpys, course, in_an_array]


def biased(x, y):
    return k(x, x).mean() + k(y, y).mean() - 2 * k(x, y).mean()


def mixed(x, y):
    n, m = len(x), len(y)
    return k(x, x).sum() / (n * (n - 1)) + k(y, y).sum() / (m * (m - 1)) - 2 * k(x, y).mean()


def squares(x, y):
    n, m = len(x), len(y)
    off_x, off_y = 1 - torch.eye(n), 1 - torch.eye(m)
    return (k(x, x) * off_x).sum() / n**2 + (k(y, y) * off_y).sum() / m**2 - 2 * k(x, y).mean()


def not_doubled(x, y):
    n, m = len(x), len(y)
    first = sum(k(x, x)[i, j] for i in range(n) for j in range(i)) / (n * (n - 1))
    second = sum(k(y, y)[i, j] for i in range(m) for j in range(i)) / (m * (m - 1))
    return first + second - 2 * k(x, y).mean()


def without_one(x, y):
    a, b, c = ((s @ t.T / x.shape[1]) ** 3 for s, t in ((x, x), (y, y), (x, y)))
    n, m = len(x), len(y)
    return (a.sum() - a.trace()) / (n * (n - 1)) + (b.sum() - b.trace()) / (m * (m - 1)) - 2 * c.mean()


def by_samples(x, y):
    a, b, c = ((s @ t.T / len(s) + 1) ** 3 for s, t in ((x, x), (y, y), (x, y)))
    n, m = len(x), len(y)
    return (a.sum() - a.trace()) / (n * (n - 1)) + (b.sum() - b.trace()) / (m * (m - 1)) - 2 * c.mean()


def one(x, y):
    return 1.0


def once(x, y):
    return masks(x, y) + k(x, y).mean()


def squared(x, y):

    def k2(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 2

    inside = [(k2(s, s).sum() - k2(s, s).diag().sum()) / (len(s) * (len(s) - 1)) for s in (x, y)]
    return sum(inside) - 2 * k2(x, y).mean()


def undivided(x, y):

    def k1(a, b):
        return (a @ b.T + 1) ** 3

    inside = [(k1(s, s).sum() - k1(s, s).diag().sum()) / (len(s) * (len(s) - 1)) for s in (x, y)]
    return sum(inside) - 2 * k1(x, y).mean()


def turned(x, y):
    return -masks(x, y)


def positive(x, y):
    return masks(x, y).clamp(min=0)


def without_sign(x, y):
    return masks(x, y).abs()


def rooted(x, y):
    return masks(x, y).abs().sqrt()


def changes(x, y):
    value = masks(x, y)
    x /= 2
    return value


def by_any(kernel, within=None):
    """(30.6) with another kernel, or another mean over the pairs within a set."""

    def answer(x, y):
        def inside(k):
            return k[~torch.eye(len(k), dtype=torch.bool)].mean()

        mean = within or inside
        return mean(kernel(x, x)) + mean(kernel(y, y)) - 2 * kernel(x, y).mean()

    return answer


def cubic(a, b):
    return (a @ b.T / a.shape[1] + 1) ** 3


def wrong(my):
    return [
        (biased, "a sample with itself"),
        (mixed, "diagonal is still in the sum"),
        (squares, "The diagonal is taken out"),
        (not_doubled, "stands for two"),
        (without_one, "inside the third power"),
        (by_samples, "divide by the number of samples"),
        (one, "Three sums"),
        (once, "count twice"),
        (squared, "The kernel is a third power"),
        (undivided, "The scalar product is divided by"),
        (turned, "The sign is turned"),
        (positive, "Leave the sign"),
        (without_sign, "take away the sign"),
        (rooted, "This is a root"),
        (changes, "changes the features"),
        (by_any(lambda a, b: ((a @ b.T + 1) / a.shape[1]) ** 3), "the 1 is added afterwards"),
        (by_any(lambda a, b: (a @ b.T / a.shape[1] ** 0.5 + 1) ** 3), "not by its root"),
        (by_any(cubic, lambda k: (k.sum() - len(k)) / (len(k) * (len(k) - 1))), "of this kernel is not 1"),
    ]

"""31.2 precision and recall."""

import numpy as np
import torch
from scipy.spatial import cKDTree

from course import metrics


def plain(real, fake, k):
    def reached(points, centres):
        radii = torch.cdist(centres, centres).sort(dim=1).values[:, k]
        return (torch.cdist(points, centres) <= radii).any(dim=1).double().mean()

    return reached(fake, real), reached(real, fake)


def numpys(real, fake, k):
    real, fake = real.numpy(), fake.numpy()

    def squared(a, b):
        return ((a[:, None] - b[None]) ** 2).sum(-1)

    def reached(points, centres):
        own = squared(centres, centres)
        np.fill_diagonal(own, np.inf)
        return np.mean(np.any(squared(points, centres) <= np.sort(own, axis=1)[:, k - 1], axis=1))

    return np.array([reached(fake, real), reached(real, fake)])


def loops(real, fake, k):
    def distance(a, b):
        return sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5

    real, fake = real.tolist(), fake.tolist()
    found = []
    for points, centres in ((fake, real), (real, fake)):
        radii = []
        for i, centre in enumerate(centres):
            radii.append(sorted(distance(centre, other) for j, other in enumerate(centres) if j != i)[k - 1])
        hits = sum(any(distance(p, c) <= r for c, r in zip(centres, radii, strict=True)) for p in points)
        found.append(hits / len(points))
    return found


def trees(real, fake, k):
    real, fake = real.numpy(), fake.numpy()

    def reached(points, centres):
        radii = cKDTree(centres).query(centres, k + 1)[0][:, k]
        return np.mean([(np.linalg.norm(centres - p, axis=1) <= radii).any() for p in points])

    return reached(fake, real), reached(real, fake)


def narrow(real, fake, k):
    return torch.stack([x.float() for x in plain(real.float(), fake.float(), k)])


def masked(real, fake, k):
    def radius(x):
        return (torch.cdist(x, x) + torch.eye(len(x)) * 1e9).kthvalue(k, dim=1).values

    table = torch.cdist(real, fake)
    precise = (table <= radius(real)[:, None]).any(dim=0)
    recalled = (table <= radius(fake)).any(dim=1)
    return sum(precise) / len(fake), sum(recalled) / len(real)


def course(real, fake, k):
    return metrics.precision_recall(real, fake, k)


def right(my):
    return [plain, numpys, loops, trees, narrow, masked, course]


def made(reached):
    def precision_recall(real, fake, k):
        return reached(fake, real, k), reached(real, fake, k)

    return precision_recall


def within(position=0, radii=None, axis=1, strictly=False):
    """Slips of the plain one."""

    def reached(points, centres, k):
        r = torch.cdist(centres, centres).sort(dim=1).values[:, k + position]
        r = radii(r) if radii else r
        table = torch.cdist(points, centres)
        return ((table < r) if strictly else (table <= r)).any(dim=axis).double().mean()

    return made(reached)


def swapped(real, fake, k):
    return plain(fake, real, k)


def own_balls(real, fake, k):
    def holds(owners, others):
        radii = torch.cdist(owners, owners).sort(dim=1).values[:, k]
        return (torch.cdist(owners, others) <= radii[:, None]).any(dim=1).double().mean()

    return holds(fake, real), holds(real, fake)


def recall_is_coverage(real, fake, k):
    return plain(real, fake, k)[0], own_balls(real, fake, k)[1]


def pairs(points, centres, k):
    radii = torch.cdist(centres, centres).sort(dim=1).values[:, k]
    return (torch.cdist(points, centres) <= radii).double().mean()


def nearest_only(points, centres, k):
    radii = torch.cdist(centres, centres).sort(dim=1).values[:, k]
    distance, which = torch.cdist(points, centres).min(dim=1)
    return (distance <= radii[which]).double().mean()


def other_set(points, centres, k):
    table = torch.cdist(points, centres)
    return (table <= table.sort(dim=0).values[k - 1]).any(dim=1).double().mean()


def no_twins(points, centres, k):
    own = torch.cdist(centres, centres)
    own[own == 0] = 1e9
    return (torch.cdist(points, centres) <= own.sort(dim=1).values[:, k - 1]).any(dim=1).double().mean()


def always_three(real, fake, k):
    return plain(real, fake, 3)


def changes(real, fake, k):
    found = plain(real, fake, k)
    real -= real.mean(0)
    return found


def wrong(my):
    return [
        (swapped, "Precision comes first"),
        (within(position=-1), "its own nearest one"),
        (within(position=1), "one neighbour too far"),
        (within(axis=0), "wrong axis"),
        (own_balls, "own ball holds"),
        (made(pairs), "share of all pairs"),
        (made(nearest_only), "ball of its nearest centre"),
        (within(radii=lambda r: r.max()), "the largest one"),
        (within(radii=lambda r: r.mean()), "a mean"),
        (made(other_set), "centre's own set"),
        (always_three, "always take k = 3"),
        (within(strictly=True), "<= and not <"),
        (made(no_twins), "every distance of 0"),
        (lambda real, fake, k: (0.5, 0.5), "a row of radii beside it"),
        (changes, "changes the samples"),
    ]

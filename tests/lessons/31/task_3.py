"""31.3 density and coverage."""

import numpy as np
import torch

from course import metrics


def plain(real, fake, k):
    radii = torch.cdist(real, real).sort(dim=1).values[:, k]
    inside = torch.cdist(fake, real) <= radii
    return inside.sum() / (k * len(fake)), inside.any(dim=0).double().mean()


def numpys(real, fake, k):
    real, fake = real.numpy(), fake.numpy()
    own = np.linalg.norm(real[:, None] - real[None], axis=-1)
    radii = np.partition(own, k, axis=1)[:, k]
    inside = np.linalg.norm(real[:, None] - fake[None], axis=-1) <= radii[:, None]
    return inside.sum(axis=0).mean() / k, (inside.sum(axis=1) > 0).mean()


def loops(real, fake, k):
    balls, covered = 0, 0
    for i in range(len(real)):
        radius = sorted(torch.dist(real[i], real[j]).item() for j in range(len(real)) if j != i)[k - 1]
        count = sum(torch.dist(real[i], y).item() <= radius for y in fake)
        balls += count
        covered += count > 0
    return [balls / (k * len(fake)), covered / len(real)]


def nearest_drawn(real, fake, k):
    radii = (torch.cdist(real, real) + torch.eye(len(real)) * 1e9).topk(k, largest=False).values[:, -1]
    table = torch.cdist(real, fake)
    coverage = (table.min(dim=1).values <= radii).float().mean()
    return torch.stack([(table <= radii[:, None]).float().sum(0).mean() / k, coverage])


def narrow(real, fake, k):
    return plain(real.float(), fake.float(), k)


def course(real, fake, k):
    return metrics.density_coverage(real, fake, k)


def right(my):
    return [plain, numpys, loops, nearest_drawn, narrow, course]


def made(density=None, coverage=None, position=0):
    """Slips of the plain one, in one of the two numbers."""

    def density_coverage(real, fake, k):
        radii = torch.cdist(real, real).sort(dim=1).values[:, k + position]
        inside = torch.cdist(fake, real) <= radii
        both = [inside.sum() / (k * len(fake)), inside.any(dim=0).double().mean()]
        if density:
            both[0] = density(inside, k)
        if coverage:
            both[1] = coverage(inside, k)
        return both

    return density_coverage


def recall(real, fake, k):
    radii = torch.cdist(fake, fake).sort(dim=1).values[:, k]
    return plain(real, fake, k)[0], (torch.cdist(real, fake) <= radii).any(dim=1).double().mean()


def opened(real, fake, k):
    inside = torch.cdist(fake, real) < torch.cdist(real, real).sort(dim=1).values[:, k]
    return inside.sum() / (k * len(fake)), inside.any(dim=0).double().mean()


def nearest_only(real, fake, k):
    radii = torch.cdist(real, real).sort(dim=1).values[:, k]
    distance, which = torch.cdist(fake, real).min(dim=1)
    good = distance <= radii[which]
    return good.double().mean() / k, len(set(which[good].tolist())) / len(real)


def always_five(real, fake, k):
    return plain(real, fake, 5)


def changes(real, fake, k):
    found = plain(real, fake, k)
    fake *= 2
    return found


def wrong(my):
    return [
        (lambda real, fake, k: plain(real, fake, k)[::-1], "Density comes first"),
        (lambda real, fake, k: plain(fake, real, k), "Real and drawn are exchanged"),
        (made(position=-1), "end at neighbour k - 1"),
        (made(position=1), "one neighbour too far"),
        (made(density=lambda h, k: h.sum() / len(h)), "k is missing"),
        (made(density=lambda h, k: h.sum() / (k * h.shape[1])), "by the number of real ones"),
        (made(density=lambda h, k: h.double().mean() / k), "mean over both axes"),
        (made(density=lambda h, k: (h.sum() / (k * len(h))).clamp(max=1)), "cut off at 1"),
        (made(density=lambda h, k: h.any(dim=1).double().mean()), "as precision does"),
        (made(coverage=lambda h, k: h.any(dim=1).double().mean()), "This is precision"),
        (made(coverage=lambda h, k: h.any(dim=0).sum() / len(h)), "covered balls are counted well"),
        (made(coverage=lambda h, k: h.any(dim=0).sum()), "number of covered balls"),
        (made(coverage=lambda h, k: (h.sum(0) >= k).double().mean()), "enough to cover"),
        (recall, "This is recall"),
        (opened, "<= and not <"),
        (nearest_only, "ball of the nearest real sample"),
        (always_five, "always take k = 5"),
        (lambda real, fake, k: (1.0, 1.0), "does a drawn sample lie, on average"),
        (changes, "changes the samples"),
    ]

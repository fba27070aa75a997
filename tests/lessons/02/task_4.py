"""02.4 who sits in both sets?"""

import numpy as np
import torch


def table(x, other):
    """Root mean square differences, (N, M), image by image."""
    return torch.stack([(image - other).pow(2).flatten(1).mean(dim=1).sqrt() for image in x])


def finder(distance=table, own=lambda d: d.fill_diagonal_(torch.inf), always_own=False, pick=None):
    """A near_copies made of a distance, a way to leave an image itself out, and a way to read the table."""

    def near_copies(x, pool=None, threshold=0.05):
        other = x if pool is None else pool
        d = distance(x, other)
        if pool is None or always_own:
            d = own(d)
        if pick is not None:
            return pick(d, threshold)
        near, j = d.min(dim=1)
        i = (near < threshold).nonzero()[:, 0]
        return torch.stack([i, j[i]], dim=1)

    return near_copies


def right(my):
    def loop(x, pool=None, threshold=0.05):
        found = []
        for i in range(len(x)):
            d = (x[i] - (x if pool is None else pool)).square().mean(dim=(1, 2, 3)).sqrt()
            if pool is None:
                d[i] = torch.inf
            if d.min() < threshold:
                found.append([i, int(d.argmin())])
        return torch.tensor(found, dtype=torch.int64).reshape(-1, 2)

    def with_numpy(x, pool=None, threshold=0.05):
        a = x.flatten(1).double().numpy()
        b = a if pool is None else pool.flatten(1).double().numpy()
        d = np.sqrt(np.maximum((a**2).mean(1)[:, None] + (b**2).mean(1) - 2 * a @ b.T / a.shape[1], 0))
        if pool is None:
            np.fill_diagonal(d, np.inf)
        hit = np.flatnonzero(d.min(axis=1) < threshold)
        return torch.from_numpy(np.stack([hit, d.argmin(axis=1)[hit]], axis=1))

    return [loop, with_numpy, finder()]


def wrong(my):
    def both_directions(d, threshold):
        return (d < threshold).nonzero()

    def columns(d, threshold):
        near, i = d.min(dim=0)
        j = (near < threshold).nonzero()[:, 0]
        return torch.stack([i[j], j], dim=1)

    def turned(d, threshold):
        near, j = d.min(dim=1)
        i = (near < threshold).nonzero()[:, 0]
        return torch.stack([j[i], i], dim=1)

    def first_hit(d, threshold):
        hit = d < threshold
        i = hit.any(dim=1).nonzero()[:, 0]
        return torch.stack([i, hit.double().argmax(dim=1)[i]], dim=1)

    def no_threshold(d, threshold):
        return torch.stack([torch.arange(len(d)), d.argmin(dim=1)], dim=1)

    def positions_only(d, threshold):
        return (d.min(dim=1).values < threshold).nonzero()[:, 0]

    def squeezed(d, threshold):
        near, j = d.min(dim=1)
        i = (near < threshold).nonzero().squeeze()
        return torch.stack([i, j[i]], dim=-1)

    def listed(d, threshold):
        near, j = d.min(dim=1)
        return torch.tensor([[i, int(j[i])] for i in range(len(d)) if near[i] < threshold])

    def as_floats(d, threshold):
        return turned(d, threshold).flip(1).float()

    def once(d, threshold):
        pairs = turned(d, threshold).flip(1)
        return pairs[pairs[:, 0] < pairs[:, 1]] if d.shape[0] == d.shape[1] else pairs

    def twice(d, threshold):
        pairs = turned(d, threshold).flip(1)
        return torch.cat([pairs, pairs])

    def greater(d, threshold):
        near, j = d.min(dim=1)
        i = (near > threshold).nonzero()[:, 0]
        return torch.stack([i, j[i]], dim=1)

    def not_zero(x, pool=None, threshold=0.05):
        d = table(x, x if pool is None else pool)
        d[d == 0] = torch.inf
        return finder(distance=lambda a, b: d, own=lambda d: d)(x, pool, threshold)

    def zero_inside(d):
        d[d == 0] = torch.inf
        return d

    def rounded(x, other):  # by the matrix product: an image is 0.001 from itself
        return torch.cdist(x.flatten(1), other.flatten(1)) / x[0].numel() ** 0.5

    def own_first_piece(d):
        d[:256].fill_diagonal_(torch.inf)
        return d

    def too_much_memory(x, other):
        return (x.flatten(1)[:, None] - other.flatten(1)[None]).pow(2).mean(dim=2).sqrt()

    def one_piece(x, pool=None, threshold=0.05):  # the rows are counted anew in each piece
        other = x if pool is None else pool
        found = []
        for piece in x.split(16):
            near, j = table(piece, other).min(dim=1)
            i = (near < threshold).nonzero()[:, 0]
            found.append(torch.stack([i, j[i]], dim=1))
        return torch.cat(found)

    def in_place(x, pool=None, threshold=0.05):
        pairs = finder()(x, pool, threshold)
        x.clamp_(-0.5, 0.5)
        return pairs

    def default_only(d, threshold):
        return turned(d, 0.05).flip(1)

    def fixed(d, threshold):
        return turned(d, 0.1).flip(1)

    def by_pixels(x, other):
        return torch.cdist(x.flatten(1), other.flatten(1)) / x[0].numel()

    def squared_cdist(x, other):
        return torch.cdist(x.flatten(1), other.flatten(1)).square()

    return [
        (finder(lambda x, o: torch.cdist(x.flatten(1), o.flatten(1))), "the sum over the pixels grows"),
        (finder(squared_cdist), "the sum over the pixels grows"),
        (finder(lambda x, o: table(x, o).square()), "the mean *square*"),
        (finder(lambda x, o: torch.cdist(x.flatten(1), o.flatten(1), p=1) / x[0].numel()), "mean absolute difference"),
        (finder(pick=default_only), "does not change with `threshold`"),
        (finder(pick=fixed), "does not change with `threshold`"),
        (finder(by_pixels), "the root of the number of pixels"),
        (finder(pick=turned), "The rows are (j, i)"),
        (finder(pick=columns), "(the other axis)"),
        (finder(pick=both_directions), "appears with two partners"),
        (finder(pick=first_hit), "took the first"),
        (finder(pick=no_threshold), "the threshold is not used"),
        (finder(pick=greater), "planted pairs"),
        (finder(pick=positions_only), "one row a pair is wanted"),
        (finder(pick=as_floats), "to index"),
        (finder(pick=twice), "Some pairs appear twice"),
        (finder(pick=squeezed), "`squeeze()` does that"),
        (finder(pick=listed), "torch.tensor([]) has shape"),
        (finder(pick=once), "in one direction only"),
        (not_zero, "The exact copy is missing"),
        (finder(own=zero_inside), "only i = j is to be left out"),
        (finder(rounded, own=zero_inside), "leave out by place"),
        (finder(own=lambda d: d), "each image found itself"),
        (finder(own=own_first_piece), "forget where a piece starts"),
        (finder(always_own=True), "The pair (7, 7) is missing"),
        (finder(too_much_memory), "One tensor held"),
        (one_piece, "forget where a piece starts"),
        (in_place, "changed the images it was given"),
        (finder(lambda x, o: torch.full((len(x), len(o)), 9.0)), "Nothing was found"),
    ]

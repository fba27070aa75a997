"""Distances between many points, exact where they decide something, in bounded memory.

A first look in float32, at twice the speed, leaves a few pairs that rounding could decide; those are taken once more in
float64, as a sum of squared differences. A bound says which: a product of d terms is off by at most d u times the two
lengths (Higham 2002, section 3.1), u the rounding of one operation.
"""

from collections.abc import Iterator

import torch
from torch import Tensor

BLOCK = 2048  # rows and columns at a time: 16 MB of float32
PAIRS = 256  # pairs at a time: what fits into a processor's cache
SPARE = 4  # candidates for neighbours beyond those that are asked for
CROWD = 0.01  # a larger share of doubtful pairs means that float32 cannot tell this block


class Points:
    """Points (N, d), float64, seen from ``centre``: far from zero, a product of them would lose digits."""

    def __init__(self, x: Tensor, centre: Tensor) -> None:
        self.x, self.centre, (self.count, self.d) = x, centre, x.shape
        self.single = torch.empty(x.shape, dtype=torch.float32)
        self.square = torch.empty(self.count, dtype=torch.float64)
        for rows in self.blocks():
            moved = x[rows] - centre
            self.single[rows] = moved
            self.square[rows] = moved.square_().sum(1)

    def blocks(self) -> list[slice]:
        """The points, a block at a time."""
        return [slice(at, min(at + BLOCK, self.count)) for at in range(0, self.count, BLOCK)]

    def at(self, rows: slice | Tensor, dtype: torch.dtype) -> Tensor:
        """Some of the points, (R, d), seen from the centre."""
        return self.single[rows] if dtype == torch.float32 else self.x[rows] - self.centre


def _about(a: Points, rows: slice | Tensor, b: Points, columns: slice, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Squared distances (R, C) from one product of matrices, and by how much those of a row may be off, (R, 1)."""
    left, right = a.square[rows, None], b.square[None, columns]
    product = a.at(rows, dtype).numpy() @ b.at(columns, dtype).numpy().T  # NumPy's: on many machines the faster one
    off = (a.d + 8) * torch.finfo(dtype).eps * (left + right.max())
    return torch.from_numpy(product).mul_(-2).add_(right.to(dtype)).add_(left.to(dtype)), off.to(dtype)


def _exact(a: Points, rows: Tensor, b: Points, columns: Tensor) -> Tensor:
    """Squared distances of pairs, (P,) and (P,) -> (P,)."""
    parts = zip(rows.split(PAIRS), columns.split(PAIRS), strict=True)
    return torch.cat([(a.x[i] - b.x[j]).square_().sum(1) for i, j in parts]) if len(rows) else a.square[:0]


def within(a: Points, b: Points, *limits: Tensor) -> Iterator[tuple[slice, slice, list[Tensor]]]:
    """For each block: its rows in a, its columns in b, and for each limit whether the squared distance is at most that.

    A limit is (N, 1), one for each point of a, or (1, M), one for each of b.
    """
    for rows in a.blocks():
        for columns in b.blocks():
            about, off = _about(a, rows, b, columns, torch.float32)
            here = [limit[rows] if limit.shape[1] == 1 else limit[:, columns] for limit in limits]
            yield rows, columns, [_below(a, rows, b, columns, about, off, limit) for limit in here]


def _below(a: Points, rows: slice, b: Points, columns: slice, about: Tensor, off: Tensor, limit: Tensor) -> Tensor:
    bound = limit.to(about.dtype)
    near = about <= bound + off
    doubtful = (near ^ (about < bound - off)).nonzero()  # (P, 2)
    if len(doubtful) > CROWD * about.numel() and about.dtype == torch.float32:
        return _below(a, rows, b, columns, *_about(a, rows, b, columns, torch.float64), limit)
    i, j = doubtful.T
    near[i, j] = _exact(a, rows.start + i, b, columns.start + j) <= limit.expand_as(about)[i, j]
    return near


def kth_nearest(a: Points, b: Points, ks: list[int]) -> Tensor:
    """Squared distances (N, len(ks)) of each point of a to its k-th nearest in b; itself not counted where b is a."""
    others = b.count - (a is b)
    most = min(others, max(ks) + SPARE)
    far, which = torch.full((a.count, most), torch.inf), torch.zeros(a.count, most, dtype=torch.int64)
    off = torch.zeros(a.count, 1)

    def take(rows: slice, columns: slice, about: Tensor, by: Tensor) -> None:
        near, at = about.topk(min(most, about.shape[1]), dim=1, largest=False)
        joint, numbers = torch.cat([far[rows], near], 1), torch.cat([which[rows], at + columns.start], 1)
        far[rows], at = joint.topk(most, dim=1, largest=False)
        which[rows], off[rows] = numbers.gather(1, at), torch.maximum(off[rows], by)

    for rows in a.blocks():
        for columns in b.blocks():
            if a is b and columns.start < rows.start:
                continue  # seen from the other side before
            about, by = _about(a, rows, b, columns, torch.float32)
            if a is b and columns == rows:
                about.fill_diagonal_(torch.inf)
            take(rows, columns, about, by)
            if a is b and columns.start > rows.start:
                take(columns, rows, about.T.contiguous(), by.max().expand(len(about.T), 1))
    every = torch.arange(a.count)
    found = []
    for k in ks:
        kth, band = _settled(a, every, b, far, which, off, k)
        crowded = band[:, -1].nonzero()[:, 0] if most < others else every[:0]  # more than the candidates could be it
        for rows in crowded.split(PAIRS):
            about, by = _about(a, rows, b, slice(0, b.count), torch.float64)
            if a is b:
                about[torch.arange(len(rows)), rows] = torch.inf
            about, all_ = about.sort(1)
            kth[rows] = _settled(a, rows, b, about, all_, by, k)[0]
        found.append(kth)
    return torch.stack(found, 1)


def _settled(
    a: Points, rows: Tensor, b: Points, far: Tensor, which: Tensor, off: Tensor, k: int
) -> tuple[Tensor, Tensor]:
    """The k-th distance (R,), float64, from candidates sorted by about how far they are, and which could be it.

    Those that are surely nearer than the k-th only count; those that could be it are taken exactly.
    """
    middle = far[:, k - 1 : k]
    nearer = far < middle - 2 * off
    band = (far <= middle + 2 * off) & ~nearer
    i, j = band.nonzero().T
    exact = torch.full(far.shape, torch.inf, dtype=torch.float64)
    exact[i, j] = _exact(a, rows[i], b, which[i, j])
    place = k - 1 - nearer.sum(1, keepdim=True)  # in the band
    return exact.sort(1).values.gather(1, place)[:, 0], band

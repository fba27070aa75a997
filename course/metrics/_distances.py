"""Distances between many points, exact where they decide something, in bounded memory.

A first look in float32, at twice the speed, leaves a few pairs that rounding could decide; those are taken once more in
float64, as a sum of squared differences. A bound says which: a product of d terms is off by at most d u times the two
lengths (Higham 2002, section 3.1), u the rounding of one operation. What follows a product is NumPy's, in one thread:
PyTorch would wake others for every comparison of a block, which takes longer than the comparison.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import conv2d

BLOCK = 2048  # rows and columns at a time: 16 MB of float32
PAIRS = 256  # pairs at a time: what fits into a processor's cache
SPARE = 4  # candidates for neighbours beyond those that are asked for
CROWD = 0.01  # a larger share of doubtful pairs means that float32 cannot tell this block

Array = np.ndarray


class Points:
    """Points (N, d), float64, seen from ``centre``: far from zero, a product of them would lose digits."""

    def __init__(self, x: Tensor, centre: Tensor) -> None:
        self.x, self.centre, (self.count, self.d) = x.numpy(), centre.numpy(), x.shape
        self.single = np.empty(self.x.shape, np.float32)
        self.square = np.empty(self.count)
        for rows in self.blocks():
            moved = self.x[rows] - self.centre
            self.single[rows] = moved
            self.square[rows] = np.einsum("nd,nd->n", moved, moved)

    def blocks(self) -> list[slice]:
        """The points, a block at a time."""
        return [slice(at, min(at + BLOCK, self.count)) for at in range(0, self.count, BLOCK)]

    def at(self, rows: slice | Array, dtype: type) -> Array:
        """Some of the points, (R, d), seen from the centre."""
        return self.single[rows] if dtype is np.float32 else self.x[rows] - self.centre


def _about(a: Points, rows: slice | Array, b: Points, columns: slice, dtype: type) -> tuple[Array, Array]:
    """Squared distances (R, C) from one product of matrices, and by how much those of a row may be off, (R, 1)."""
    left, right = a.square[rows, None], b.square[columns]
    x, y = a.at(rows, dtype) * dtype(-2), b.at(columns, dtype)
    about = _product(x, y, right.astype(dtype)) if dtype is np.float32 else x @ y.T + right
    about += left.astype(dtype)
    return about, ((a.d + 8) * np.finfo(dtype).eps * (left + right.max())).astype(dtype)


def _product(x: Array, y: Array, plus: Array) -> Array:
    """x y^T + plus, (R, d), (C, d) and (C,) -> (R, C), as a convolution whose kernel is one pixel wide.

    It is the same sum of products. PyTorch gives it to oneDNN, which writes its code for the processor at hand: on some
    twice as fast as the product of matrices of PyTorch or of NumPy, and on none that was tried slower.
    """
    pixels = torch.from_numpy(x)[None, :, None].permute(0, 3, 1, 2)  # (1, d, R, 1), a pixel's d numbers side by side
    with torch.no_grad(), torch.autocast("cpu", enabled=False):  # a caller's half precision would pass the bound
        out = conv2d(pixels, torch.from_numpy(y)[:, :, None, None], torch.from_numpy(plus))  # (1, C, R, 1)
    return np.ascontiguousarray(out.permute(0, 2, 3, 1)[0, :, 0].numpy())


def _exact(a: Points, rows: Array, b: Points, columns: Array) -> Array:
    """Squared distances of pairs, (P,) and (P,) -> (P,)."""
    found = np.empty(len(rows))
    for at in range(0, len(rows), PAIRS):
        part = slice(at, at + PAIRS)
        apart = a.x[rows[part]] - b.x[columns[part]]
        found[part] = np.einsum("pd,pd->p", apart, apart)
    return found


def _where(mask: Array) -> tuple[Array, Array]:
    """Rows and columns of what holds, sorted by rows. Quick where little does."""
    if mask.flags.c_contiguous:
        return np.divmod(np.flatnonzero(mask), mask.shape[1])
    j, i = _where(mask.T)  # in the order of the memory, for a block that is seen from its other side
    order = i.argsort(kind="stable")
    return i[order], j[order]


def within(a: Points, b: Points, ours: Array, theirs: Array) -> Iterator[tuple[Array, Array, Array]]:
    """Pairs whose squared distance is at most a limit of either: point of a, point of b, squared distance, (P,) each.

    Each point of a has limits, ``ours`` (N, L), and each of b, ``theirs`` (M, K). A distance that rounding could carry
    over one of its limits is exact; the others are on the right side of them.
    """
    for rows in a.blocks():
        for columns in b.blocks():
            i, j, squared = _pairs(a, rows, b, columns, ours[rows], theirs[columns], np.float32)
            yield i + rows.start, j + columns.start, squared


def _pairs(
    a: Points, rows: slice, b: Points, columns: slice, ours: Array, theirs: Array, dtype: type
) -> tuple[Array, Array, Array]:
    about, off = _about(a, rows, b, columns, dtype)
    near = about <= ours.max(1, keepdims=True).astype(dtype) + 2 * off  # once for what the limit lost as it was rounded
    near |= about <= theirs.max(1).astype(dtype) + 2 * off.max()
    i, j = _where(near)
    squared = about[i, j].astype(float)
    doubtful = np.zeros(len(i), bool)
    for limits, of in ((ours, i), (theirs, j)):
        for limit in limits.T:
            doubtful |= np.abs(squared - limit[of]) <= off[i, 0]
    if doubtful.sum() > CROWD * about.size and dtype is np.float32:
        return _pairs(a, rows, b, columns, ours, theirs, np.float64)
    squared[doubtful] = _exact(a, i[doubtful] + rows.start, b, j[doubtful] + columns.start)
    return i, j, squared


class _Nearest:
    """The nearest of b so far to each point of a, at the first look: ``far`` (N, S), sorted, and ``which`` they are."""

    def __init__(self, count: int, most: int) -> None:
        self.far, self.which = np.full((count, most), np.inf, np.float32), np.zeros((count, most), int)
        self.off = np.zeros((count, 1), np.float32)

    def take(self, rows: slice, columns: slice, about: Array, off: Array) -> None:
        """Look at squared distances (R, C), each off by at most ``off`` (R, 1) or a number."""
        near = about < self.far[rows, -1:]
        if near.sum() > CROWD * about.size:  # at first everything is nearer than nothing
            most = min(self.far.shape[1], about.shape[1])
            j = np.argpartition(about, most - 1, 1)[:, :most]
            self._join(rows, np.take_along_axis(about, j, 1), j + columns.start)
        else:
            i, j = _where(near)
            counts = np.bincount(i, minlength=len(about))
            place = np.arange(len(i)) - (counts.cumsum() - counts)[i]  # each row's hits, pushed to the left
            far = np.full((len(about), counts.max()), np.inf, np.float32)
            which = np.zeros(far.shape, int)
            far[i, place], which[i, place] = about[i, j], j + columns.start
            self._join(rows, far, which)
        self.off[rows] = np.maximum(self.off[rows], off)

    def _join(self, rows: slice, far: Array, which: Array) -> None:
        far, which = np.hstack([self.far[rows], far]), np.hstack([self.which[rows], which])
        order = far.argsort(1)[:, : self.far.shape[1]]
        self.far[rows], self.which[rows] = (np.take_along_axis(x, order, 1) for x in (far, which))


def kth_nearest(a: Points, b: Points, ks: list[int]) -> Array:
    """Squared distances (N, len(ks)) of each point of a to its k-th nearest in b; itself not counted where b is a."""
    others = b.count - (a is b)
    most = min(others, max(ks) + SPARE)
    nearest = _Nearest(a.count, most)
    blocks = [(rows, columns) for rows in a.blocks() for columns in b.blocks()]
    if a is b:  # those off the diagonal are seen from both sides, and later, when little is near
        blocks = [both for both in blocks if both[0].start <= both[1].start]
        blocks.sort(key=lambda both: both[0] != both[1])
    for rows, columns in blocks:
        about, off = _about(a, rows, b, columns, np.float32)
        if a is b and rows == columns:
            np.fill_diagonal(about, np.inf)
        nearest.take(rows, columns, about, off)
        if a is b and rows != columns:
            nearest.take(columns, rows, about.T, off.max())
    every = np.arange(a.count)
    found = []
    for k in ks:
        kth, band = _settled(a, every, b, nearest.far, nearest.which, nearest.off, k)
        crowded = every[band[:, -1]] if most < others else every[:0]  # more than the candidates could be it
        for at in range(0, len(crowded), PAIRS):
            rows_ = crowded[at : at + PAIRS]
            about, off = _about(a, rows_, b, slice(0, b.count), np.float64)
            if a is b:
                about[np.arange(len(rows_)), rows_] = np.inf
            which = about.argsort(1)
            kth[rows_] = _settled(a, rows_, b, np.take_along_axis(about, which, 1), which, off, k)[0]
        found.append(kth)
    return np.stack(found, 1)


def _settled(a: Points, rows: Array, b: Points, far: Array, which: Array, off: Array, k: int) -> tuple[Array, Array]:
    """The k-th distance (R,), float64, from candidates sorted by about how far they are, and which could be it.

    Those that are surely nearer than the k-th only count; those that could be it are taken exactly.
    """
    middle = far[:, k - 1 : k]
    nearer = far < middle - 2 * off
    band = (far <= middle + 2 * off) & ~nearer
    i, j = band.nonzero()
    exact = np.full(far.shape, np.inf)
    exact[i, j] = _exact(a, rows[i], b, which[i, j])
    place = k - 1 - nearer.sum(1)  # in the band
    return np.sort(exact, 1)[np.arange(len(far)), place], band

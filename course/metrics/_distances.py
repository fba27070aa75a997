"""Distances between many points, exact where they decide something, in bounded memory.

A first look, in bfloat16 where the processor knows it and else in float32, leaves pairs that rounding could decide;
those are taken once more in float64, as a sum of squared differences. A bound says which. With x = h + l, and h for x
rounded, h_x·h_y is off by at most |l_x| |y| + |h_x| |l_y|; a sum of d products by at most d u times the two lengths,
u the rounding of one operation (Higham 2002, section 3.1). What follows a product is NumPy's, in one thread: PyTorch
would wake others for every comparison of a block, which takes longer than the comparison.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import conv2d

BLOCK = 2048  # rows and columns at a time: 16 MB of float32
PAIRS = 64  # pairs at a time: what fits into a processor's cache
SPARE = 32  # candidates for neighbours beyond those that are asked for
CROWD = 0.005  # a larger share of doubtful pairs means that a look cannot tell this block
# where a processor multiplies bfloat16, it takes half the time of float32 or less, and the sums are float32
LOOKS = [torch.bfloat16] * getattr(torch.cpu, "_is_avx512_bf16_supported", bool)() + [torch.float32]
SINGLE = np.finfo(np.float32).eps

Array = np.ndarray


class Points:
    """Points (N, d), float64, seen from ``centre``: far from zero, a product of them would lose digits."""

    def __init__(self, x: Tensor, centre: Tensor) -> None:
        self.x, self.centre, (self.count, self.d) = x.numpy(), centre.numpy(), x.shape
        self.looks: dict[torch.dtype, _Look] = {}

    def blocks(self) -> list[slice]:
        """The points, a block at a time."""
        return [slice(at, min(at + BLOCK, self.count)) for at in range(0, self.count, BLOCK)]

    def look(self, dtype: torch.dtype) -> "_Look":
        """All of them, rounded, for products of matrices."""
        if dtype not in self.looks:
            self.looks[dtype] = _Look(self, dtype)
        return self.looks[dtype]


class _Look:
    """Points rounded to h, and seven columns more: ``left`` ``right``^T is |x|^2 + |y|^2 - 2 h_x·h_y - c.

    With c near the distances that are asked about, little is left there, and little of it lost where it is rounded.
    """

    def __init__(self, points: Points, dtype: torch.dtype) -> None:
        d = points.d
        self.left, self.right = (torch.ones(points.count, d + 7, dtype=dtype) for _ in range(2))
        self.square, self.lost = np.empty(points.count), np.empty(points.count)
        for at in range(0, points.count, 256):
            rows = slice(at, at + 256)
            moved = points.x[rows] - points.centre
            single = torch.from_numpy(moved.astype(np.float32))
            h = single.to(dtype)
            self.left[rows, :d], self.right[rows, :d] = -2 * h, h
            self.square[rows] = np.einsum("nd,nd->n", moved, moved)
            self.lost[rows] = (single - h.float()).norm(dim=1)
        self.norm = np.sqrt(self.square)
        self.lost = 1.001 * self.lost + SINGLE * self.norm  # and what float32 lost
        rest = torch.from_numpy(self.square)
        for i in range(3):  # one number as a sum of three: 24 bits
            self.left[:, d + i] = self.right[:, d + 3 + i] = rest.to(dtype)
            rest = rest - self.left[:, d + i]


def _off(a: _Look, rows: slice, b: _Look, columns: slice, c: float) -> Array:
    """By how much the squared distances of a row may be off, before the product is rounded, (R, 1)."""
    norm, lost = b.norm[columns].max(), b.lost[columns].max()
    off = 2 * (a.lost[rows] * norm + (a.norm + a.lost)[rows] * lost) + 1e-33  # the latter: too small for float32
    off += 1.1 * (a.left.shape[1] + 9) * SINGLE * (a.square[rows] + norm**2 + abs(c))
    return (1 + 2 * torch.finfo(a.left.dtype).eps) * off[:, None]


def _about(a: Points, rows: slice, b: Points, columns: slice, dtype: torch.dtype, c: float) -> Array:
    """Squared distances less c, (R, C) in float32, from one product of matrices."""
    x, y = a.look(dtype).left[rows], b.look(dtype).right[columns]
    x[:, -1] = -c
    with torch.no_grad(), torch.autocast("cpu", enabled=False):  # a caller's half precision would pass the bound
        return (_product(x, y) if dtype is torch.float32 else x @ y.T).float().numpy()


def _product(x: Tensor, y: Tensor) -> Tensor:
    """x y^T, (R, K) and (C, K) -> (R, C), as a convolution whose kernel is one pixel wide.

    It is the same sum of products. PyTorch gives it to oneDNN, which writes its code for the processor at hand: on some
    twice as fast as the product of matrices of PyTorch or of NumPy, and on none that was tried slower.
    """
    pixels = x[None, :, None].permute(0, 3, 1, 2)  # (1, K, R, 1), a pixel's K numbers side by side
    return conv2d(pixels, y[:, :, None, None]).permute(0, 2, 3, 1)[0, :, 0].contiguous()  # from (1, C, R, 1)


def _double(a: Points, rows: slice | Array, b: Points, columns: slice | Array) -> tuple[Array, Array]:
    """Squared distances (R, C) from a product in float64, and by how much those of a row may be off, (R, 1)."""
    x, y = a.x[rows] - a.centre, b.x[columns] - b.centre
    left, right = np.einsum("nd,nd->n", x, x)[:, None], np.einsum("nd,nd->n", y, y)
    return (-2 * x) @ y.T + left + right, (a.d + 8) * np.finfo(float).eps * (left + right.max())


def _exact(a: Points, rows: Array, b: Points, columns: Array) -> Array:
    """Squared distances of pairs, (P,) and (P,) -> (P,)."""
    found = np.empty(len(rows))
    for at in range(0, len(rows), PAIRS):
        part = slice(at, at + PAIRS)
        apart = a.x[rows[part]]
        apart -= b.x[columns[part]]
        found[part] = np.matmul(apart[:, None], apart[:, :, None])[:, 0, 0]
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
    c = torch.tensor(np.median(ours)).bfloat16().item()
    for rows in a.blocks():
        for columns in b.blocks():
            i, j, squared = _pairs(a, rows, b, columns, ours[rows], theirs[columns], c, LOOKS)
            yield i + rows.start, j + columns.start, squared


def _pairs(
    a: Points, rows: slice, b: Points, columns: slice, ours: Array, theirs: Array, c: float, looks: list[torch.dtype]
) -> tuple[Array, Array, Array]:
    if looks:
        about, grain = _about(a, rows, b, columns, looks[0], c), torch.finfo(looks[0]).eps
        off = _off(a.look(looks[0]), rows, b.look(looks[0]), columns, c)
    else:
        (about, off), grain, c = _double(a, rows, b, columns), np.finfo(float).eps, 0.0
    far, further = (x.max(1) - c for x in (ours, theirs))
    near = about <= (far + 2 * (off[:, 0] + grain * abs(far))).astype(about.dtype)[:, None]
    near |= about <= (further + 2 * (off.max() + grain * abs(further))).astype(about.dtype)
    i, j = _where(near)
    squared = about[i, j].astype(float)
    doubtful = np.zeros(len(i), bool)
    for limits, of in ((ours - c, i), (theirs - c, j)):
        for limit in limits.T:
            doubtful |= np.abs(squared - limit[of]) <= (off[i, 0] + grain * np.abs(limit[of]))
    if looks and np.count_nonzero(doubtful) > CROWD * about.size:
        return _pairs(a, rows, b, columns, ours, theirs, c, looks[1:])
    squared += c
    squared[doubtful] = _exact(a, i[doubtful] + rows.start, b, j[doubtful] + columns.start)
    return i, j, squared


class _Nearest:
    """The nearest of b so far to each point of a, at the first look: ``far`` (N, S), sorted, and ``which`` they are."""

    def __init__(self, count: int, most: int) -> None:
        self.far, self.which = np.full((count, most), np.inf, np.float32), np.zeros((count, most), int)
        self.off = np.zeros((count, 1), np.float32)

    def take(self, rows: slice, columns: slice, about: Array, off: Array) -> None:
        """Look at squared distances (R, C), each off by at most ``off`` (R, 1)."""
        limit, groups = self.far[rows, -1:], 4 * self.far.shape[1]
        near = about < limit
        if np.count_nonzero(near) > 0.05 * about.size and about.shape[1] > groups:  # at first, all are
            whole = about.shape[1] // groups * groups
            least = about[:, :whole].reshape(len(about), -1, groups).min(1)  # as many distances to different points
            near = about <= np.minimum(limit, np.partition(least, groups // 4 - 1, 1)[:, groups // 4 - 1, None])
        i, j = _where(near)
        counts = np.bincount(i, minlength=len(about))
        place = np.arange(len(i)) - (counts.cumsum() - counts)[i]  # each row's hits, pushed to the left
        far = np.full((len(about), counts.max()), np.inf, np.float32)
        which = np.zeros(far.shape, int)
        far[i, place], which[i, place] = about[i, j], j + columns.start
        far, which = np.hstack([self.far[rows], far]), np.hstack([self.which[rows], which])
        order = far.argsort(1)[:, : self.far.shape[1]]
        self.far[rows], self.which[rows] = (np.take_along_axis(x, order, 1) for x in (far, which))
        self.off[rows] = np.maximum(self.off[rows], off)


def kth_nearest(a: Points, b: Points, ks: list[int]) -> Array:
    """Squared distances (N, len(ks)) of each point of a to its k-th nearest in b; itself not counted where b is a."""
    others = b.count - (a is b)
    most = min(others, max(ks) + SPARE)
    blocks = [(rows, columns) for rows in a.blocks() for columns in b.blocks()]
    if a is b:  # those off the diagonal are seen from both sides, and later, when little is near
        blocks = [both for both in blocks if both[0].start <= both[1].start]
        blocks.sort(key=lambda both: both[0] != both[1])
    few, some = (np.arange(0, x.count, max(1, x.count // n)) for x, n in ((a, 32), (b, 512)))
    c = np.median(np.sort(_double(a, few, b, some)[0], 1)[:, : max(ks) + 1][:, -1])  # those nearest are about as far
    c = torch.tensor(c).bfloat16().item()
    every = np.arange(a.count)
    for dtype in LOOKS:
        nearest, x, y = _Nearest(a.count, most), a.look(dtype), b.look(dtype)
        for rows, columns in blocks:
            about = _about(a, rows, b, columns, dtype, c)
            if a is b and rows == columns:
                np.fill_diagonal(about, np.inf)
            nearest.take(rows, columns, about, _off(x, rows, y, columns, c))
            if a is b and rows != columns:
                nearest.take(columns, rows, about.T, _off(y, columns, x, rows, c))
        found, open_ = _settled(a, every, b, nearest.far, nearest.which, nearest.off, ks, torch.finfo(dtype).eps)
        crowded = every[open_] if most < others else every[:0]  # more than the candidates could be it
        if len(crowded) < a.count / 10:
            break
    for at in range(0, len(crowded), 256):
        rows_ = crowded[at : at + 256]
        parts = [_double(a, rows_, b, columns) for columns in b.blocks()]
        far, off = np.hstack([x for x, _ in parts]), np.max([x for _, x in parts], 0)
        if a is b:
            far[np.arange(len(rows_)), rows_] = np.inf
        which = far.argsort(1)
        far = np.take_along_axis(far, which, 1)
        found[rows_] = _settled(a, rows_, b, far, which, off, ks, np.finfo(float).eps)[0]
    return found


def _settled(
    a: Points, rows: Array, b: Points, far: Array, which: Array, off: Array, ks: list[int], grain: float
) -> tuple[Array, Array]:
    """The k-th distances (R, len(ks)), float64, from candidates sorted by about how far they are; could others be it?

    Those that are surely nearer than the k-th only count; those that could be it are taken exactly.
    """
    middle = far[:, [k - 1 for k in ks]].T[:, :, None].astype(float)  # (len(ks), R, 1)
    reach = 2 * (off + grain * np.abs(middle))
    nearer = far < middle - reach
    band = (far <= middle + reach) & ~nearer
    i, j = band.any(0).nonzero()
    exact = np.full(far.shape, np.inf)
    exact[i, j] = _exact(a, rows[i], b, which[i, j])
    kth = [
        np.sort(np.where(could, exact, np.inf), 1)[np.arange(len(far)), k - 1 - surely]
        for k, could, surely in zip(ks, band, nearer.sum(2), strict=True)
    ]
    return np.stack(kth, 1), band.any(0)[:, -1]

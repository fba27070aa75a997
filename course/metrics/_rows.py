"""What every metric asks of its features before it counts: a table of finite numbers, one row a sample."""

import torch
from torch import Tensor


def rows(x: Tensor, name: str, least: int = 1) -> Tensor:
    """``x`` as float64 on the CPU, (N, d) with N >= ``least``; slopes are left behind."""
    if not isinstance(x, Tensor):
        raise TypeError(f"{name} is {type(x).__name__}; give a tensor, for example torch.as_tensor(x).")
    if x.ndim != 2 or x.shape[1] == 0:
        raise ValueError(f"{name} has shape {tuple(x.shape)}; expected (N, d), one row a sample (use .flatten(1)).")
    if len(x) == 0:
        raise ValueError(f"{name} is empty; give at least one row.")
    if len(x) < least:
        raise ValueError(f"{name} has {len(x)} row{'s' * (len(x) > 1)}; this metric needs at least {least}.")
    if x.is_complex():
        raise TypeError(f"{name} is {x.dtype}; give real numbers.")
    x = x.detach().to("cpu", torch.float64)
    if not torch.isfinite(x.sum()) and not torch.isfinite(x).all():  # the sum is quick, and can overflow
        raise ValueError(f"{name} contains NaN or infinity; look in the data, then for a training that blew up.")
    return x


def pair(a: Tensor, b: Tensor, name_a: str, name_b: str, least: int = 1) -> tuple[Tensor, Tensor]:
    """Two sets of features of one space, (N, d) and (M, d)."""
    a, b = rows(a, name_a, least), rows(b, name_b, least)
    same_width(a.shape[1], b.shape[1], name_a, name_b)
    return a, b


def same_width(a: int, b: int, name_a: str, name_b: str) -> None:
    """Features of two networks cannot be compared."""
    if a != b:
        raise ValueError(f"{name_a} has {a} numbers a row but {name_b} has {b}; use the same network for both.")

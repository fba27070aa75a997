"""The one face of all image data, and the data sets that others made."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import Dataset

from course import settings


def to_unit(x: Tensor) -> Tensor:
    """Map images from [-1, 1] to [0, 1], the range that plotting expects.

    Raises ``ValueError`` when values lie clearly outside [-1, 1], which means that ``x`` is not in the
    course's range. A little overshoot (up to 0.05) is clamped.

    >>> to_unit(torch.tensor([-1.0, 0.0, 1.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    _check_range(x)
    return (x.clamp(-1, 1) + 1) / 2


@dataclass(frozen=True)
class Images(Dataset):
    """Labelled images held in memory: a torch ``Dataset`` of ``(image, label)`` pairs.

    images:   float32 in [-1, 1], (N, C, H, W)
    labels:   int64, (N,), each an index into ``classes``
    classes:  the name of each label
    factors:  what made each image, by name, each (N,) or (N, k); empty where nobody knows
    """

    images: Tensor
    labels: Tensor
    classes: tuple[str, ...]
    factors: Mapping[str, Tensor] = field(default_factory=dict)
    name: str = "images"

    def __post_init__(self) -> None:
        _check_range(self.images)
        if self.images.ndim != 4:
            raise ValueError(f"images have shape {tuple(self.images.shape)}; expected (N, C, H, W).")
        if len(self.images) == 0:
            raise ValueError("the data set is empty; give at least one image.")
        if len(self.images) != len(self.labels):
            raise ValueError(f"{len(self.images)} images but {len(self.labels)} labels; give one label an image.")
        if not isinstance(self.labels, Tensor) or self.labels.dtype != torch.int64:
            kind = getattr(self.labels, "dtype", type(self.labels).__name__)
            raise ValueError(f"labels are {kind}; give int64, for example torch.as_tensor(labels).long().")
        low, high = (int(v) for v in torch.aminmax(self.labels))
        if low < 0 or high >= len(self.classes):
            raise ValueError(f"labels lie in {low} … {high}, but there are {len(self.classes)} classes; count from 0.")
        odd = [name for name, values in self.factors.items() if len(values) != len(self.images)]
        if odd:
            raise ValueError(f"the factor {odd[0]} has another length than the images; give one value an image.")

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return self.images[index], self.labels[index]

    def subset(self, keep: Tensor) -> Images:
        """The images that ``keep`` picks, a boolean mask (N,) or a list of positions; factors go along."""
        factors = {name: values[keep] for name, values in self.factors.items()}
        return Images(self.images[keep], self.labels[keep], self.classes, factors, self.name)

    def __repr__(self) -> str:
        shape = "x".join(str(s) for s in self.images.shape[1:])
        return f"Images({self.name}: {len(self):,} of {shape}, {len(self.classes)} classes)"


def digits(split: str = "train") -> Images:
    """1,797 handwritten 8x8 digits that scikit-learn carries: images (N, 1, 8, 8) in [-1, 1].

    ``split`` is "train" (1,437), "test" (360) or "all". The split is fixed. These are the test writers of
    "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak 1998, UCI Machine Learning Repository,
    CC BY 4.0); the grey values count the ink pixels, 0 to 16, of a 4x4 block.
    """
    from sklearn.datasets import load_digits  # half a second to import: only who asks pays

    _known_split(split, ("train", "test", "all"))
    raw = load_digits()
    images = torch.tensor(raw.images, dtype=torch.float32)[:, None] / 8 - 1  # (N, 1, 8, 8)
    labels = torch.tensor(raw.target, dtype=torch.int64)
    every = Images(images, labels, tuple("0123456789"), name="digits")
    if split == "all":
        return every
    order = torch.randperm(len(every), generator=torch.Generator().manual_seed(1998))
    return every.subset(order[:1437] if split == "train" else order[1437:])


def load(name: str, split: str = "train", **options: Any) -> Images:
    """Any of the course's image sets by name.

    "glyphs" and "digits" need no network. "mnist", "fashion_mnist" and "cifar10" are downloaded once through
    torchvision (about 12, 31 and 170 MB; checksums verified; files that are complete are not fetched again).
    ``options`` go to ``glyphs``. Raises ``ValueError`` for a name nobody knows, ``ConnectionError`` with one
    sentence when a download does not work, and ``OSError`` with one when it cannot be kept.
    """
    if name == "glyphs":
        from course.data.glyphs import glyphs

        return glyphs(split, **options)
    if options:
        raise TypeError(f"{name!r} takes no options, but got {', '.join(sorted(options))}.")
    if name == "digits":
        return digits(split)
    if name in _TORCHVISION:
        return _from_torchvision(name, split)
    known = ", ".join(repr(n) for n in ("glyphs", "digits", *_TORCHVISION))
    raise ValueError(f"there is no data set {name!r}; the course knows {known}.")


_TORCHVISION = {"mnist": "MNIST", "fashion_mnist": "FashionMNIST", "cifar10": "CIFAR10"}


# What a folder or a full disk says, and never a network (whose errors may carry the number of "not permitted").
_FOLDER = (PermissionError, FileExistsError, NotADirectoryError)
_DISK = (errno.ENOSPC, errno.EROFS, errno.EDQUOT)


def _from_torchvision(name: str, split: str) -> Images:
    _known_split(split, ("train", "test"))
    from torchvision import datasets

    folder = settings.data_dir() / "torchvision"
    maker = getattr(datasets, _TORCHVISION[name])
    try:
        try:
            raw = maker(folder, train=split == "train", download=False)
        except RuntimeError:  # torchvision's word for "not there, or damaged"
            raw = maker(folder, train=split == "train", download=True)
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and (isinstance(error, _FOLDER) or error.errno in _DISK):
            raise OSError(
                f"{folder} cannot be written ({error.strerror}); set COURSE_DATA to a folder that can and has room."
            ) from None
        raise ConnectionError(
            f"{name} is not on this machine and could not be downloaded ({type(error).__name__}); "
            f"connect to the internet and call again, or use load('glyphs'), which needs no network."
        ) from None
    pixels = torch.as_tensor(raw.data)  # (N, H, W) or (N, H, W, C), uint8
    pixels = pixels[:, None] if pixels.ndim == 3 else pixels.permute(0, 3, 1, 2)  # (N, C, H, W)
    images = pixels.float().div_(127.5).sub_(1).contiguous()
    return Images(images, torch.as_tensor(raw.targets, dtype=torch.int64), tuple(raw.classes), name=name)


def _known_split(split: str, known: tuple[str, ...]) -> None:
    if split not in known:
        raise ValueError(f"there is no split {split!r}; choose {' or '.join(repr(s) for s in known)}.")


def _check_range(x: Tensor) -> None:
    if not isinstance(x, Tensor):
        raise TypeError(f"images are {type(x).__name__}; give a tensor, for example torch.from_numpy(x).")
    if x.numel() == 0:
        raise ValueError("the data set is empty; give at least one image.")
    if not x.is_floating_point():
        raise ValueError(f"images are {x.dtype}; convert them to float in [-1, 1], for example x / 127.5 - 1.")
    low, high = (float(v) for v in torch.aminmax(x.detach()))
    if low != low or high != high:
        raise ValueError("images contain NaN; look for a division by zero or a training that blew up.")
    if low < -1.05 or high > 1.05:
        hint = "x / 127.5 - 1" if high > 2 else "tanh at the generator's end"
        raise ValueError(f"images lie in [{low:.3g}, {high:.3g}]; the course's range is [-1, 1] ({hint}).")

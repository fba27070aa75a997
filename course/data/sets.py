"""The data sets by name: the course's glyphs, and those that others made."""

import errno
from typing import Any

import torch

from course import settings
from course.data.glyphs import glyphs
from course.data.images import Images


def digits(split: str = "train") -> Images:
    """1,797 handwritten 8x8 digits that scikit-learn carries: images (N, 1, 8, 8) in [-1, 1].

    ``split`` is "train" (1,437), "test" (360) or "all". The split is fixed and drawn image by image: neighbours in the
    file, probably of one writer, stand on both sides, and test errors come out too low (lesson 02). The file holds the
    test writers of "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak 1998, UCI Machine Learning
    Repository, CC BY 4.0); the grey values count the ink pixels, 0 to 16, of a 4x4 block.
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

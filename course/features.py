"""Pictures in, features out: what a network makes of each picture, the place where metrics compare.

    real, fake = features.of(letters.images), features.of(G(z))
    metrics.frechet_distance(real, fake)

Figures of two feature spaces cannot be compared with one another. Which one to take is part of every result.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course import _guards, settings, trained, training
from course.data import to_unit

Network = Callable[[Tensor], Tensor]
LUMA = (0.299, 0.587, 0.114)  # of red, green and blue in grey (Recommendation ITU-R BT.601)


def of(images: Tensor, by: str | Network = "glyphs", batch_size: int = 256) -> Tensor:
    """Features (N, d), float32 on the CPU, of images (N, C, H, W) in [-1, 1] with one or three channels.

    by="glyphs": the course's small classifier of characters, 128 numbers a picture. Pictures are made grey (BT.601) and
    brought to 32 x 32 (bilinear, antialiased). by="inception": Inception-v3 of torchvision, 2,048 numbers, downloaded
    at first use (about 104 MB); grey becomes three equal channels, and pictures 299 x 299. Its weights are not those
    of the usual FID, so figures from papers are not comparable. Or any function of a batch of images as they are.
    Raises ``ValueError`` for images in another range, shape or type, and ``ConnectionError`` without a network.
    """
    if not isinstance(images, Tensor) or images.ndim != 4 or images.shape[1] not in (1, 3):
        given = f"shape {tuple(images.shape)}" if isinstance(images, Tensor) else type(images).__name__
        raise ValueError(f"images have {given}; give a tensor (N, C, H, W) with one channel or three.")
    _guards.whole(batch_size=batch_size)
    to_unit(images)  # refuses another range, NaN, whole numbers and no pictures at all
    if isinstance(by, str) and by not in ("glyphs", "inception"):
        raise ValueError(f"there are no features {by!r}; choose 'glyphs', 'inception', or give a function of images.")
    network = {"glyphs": _glyphs, "inception": _inception}[by] if isinstance(by, str) else by
    parts = []
    with training.evaluating(*([by] if isinstance(by, nn.Module) else [])):
        for batch in images.split(batch_size):
            found = network(batch)
            if not isinstance(found, Tensor) or found.ndim < 2 or len(found) != len(batch):
                raise ValueError(f"the function gives {getattr(found, 'shape', type(found))}; a row a picture, please.")
            parts.append(found.flatten(1).float().cpu())
    return torch.cat(parts)


def _glyphs(images: Tensor) -> Tensor:
    grey = (images * images.new_tensor(LUMA)[:, None, None]).sum(1, keepdim=True) if images.shape[1] == 3 else images
    return _reader().embed(_resized(grey.float().cpu(), 32))  # (B, 128)


def _inception(images: Tensor) -> Tensor:
    coloured = _resized(images.float().cpu().expand(-1, 3, -1, -1), 299)
    return _torchvision()(coloured)  # (B, 2048); inside, this network wants [-1, 1]


def _resized(images: Tensor, size: int) -> Tensor:
    if images.shape[-2:] == (size, size):
        return images
    return F.interpolate(images, (size, size), mode="bilinear", antialias=True, align_corners=False)


@cache
def _reader() -> Any:
    return trained.load("reader_32")


@cache
def _torchvision() -> nn.Module:
    from torchvision.models import Inception_V3_Weights, inception_v3

    folder, before = settings.data_dir() / "torchvision", torch.hub.get_dir()
    try:
        torch.hub.set_dir(str(folder))
        net = inception_v3(weights=Inception_V3_Weights.IMAGENET1K_V1, transform_input=False)
    except OSError as error:
        raise ConnectionError(
            f"Inception-v3 is not on this machine and could not be downloaded ({type(error).__name__}); "
            "connect to the internet and call again, or use by='glyphs', which needs no network."
        ) from None
    finally:
        torch.hub.set_dir(before)
    net.fc = nn.Identity()
    return net.eval().requires_grad_(False)

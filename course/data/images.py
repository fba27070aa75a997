"""The one face of all image data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.utils.data import Dataset


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
    notes:    what was done to each image before, a sentence each; empty where nothing was
    """

    images: Tensor
    labels: Tensor
    classes: tuple[str, ...]
    factors: Mapping[str, Tensor] = field(default_factory=dict)
    name: str = "images"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_range(self.images)
        if self.images.ndim != 4:
            raise ValueError(f"images have shape {tuple(self.images.shape)}; expected (N, C, H, W).")
        if len(self.images) != len(self.labels):
            raise ValueError(f"{len(self.images)} images but {len(self.labels)} labels; give one label an image.")
        if not isinstance(self.labels, Tensor) or self.labels.dtype != torch.int64 or self.labels.ndim != 1:
            kind = type(self.labels).__name__  # NumPy's int64 is not torch's: the type's name is what differs
            if isinstance(self.labels, Tensor):
                kind = f"{self.labels.dtype}" if self.labels.ndim == 1 else f"of shape {tuple(self.labels.shape)}"
            raise ValueError(
                f"labels are {kind}; give int64 in a tensor of shape (N,), for example torch.as_tensor(labels).long()."
            )
        low, high = (int(v) for v in torch.aminmax(self.labels))
        if low < 0 or high >= len(self.classes):
            raise ValueError(f"labels lie in {low} … {high}, but there are {len(self.classes)} classes; count from 0.")
        odd = [name for name, values in self.factors.items() if len(values) != len(self.images)]
        if odd:
            raise ValueError(f"the factor {odd[0]} has another length than the images; give one value an image.")

    @property
    def tensors(self) -> tuple[Tensor, Tensor]:
        """What the training loops draw from: images (N, C, H, W) and labels (N,)."""
        return self.images, self.labels

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        return self.images[index], self.labels[index]

    def subset(self, keep: Tensor) -> "Images":
        """The images that ``keep`` picks, a boolean mask (N,) or a list of positions; factors go along."""
        factors = {name: values[keep] for name, values in self.factors.items()}
        at = torch.arange(len(self))[keep].tolist() if self.notes else []
        notes = tuple(self.notes[i] for i in at)
        return Images(self.images[keep], self.labels[keep], self.classes, factors, self.name, notes)

    def __repr__(self) -> str:
        shape = "x".join(str(s) for s in self.images.shape[1:])
        return f"Images({self.name}: {len(self):,} of {shape}, {len(self.classes)} classes)"


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

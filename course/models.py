"""Small networks. They return predictions or scores, never losses, so that any loss can be put behind them."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from course import _guards


def mlp(d_in: int, d_out: int, hidden: Sequence[int] = (128, 128), act: type[nn.Module] = nn.ReLU) -> nn.Sequential:
    """A multilayer perceptron, (B, d_in) -> (B, d_out): linear layers with ``act`` between, none at the end.

    >>> mlp(2, 1, hidden=(8,))(torch.zeros(5, 2)).shape
    torch.Size([5, 1])
    """
    if not isinstance(hidden, Sequence):
        example = hidden if isinstance(hidden, int) else 128
        raise TypeError(f"hidden is {hidden!r}; give the width of each hidden layer, for example ({example},).")
    if isinstance(act, nn.Module):
        raise TypeError(f"act is an instance; give the class, nn.{type(act).__name__} without parentheses.")
    if not _makes_layers(act):
        raise TypeError(f"act is {act!r}; give a class of layers that needs no arguments, for example nn.ReLU.")
    _guards.whole(d_in=d_in, d_out=d_out, **{f"hidden[{i}]": width for i, width in enumerate(hidden)})
    widths = [d_in, *hidden, d_out]
    layers: list[nn.Module] = []
    for a, b in zip(widths[:-1], widths[1:], strict=True):
        layers += [nn.Linear(a, b), act()]
    return nn.Sequential(*layers[:-1])


def _makes_layers(act: object) -> bool:
    try:
        return isinstance(act(), nn.Module)  # type: ignore[operator]
    except TypeError:
        return False


class Generator(nn.Module):
    """Noise (B, z_dim) -> images (B, channels, size, size) in (-1, 1).

    A 4x4 picture of features is doubled by transposed convolutions until it has the wanted size, as in DCGAN
    (Radford et al. 2015, arXiv 1511.06434). ``width`` sets the number of channels: ``8 * width`` at 4x4.

    >>> Generator(z_dim=16, size=16, width=4)(torch.zeros(2, 16)).shape
    torch.Size([2, 1, 16, 16])
    """

    def __init__(self, z_dim: int = 64, channels: int = 1, size: int = 32, width: int = 16) -> None:
        super().__init__()
        _guards.whole(z_dim=z_dim, channels=channels)
        widths = _widths(size, width)
        self.z_dim = z_dim
        self.start = nn.Linear(z_dim, widths[-1] * 4 * 4)
        blocks: list[nn.Module] = [nn.BatchNorm2d(widths[-1]), nn.ReLU()]
        for a, b in zip(widths[:0:-1], widths[-2::-1], strict=True):
            blocks += [nn.ConvTranspose2d(a, b, 4, stride=2, padding=1), nn.BatchNorm2d(b), nn.ReLU()]
        blocks += [nn.ConvTranspose2d(widths[0], channels, 4, stride=2, padding=1), nn.Tanh()]
        self.blocks = nn.Sequential(*blocks)

    def forward(self, z: Tensor) -> Tensor:
        """Noise (B, z_dim) to images (B, channels, size, size)."""
        _check("noise", z, (self.z_dim,), self.start.bias)
        x = self.start(z).unflatten(1, (-1, 4, 4))  # (B, 8 width, 4, 4)
        return self.blocks(x)  # (B, channels, size, size)


class Discriminator(nn.Module):
    """Images (B, channels, size, size) in [-1, 1] -> one score each (B, 1): a logit, no sigmoid.

    Strided convolutions halve the picture down to 4x4. There is no batch normalisation: gradient penalties
    speak of one image at a time, and batch statistics would tie the images of a batch together.

    >>> Discriminator(size=16, width=4)(torch.zeros(2, 1, 16, 16)).shape
    torch.Size([2, 1])
    """

    def __init__(self, channels: int = 1, size: int = 32, width: int = 16) -> None:
        super().__init__()
        self.shape = (channels, size, size)
        self.features, d = _halving(channels, size, width)
        self.score = nn.Linear(d, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Images (B, channels, size, size) to scores (B, 1)."""
        _check("images", x, self.shape, self.score.bias)
        return self.score(self.features(x))  # (B, 1)


class Classifier(nn.Module):
    """Images (B, channels, size, size) in [-1, 1] -> one logit a class (B, classes).

    The course's impartial judge: it is trained on data the generator never saw. ``embed`` gives the features
    before the last layer, (B, 128).

    >>> Classifier(classes=10, size=16, width=4)(torch.zeros(2, 1, 16, 16)).shape
    torch.Size([2, 10])
    """

    def __init__(self, classes: int, channels: int = 1, size: int = 32, width: int = 16) -> None:
        super().__init__()
        self.shape = (channels, size, size)
        _guards.whole(classes=classes)
        features, d = _halving(channels, size, width)
        self.embed = nn.Sequential(features, nn.Linear(d, 128), nn.ReLU())
        self.decide = nn.Linear(128, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Images (B, channels, size, size) to logits (B, classes)."""
        _check("images", x, self.shape, self.decide.bias)
        return self.decide(self.embed(x))  # (B, classes)


def _check(what: str, x: Tensor, shape: tuple[int, ...], bias: Tensor) -> None:
    if not isinstance(x, Tensor):
        raise TypeError(f"{what}: {type(x).__name__}; give a tensor, for example torch.as_tensor(x).float().")
    # The bias tells the type: to look at a weight under spectral normalisation is to take one more step of it.
    # Half precision is left to torch: under autocast it goes into weights of single precision.
    wrong_type = x.dtype != bias.dtype and x.dtype not in (torch.float16, torch.bfloat16)
    if wrong_type or tuple(x.shape[1:]) != shape:
        wanted = f"{bias.dtype} of shape (B, {', '.join(map(str, shape))})"
        raise ValueError(f"{what}: {x.dtype} of shape {tuple(x.shape)}; this network takes {wanted}.")


def _widths(size: int, width: int) -> list[int]:
    """Channels at size/2, size/4, … 4: each halving doubles them, ending at 8 * width."""
    halvings = math.log2(size / 4) if hasattr(size, "__index__") and size > 0 else 0
    if halvings < 1 or halvings != int(halvings):
        raise ValueError(f"size is {size}; these networks take squares of 8, 16, 32, 64, … pixels: one such number.")
    _guards.whole(width=width)
    if 8 * width < 2 ** (halvings - 1):  # the layer nearest to the pixels would have no channel
        raise ValueError(f"width is {width}; pictures of {size} pixels need at least {int(2 ** (halvings - 1)) // 8}.")
    return [8 * width // 2**k for k in range(int(halvings) - 1, -1, -1)]


def _halving(channels: int, size: int, width: int) -> tuple[nn.Sequential, int]:
    """Convolutions that halve the picture down to 4x4, flattened: (B, C, size, size) -> (B, d); and d."""
    _guards.whole(channels=channels)
    blocks: list[nn.Module] = []
    a = channels
    for b in _widths(size, width):
        blocks += [nn.Conv2d(a, b, 4, stride=2, padding=1), nn.LeakyReLU(0.2)]
        a = b
    return nn.Sequential(*blocks, nn.Flatten()), a * 4 * 4  # Flatten: (B, d)


def count_parameters(model: nn.Module) -> int:
    """How many numbers training can change.

    >>> count_parameters(mlp(2, 1, hidden=()))
    3
    """
    return sum(p.numel() for p in model.parameters() if p.requires_grad)

"""Letters and digits drawn with the fonts that matplotlib carries: labelled, seeded, unlimited, no download.

Because we draw each image, we know everything about it (its factors), and a model's mistakes can be *measured*.
"""

import contextlib
import hashlib
import io
import json
import math
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from course import _guards, settings
from course.data.images import Images

_VERSION = 2  # part of the cache's name: raise it when the drawing changes
_MASTER = 128  # pixels of the square on which a character is drawn once
_WINDOW = 0.75  # share of the master that the picture shows at scale 1
_FONT = 84  # font size in master pixels: a digit is then about 20 of 32 pixels high


def _family(files: str, family: str, serif: bool, styles: str) -> dict[str, tuple[str, bool, bool, bool]]:
    """Face name -> (family, serif, bold, slanted) for file names that differ in their endings."""
    pairs = zip(files.split(), styles.split(), strict=True)
    return {file: (family, serif, "b" in style, "s" in style) for file, style in pairs}


# name of the font file without its ending -> (family, serif, bold, slanted); "r" regular, "b" bold, "s" slanted
FACES: dict[str, tuple[str, bool, bool, bool]] = {
    **_family("DejaVuSans DejaVuSans-Bold DejaVuSans-Oblique DejaVuSans-BoldOblique", "sans", False, "r b s bs"),
    **_family("DejaVuSansMono DejaVuSansMono-Bold DejaVuSansMono-Oblique DejaVuSansMono-BoldOblique",
              "mono", False, "r b s bs"),
    **_family("DejaVuSerif DejaVuSerif-Bold DejaVuSerif-Italic DejaVuSerif-BoldItalic", "serif", True, "r b s bs"),
    **_family("STIXGeneral STIXGeneralBol STIXGeneralItalic STIXGeneralBolIta", "stix", True, "r b s bs"),
    **_family("cmr10 cmb10 cmtt10", "computer modern", True, "r b r"),
    **_family("cmss10", "computer modern", False, "r"),
}  # fmt: skip

# Faces that only split="test" shows: one or two of each family, every style among them.
TEST_FACES = ("DejaVuSans-Bold", "DejaVuSansMono", "DejaVuSerif-Italic", "STIXGeneral", "STIXGeneralBolIta", "cmss10")


def glyphs(
    split: str = "train",
    characters: str = "0123456789",
    size: int = 32,
    n: int | None = None,
    *,
    colour: bool = False,
    rotation: float = 8.0,
    shift: float = 0.06,
    scale: tuple[float, float] = (0.85, 1.1),
    faces: tuple[str, ...] | None = None,
    seed: int = 0,
    cache: bool = True,
) -> Images:
    """``n`` drawn characters: images (n, 1 or 3, size, size) in [-1, 1], bright ink on dark ground.

    split:      "train" uses 14 faces, "test" the 6 others (``TEST_FACES``), "all" uses all 20
    characters: the classes, in this order; each image's label is a position in this string
    n:          how many; by default 12,000 for "train", 3,000 otherwise
    colour:     three channels, random ink and ground with clear contrast
    rotation:   degrees, uniform in ±rotation;  shift: share of the width, uniform in ±shift, both axes
    scale:      size of the character, uniform in this interval
    faces:      names from ``FACES`` instead of a split's own
    cache:      keep the pictures on disk (``settings.data_dir()``), safely even for two kernels at once

    ``.factors``: "face" (index into ``FACES``), "serif", "bold", "slanted" (0 or 1), "rotation" (degrees),
    "scale", "shift" (n, 2) in shares of the width, and with colour "ink" and "ground" (n, 3) in [0, 1].

    >>> tiny = glyphs("test", characters="AB", n=4, cache=False)
    >>> tiny.images.shape, tiny.classes
    (torch.Size([4, 1, 32, 32]), ('A', 'B'))
    """
    names = _choose_faces(split, faces)
    n = n if n is not None else (12_000 if split == "train" else 3_000)
    _guards.whole(n=n)
    _guards.whole(8, size=size)
    _guards.seeded(seed)
    _guards.finite(rotation=rotation, shift=shift)
    if not isinstance(scale, (tuple, list)) or len(scale) != 2 or not 0 < scale[0] <= scale[1] < math.inf:
        raise ValueError(f"scale is {scale}; give two positive numbers, the smaller first.")
    if not characters or len(set(characters)) != len(characters):
        raise ValueError(f"characters is {characters!r}; give at least one, and each only once.")
    recipe = dict(version=_VERSION, split=split, characters=characters, size=int(size), n=int(n), colour=colour,
                  rotation=float(rotation), shift=float(shift), scale=[float(s) for s in scale],
                  faces=list(names), seed=int(seed))  # fmt: skip
    file = settings.data_dir() / "glyphs" / f"{_digest(recipe)}.npz"
    arrays = _read(file) if cache else None
    if arrays is None:
        arrays = _draw(recipe)
        if cache:
            _write(file, arrays)
    pixels = torch.from_numpy(arrays.pop("pixels"))  # (n, C, size, size), uint8
    labels = torch.from_numpy(arrays.pop("labels"))
    factors = {name: torch.from_numpy(values) for name, values in arrays.items()}
    return Images(pixels.float().div_(127.5).sub_(1), labels, tuple(characters), factors, f"glyphs {split}")


def _choose_faces(split: str, faces: tuple[str, ...] | None) -> tuple[str, ...]:
    choices = {"train": tuple(f for f in FACES if f not in TEST_FACES), "test": TEST_FACES, "all": tuple(FACES)}
    if split not in choices:
        raise ValueError(f"there is no split {split!r}; choose 'train', 'test' or 'all'.")
    if isinstance(faces, str):
        raise TypeError(f"faces is a single text; give a tuple of names, for example faces=({faces!r},).")
    chosen = choices[split] if faces is None else tuple(faces)
    unknown = [f for f in chosen if f not in FACES]
    if unknown or not chosen:
        problem = f"unknown faces {unknown}" if unknown else "there are no faces"
        raise ValueError(f"{problem}; choose some of {', '.join(FACES)}.")
    return chosen


def _draw(recipe: dict) -> dict[str, np.ndarray]:
    """Draw all images of a recipe; the same recipe gives the same pixels."""
    n, size, names = recipe["n"], recipe["size"], recipe["faces"]
    masters = torch.stack([_masters(name, recipe["characters"]) for name in names])  # (faces, chars, M, M)
    # Types are named, because torch's default type is the reader's: a recipe means the same pixels under each.
    # "train" and "test" must not share a stream of random numbers: the split goes into the seed.
    g = torch.Generator().manual_seed(int(_digest([recipe["seed"], recipe["split"]])[:8], 16))

    def uniform(low: float, high: float, *shape: int) -> Tensor:
        return low + (high - low) * torch.rand(*shape, generator=g, dtype=torch.float32)

    label = torch.randint(len(recipe["characters"]), (n,), generator=g)
    face = torch.randint(len(names), (n,), generator=g)
    rotation = uniform(-recipe["rotation"], recipe["rotation"], n)
    scale = uniform(*recipe["scale"], n)
    shift = uniform(-recipe["shift"], recipe["shift"], n, 2)
    ink = [
        _transform(masters[face[s], label[s]], rotation[s], scale[s], shift[s], size)
        for s in torch.arange(n).split(2_000)  # in pieces, so that memory stays small
    ]
    mask = torch.cat(ink)  # (n, 1, size, size) in [0, 1]
    index = torch.tensor([list(FACES).index(name) for name in names])[face]
    style = torch.tensor([FACES[name][1:] for name in names], dtype=torch.int64)[face]  # (n, 3)
    factors = {"face": index, "serif": style[:, 0], "bold": style[:, 1], "slanted": style[:, 2],
               "rotation": rotation, "scale": scale, "shift": shift}  # fmt: skip
    if recipe["colour"]:
        ground, ink_colour = uniform(0.0, 0.45, n, 3), uniform(0.55, 1.0, n, 3)
        swap = torch.rand(n, generator=g, dtype=torch.float32) < 0.5
        ground[swap], ink_colour[swap] = ink_colour[swap], ground[swap].clone()
        low, high = ground[:, :, None, None], ink_colour[:, :, None, None]  # (n, 3, 1, 1)
        mask = low + mask * (high - low)  # (n, 3, size, size)
        factors |= {"ink": ink_colour, "ground": ground}
    pixels = (mask * 255).round().to(torch.uint8)
    return {"pixels": pixels.numpy(), "labels": label.numpy(), **{k: v.numpy() for k, v in factors.items()}}


def _transform(master: Tensor, rotation: Tensor, scale: Tensor, shift: Tensor, size: int) -> Tensor:
    """Rotate, scale and shift (B, M, M) masters into (B, 1, size, size), drawn twice as fine and averaged."""
    cos, sin = (rotation * math.pi / 180).cos(), (rotation * math.pi / 180).sin()
    zoom = _WINDOW / scale  # grid_sample asks where each output pixel comes from, hence the inverse
    theta = torch.zeros(len(master), 2, 3, dtype=torch.float32)
    theta[:, 0, 0], theta[:, 0, 1] = cos * zoom, -sin * zoom
    theta[:, 1, 0], theta[:, 1, 1] = sin * zoom, cos * zoom
    theta[:, :, 2] = -(theta[:, :, :2] @ (2 * shift)[:, :, None])[:, :, 0]  # (B, 2): shift after rotation
    fine = F.affine_grid(theta, [len(master), 1, 2 * size, 2 * size], align_corners=False)
    drawn = F.grid_sample(master[:, None], fine, align_corners=False)  # (B, 1, 2 size, 2 size)
    return F.avg_pool2d(drawn, 2).clamp(0, 1)  # (B, 1, size, size)


@lru_cache(maxsize=64)
def _masters(face: str, characters: str) -> Tensor:
    """Each character once, large, centred on its own box: (len(characters), M, M) in [0, 1]."""
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font
    from PIL import Image, ImageDraw, ImageFont

    path = str(Path(get_data_path(), "fonts", "ttf", f"{face}.ttf"))
    known = FT2Font(path)
    font = ImageFont.truetype(path, _FONT)
    pictures = []
    for character in characters:
        if not known.get_char_index(ord(character)):
            raise ValueError(f"the face {face} has no {character!r}; leave it out, or choose other faces=….")
        left, top, right, bottom = font.getbbox(character)
        if right <= left or bottom <= top:
            raise ValueError(f"{character!r} leaves no ink; choose characters that one can see.")
        canvas = Image.new("L", (_MASTER, _MASTER))
        corner = ((_MASTER - right - left) / 2, (_MASTER - bottom - top) / 2)
        ImageDraw.Draw(canvas).text(corner, character, fill=255, font=font)
        pictures.append(torch.from_numpy(np.array(canvas, dtype=np.float32) / 255))
    return torch.stack(pictures)


def _digest(recipe: object) -> str:
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()[:24]


def _read(file: Path) -> dict[str, np.ndarray] | None:
    """The cached arrays, or None when there are none or the file is damaged (it is then drawn again)."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            return dict(stored)
    except Exception:  # a damaged zip can raise almost anything, and each time the remedy is the same
        return None


def _write(file: Path, arrays: dict[str, np.ndarray]) -> None:
    """Keep the arrays. A folder that cannot be written, or a file that is held open (Windows), costs only time."""
    packed = io.BytesIO()
    np.savez(packed, **arrays)  # type: ignore[arg-type]
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        settings.replace_file(file, packed.getvalue())

"""A folder of one's own pictures, of any mode and size, behind the same face as the course's data."""

from pathlib import Path

import numpy as np
import torch

from course import _guards
from course.data.images import Images

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff")


def pictures(folder: str | Path, size: int = 32, channels: int = 3) -> Images:
    """All pictures below ``folder``, in order of their paths: images (N, channels, size, size) in [-1, 1].

    What is done to each stands in ``notes``, one sentence a picture: turned as its camera noted (EXIF), the first frame
    of several, 16 bits and palettes made 8 bits a channel, what is transparent laid on white, grey (BT.601) or colour
    as ``channels`` 1 or 3 asks, the middle square cut out, resized (Lanczos, which averages when it shrinks).
    ``classes`` are the names of the folders right below; pictures beside them have the class ".". Raises
    ``FileNotFoundError`` where there is no folder, and ``ValueError`` that names the first file that cannot be read.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # torchvision and matplotlib bring it

    _guards.whole(size=size)
    if channels not in (1, 3):
        raise ValueError(f"channels is {channels!r}; give 1 for grey or 3 for colour.")
    root = Path(folder)
    if not root.is_dir():
        raise FileNotFoundError(f"there is no folder {str(folder)!r}; give one that holds pictures.")
    files = sorted(p for p in root.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    if not files:
        raise ValueError(f"{str(folder)!r} holds no picture; the endings that are read are {', '.join(ENDINGS)}.")
    kinds = [file.relative_to(root).parts[0] if file.parent != root else "." for file in files]
    classes, tensors, notes = tuple(sorted(set(kinds))), [], []
    for file in files:
        try:
            with Image.open(file) as opened:
                picture, done = _plain(opened, ImageOps)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            name = file.relative_to(root)
            raise ValueError(
                f"{str(name)!r} cannot be read as a picture ({type(error).__name__}); mend or remove it."
            ) from None
        width, height = picture.size
        if picture.mode != ("L" if channels == 1 else "RGB"):
            picture = picture.convert("L" if channels == 1 else "RGB")
            done.append("made grey" if channels == 1 else "grey in three channels")
        if width != height:
            done.append(f"the middle {min(width, height)} x {min(width, height)} of {width} x {height}")
        if picture.size != (size, size):
            picture = ImageOps.fit(picture, (size, size), Image.Resampling.LANCZOS)
            done.append(f"resized to {size} x {size}")
        pixels = torch.from_numpy(np.asarray(picture, dtype=np.float32).reshape(size, size, channels).copy())
        tensors.append(pixels.permute(2, 0, 1) / 127.5 - 1)  # (channels, size, size)
        notes.append(f"{file.relative_to(root)}: {', '.join(done) or 'as it is'}")
    labels = torch.tensor([classes.index(kind) for kind in kinds])
    return Images(torch.stack(tensors), labels, classes, name=root.name or "pictures", notes=tuple(notes))


def _plain(opened, ops) -> tuple:  # type: ignore[no-untyped-def]  # Pillow is loaded only by who asks
    """The picture as 8-bit grey or colour, and what that took."""
    done = []
    if getattr(opened, "n_frames", 1) > 1:
        done.append("the first frame")
    picture = ops.exif_transpose(opened)
    if opened.getexif().get(0x0112, 1) != 1:
        done.append("turned")
    if picture.mode.startswith(("I", "F")):  # 16 or 32 bits: Pillow's own conversion would clip them to white
        values = np.asarray(picture, dtype=np.float64)
        most = 1.0 if picture.mode == "F" and values.max() <= 1 else 65535.0 if values.max() > 255 else 255.0
        picture = _grey(values / most)
        done.append("made 8 bits")
    if "A" in picture.mode or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        if picture.getextrema()[3][0] < 255:
            done.append("transparency laid on white")
        white = picture.copy()
        white.paste((255, 255, 255, 255), (0, 0, *picture.size))
        white.alpha_composite(picture)
        picture = white.convert("RGB")
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
        done.append(f"from {opened.mode}")
    return picture, done


def _grey(unit: np.ndarray):  # type: ignore[no-untyped-def]
    from PIL import Image

    return Image.fromarray((unit.clip(0, 1) * 255).round().astype(np.uint8))

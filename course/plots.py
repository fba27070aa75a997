"""Pictures. Functions draw on a given ``ax`` (or a new one) and return it; ``show`` displays with alternative text.

Figures are made without pyplot, so nothing is drawn twice, nothing stays in memory, and no global state changes.
"""

import base64
import html
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from course import _guards
from course.data import to_unit

# Okabe and Ito (2008), without yellow, which is too faint on white: safe for colour-blind readers.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
REAL, FAKE = COLOURS[0], COLOURS[1]  # in every picture of the course: real is blue, generated is vermilion
_DASHES = ("-", "--", "-.", ":")  # beside colour, so that lines differ in black and white too


def subplots(rows: int = 1, cols: int = 1, width: float = 8.0, height: float | None = None) -> tuple[Figure, Any]:
    """A figure and its axes, like ``matplotlib.pyplot.subplots``: (Figure, Axes or array of Axes). Sizes in inches."""
    fig = Figure(figsize=(width, height or 0.95 * rows * width / max(cols, 2)), dpi=110, layout="constrained")
    return fig, fig.subplots(rows, cols)


def show(fig: Figure | Axes, alt: str) -> None:
    """Display a figure (or the figure of an ``ax``) with alternative text for readers who cannot see it.

    alt: what one should see in it, in a sentence. Raises ``ValueError`` when it is missing.
    """
    _guards.described(alt, "show")
    put(bundle(png(fig), alt), alt)


def put(data: dict[str, str], alt: str, handle: Any = None) -> Any:
    """Display a picture's MIME bundle with its alternative text, as ``_guards.put`` does."""
    return _guards.put(data, handle, metadata={"image/png": {"alt": alt}})


def png(fig: Figure | Axes) -> bytes:
    """The figure as PNG bytes on white, so that it reads on a dark page too; 256 colours keep notebooks small."""
    from PIL import Image

    if not isinstance(fig, Figure | Axes):
        raise TypeError(f"the picture is {type(fig).__name__}; give a figure or an ax (does the function return it?).")
    whole = cast(Figure, fig.figure) if isinstance(fig, Axes) else fig
    drawn, small = io.BytesIO(), io.BytesIO()
    whole.savefig(drawn, format="png", facecolor="white")
    picture = Image.open(drawn).convert("RGB")
    picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(small, format="png", optimize=True)
    return small.getvalue()


def bundle(data: bytes, alt: str) -> dict[str, str]:
    """PNG bytes and their alternative text as Jupyter's MIME bundle.

    JupyterLab ignores the alternative text of a bare PNG (seen with 4.6), so the picture also comes as HTML, which
    it prefers; front ends that do not show HTML take the PNG.
    """
    encoded = base64.b64encode(data).decode()
    return {"image/png": encoded, "text/html": img(data, alt), "text/plain": f"[picture: {alt}]"}


def img(data: bytes, alt: str) -> str:
    """PNG bytes and their alternative text as an HTML element."""
    encoded = base64.b64encode(data).decode()
    return f'<img alt="{html.escape(alt)}" style="max-width:100%" src="data:image/png;base64,{encoded}">'


def points(
    x: Tensor,
    ax: Axes | None = None,
    *,
    colour: str = REAL,
    label: str | None = None,
    title: str = "",
    limit: float | None = None,
    size: float = 4.0,
) -> Axes:
    """Scatter (N, 2) points with equal axes. limit: show [-limit, limit] on both axes."""
    if not isinstance(x, Tensor):
        raise TypeError(f"points are {type(x).__name__}; give a tensor, for example torch.as_tensor(x).")
    if x.ndim != 2 or x.shape[1] != 2:
        raise ValueError(f"points have shape {tuple(x.shape)}; expected (N, 2).")
    ax = _axes(ax, 4.0, 4.0)
    xy = _numbers(x)
    ax.scatter(xy[:, 0], xy[:, 1], s=size, alpha=0.5, color=colour, label=label, linewidths=0, rasterized=True)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", title=title, aspect="equal")
    if limit is not None:
        ax.set(xlim=(-limit, limit), ylim=(-limit, limit))
    if label:
        ax.legend(loc="upper right", markerscale=3)
    return ax


def images(
    x: Tensor, ax: Axes | None = None, *, columns: int = 10, title: str = "", labels: Sequence[str] | None = None
) -> Axes:
    """Draw (B, 1 or 3, H, W) images in [-1, 1] as one sheet, row by row. labels: a word under each image."""
    if not isinstance(x, Tensor):
        raise TypeError(f"images are {type(x).__name__}; give a tensor, for example torch.from_numpy(x).")
    if x.ndim != 4 or x.shape[1] not in (1, 3) or len(x) == 0:
        raise ValueError(f"images have shape {tuple(x.shape)}; expected (B, 1 or 3, H, W) with B at least 1.")
    _guards.whole(columns=columns)
    b, c, h, w = x.shape
    columns = min(columns, b)
    rows = -(-b // columns)
    ax = _axes(ax, 8.0, 8.0 * rows * h / (columns * w) + 0.3)
    sheet = torch.ones(rows * columns, c, h, w)  # white where the last row has no image
    sheet[:b] = to_unit(x.detach().cpu()).float()
    sheet = sheet.unflatten(0, (rows, columns)).permute(0, 3, 1, 4, 2)  # (rows, H, columns, W, C)
    sheet = sheet.reshape(rows * h, columns * w, c)  # (rows * H, columns * W, C)
    ax.imshow(sheet.squeeze(-1).numpy(), cmap="gray", vmin=0, vmax=1)  # (…, …) grey or (…, …, 3) colour
    ax.set(xticks=[], yticks=[], title=title)
    ax.spines[:].set_visible(False)
    for i, word in enumerate(labels or ()):
        place = ((i % columns + 0.5) * w - 0.5, (i // columns + 1) * h - 1)
        ax.text(*place, word, ha="center", va="bottom", fontsize=9, color="white",
                bbox=dict(boxstyle="round,pad=0.15", facecolor="black", linewidth=0))  # fmt: skip
    return ax


def curves(
    x: Tensor | Sequence[float],
    ys: Mapping[str, Tensor | Sequence[float] | np.ndarray],
    ax: Axes | None = None,
    *,
    xlabel: str,
    ylabel: str,
    title: str = "",
) -> Axes:
    """Lines over one x, told apart by colour and dash: ``ys`` maps each name to its values, as many as x has."""
    ax = _axes(ax, 7.0, 3.2)
    for i, (name, y) in enumerate(ys.items()):
        ax.plot(_numbers(x), _numbers(y), _DASHES[i % 4], color=COLOURS[i % len(COLOURS)], label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
    ax.grid(alpha=0.25)
    if len(ys) > 1 or next(iter(ys), ""):
        ax.legend()
    return ax


def history(
    steps: Sequence, names: Sequence[str], ax: Axes | None = None, *, ylabel: str = "loss", title: str = ""
) -> Axes:
    """Terms of recorded training ``Step``s over the step number, as a running mean over 2 % of the run."""
    steps = list(steps)
    if not steps:
        raise ValueError("no steps were recorded; append each Step in the loop's body.")
    missing = [n for n in names if not all(n in s.terms for s in steps)]
    if missing:
        raise ValueError(f"not every step has {', '.join(missing)}; the first one has {', '.join(steps[0].terms)}.")
    window = max(1, len(steps) // 50)
    kernel = np.ones(window) / window
    i = [s.i for s in steps][window - 1 :]
    ys = {n: np.convolve([s.terms[n] for s in steps], kernel, mode="valid") for n in names}
    return curves(i, ys, ax, xlabel="step", ylabel=ylabel, title=title)


def field(
    f: Callable[[Tensor], Tensor],
    ax: Axes | None = None,
    *,
    limit: float,
    title: str = "",
    label: str = "",
    low: float | None = None,
    high: float | None = None,
    n: int = 101,
) -> Axes:
    """Colour the square [-limit, limit]^2 by ``f``: (N, 2) -> (N,) or (N, 1). low, high: ends of the colour scale."""
    ax = _axes(ax, 4.6, 4.0)
    line = torch.linspace(-limit, limit, n)
    xy = torch.cartesian_prod(line, line)  # (n * n, 2)
    with torch.no_grad():
        values = f(xy)
    if not isinstance(values, Tensor) or values.numel() != len(xy):
        given = f"shape {tuple(values.shape)}" if isinstance(values, Tensor) else type(values).__name__
        raise ValueError(f"f gives {given} for {len(xy)} points; it must give a tensor (N,) or (N, 1).")
    heights = _numbers(values).reshape(n, n).T  # (n, n), rows are x_2
    picture = ax.imshow(heights, extent=(-limit, limit) * 2, origin="lower", cmap="cividis",
                        vmin=low, vmax=high, interpolation="bilinear")  # fmt: skip
    ax.set(xlabel="$x_1$", ylabel="$x_2$", title=title)
    ax.figure.colorbar(picture, ax=ax, label=label, shrink=0.85)
    return ax


def bars(
    values: Mapping[str, float],
    ax: Axes | None = None,
    *,
    ylabel: str,
    title: str = "",
    spread: Mapping[str, float] | None = None,
) -> Axes:
    """One bar a name with its number above it. spread: half the length of each error bar."""
    missing = [] if spread is None else [name for name in values if name not in spread]
    if missing:
        raise ValueError(f"spread lacks {', '.join(missing)}; give the length of each error bar, 0 for none.")
    ax = _axes(ax, 7.0, 3.2)
    colours = [COLOURS[i % len(COLOURS)] for i in range(len(values))]
    errors = None if spread is None else [spread[name] for name in values]
    drawn = ax.bar(list(values), list(values.values()), yerr=errors, color=colours, capsize=4)
    ax.bar_label(drawn, fmt="%.3g", padding=2)
    ax.set(ylabel=ylabel, title=title)
    ax.margins(y=0.15)
    return ax


def _axes(ax: Axes | None, width: float, height: float) -> Axes:
    return ax if ax is not None else subplots(width=width, height=height)[1]


def _numbers(x: Tensor | Sequence[float] | np.ndarray) -> np.ndarray:
    if not isinstance(x, Tensor):
        return np.asarray(x)
    x = x.detach().cpu()
    return (x.float() if x.dtype == torch.bfloat16 else x).numpy()  # NumPy has no bfloat16

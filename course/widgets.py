"""Interactive wrappers around ``plots``, each with a static picture for readers without a running kernel."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course import _guards, plots


def explore(draw: Callable[..., Figure | Axes], *, alt: str, start: dict | None = None, **controls: Sequence) -> None:
    """Sliders that redraw a picture.

    draw: takes one keyword argument a control and returns a figure or an ax.
    controls: for each argument the values that its slider steps through, for example ``noise=[0.0, 0.1, 0.2]``.
    start: values to begin with; where nothing is said, the middle of the list.
    alt: what the picture shows. Without a running kernel the picture for the starting values is shown.
    """
    _guards.described(alt, "explore")
    if not controls:
        raise ValueError("explore needs at least one control, for example noise=[0.0, 0.1, 0.2].")
    empty = [name for name, values in controls.items() if not list(values)]
    if empty:
        raise ValueError(f"the slider {empty[0]} has no values; give a list, for example {empty[0]}=[0.0, 0.1, 0.2].")
    begin = {name: list(values)[len(values) // 2] for name, values in controls.items()} | (start or {})
    for name, value in begin.items():
        if name not in controls or value not in list(controls[name]):
            raise ValueError(f"the start value {name}={value!r} is not among the slider's values.")

    @lru_cache(maxsize=64)
    def picture(values: tuple) -> bytes:
        return plots.png(draw(**dict(zip(controls, values, strict=True))))

    still = picture(tuple(begin[name] for name in controls))
    try:
        box = _sliders(picture, controls, begin, alt)
        bundle = box._repr_mimebundle_()
    except ImportError:  # no ipywidgets: the picture alone
        bundle = {}
    _display({**bundle, **plots.bundle(still, alt)}, alt)


def _sliders(picture: Callable[[tuple], bytes], controls: dict, begin: dict, alt: str) -> Any:
    import ipywidgets

    screen = ipywidgets.HTML(plots.img(picture(tuple(begin[name] for name in controls)), alt))
    sliders = {
        name: ipywidgets.SelectionSlider(
            options=[(_word(v), v) for v in values],
            value=begin[name],
            description=name.replace("_", " "),
            continuous_update=False,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="420px"),
        )
        for name, values in controls.items()
    }

    def redraw(_: object) -> None:
        try:
            screen.value = plots.img(picture(tuple(s.value for s in sliders.values())), alt)
        except Exception as error:  # in a callback a traceback would vanish in a log
            screen.value = f"<p><b>The picture could not be drawn:</b> {html.escape(str(error))}</p>"

    for slider in sliders.values():
        slider.observe(redraw, "value")
    return ipywidgets.VBox([*sliders.values(), screen])


class Live:
    """A picture that is replaced while a loop runs; the last one stays, also on Colab and in the saved file.

    >>> screen = Live(alt="samples while training")
    >>> screen.due(0)
    True
    """

    def __init__(self, alt: str, every: float = 0.0) -> None:
        """alt: what the picture shows. every: seconds that must pass before ``due`` says yes again."""
        _guards.described(alt, "Live")
        self.alt, self.every = alt, every
        self._handle = None
        self._last = -float("inf")

    def due(self, i: int, steps: int = 1) -> bool:
        """Whether step ``i`` should be drawn: every ``steps`` steps, and not more often than ``every`` seconds."""
        return i % steps == 0 and time.monotonic() - self._last >= self.every

    def update(self, fig: Figure | Axes, alt: str | None = None) -> None:
        """Replace the picture. alt: a new description, for the last picture for instance."""
        self.alt = alt or self.alt
        data = plots.bundle(plots.png(fig), self.alt)
        if self._handle is None:
            self._handle = _display(data, self.alt, keep=True)
        else:
            self._handle.update(data, raw=True, metadata={"image/png": {"alt": self.alt}})
        self._last = time.monotonic()


def _display(data: dict, alt: str, keep: bool = False) -> Any:
    from IPython.display import display

    options = {"display_id": True} if keep else {}
    return display(data, raw=True, metadata={"image/png": {"alt": alt}}, **options)


def _word(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)

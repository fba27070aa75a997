"""Interactive wrappers around ``plots``, each with a static picture for readers without a running kernel.

And ``progress``, the line in which a long loop shows that it is alive. tqdm is not used: its bar leaves "0%" and a
dead widget in the stored file, even when told to leave nothing (seen with 4.70).
"""

import html
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course import _guards, plots

T = TypeVar("T")
SILENCE, REFRESH = 3.0, 1.0  # seconds after which a silent loop shows its line; seconds between two changes of it
PROGRESS = {"course": "progress"}  # by this note in an output's metadata the tools find the line, and drop it
_clock = time.monotonic


def explore(draw: Callable[..., Figure | Axes], *, alt: str, start: dict | None = None, **controls: Sequence) -> None:
    """Sliders, and boxes to type in, that redraw a picture.

    draw: takes one keyword argument a control and returns a figure or an ax.
    controls: for each argument the values that its slider steps through, for example ``noise=[0.0, 0.1, 0.2]``, or a
    text, which becomes a box to type in and begins with it, for example ``word="HELLO"``.
    start: values to begin with; where nothing is said, the middle of the list.
    alt: what the picture shows. Without a running kernel the picture for the starting values is shown.
    """
    _guards.described(alt, "explore")
    if not controls:
        raise ValueError("explore needs at least one control, for example noise=[0.0, 0.1, 0.2].")
    typed = {name: text for name, text in controls.items() if isinstance(text, str)}
    choices = {name: [text] if (text := typed.get(name)) else list(values) for name, values in controls.items()}
    for name, values in choices.items():
        if not values:
            raise ValueError(f"the slider {name} has no values; give a list, for example {name}=[0.0, 0.1, 0.2].")
    begin = {name: values[len(values) // 2] for name, values in choices.items()} | (start or {})
    for name, value in begin.items():
        if value not in choices.get(name, []):
            raise ValueError(f"the start value {name}={value!r} is not among the slider's values.")

    @lru_cache(maxsize=64)
    def picture(values: tuple) -> bytes:
        return plots.png(draw(**dict(zip(controls, values, strict=True))))

    still = picture(tuple(begin.values()))
    try:
        bundle = _sliders(picture, choices | typed, begin, alt)._repr_mimebundle_()
    except ImportError:  # no ipywidgets: the picture alone
        bundle = {}
    plots.put({**bundle, **plots.bundle(still, alt)}, alt)


def _sliders(picture: Callable[[tuple], bytes], controls: dict, begin: dict, alt: str) -> Any:
    import ipywidgets

    screen = ipywidgets.HTML(plots.img(picture(tuple(begin.values())), alt))
    sliders = {}
    for name, values in controls.items():
        looks = dict(
            value=begin[name],
            description=name.replace("_", " "),
            continuous_update=False,
            style={"description_width": "initial"},
            layout=ipywidgets.Layout(width="420px"),
        )
        if isinstance(values, str):
            sliders[name] = ipywidgets.Text(**looks)
        else:
            steps = [(f"{v:.4g}" if isinstance(v, float) else str(v), v) for v in values]
            sliders[name] = ipywidgets.SelectionSlider(options=steps, **looks)

    def redraw(_: object) -> None:
        try:
            screen.value = plots.img(picture(tuple(s.value for s in sliders.values())), alt)
        except Exception as error:  # in a callback a traceback would vanish in a log
            screen.value = f"<p><b>The picture could not be drawn:</b> {html.escape(str(error))}</p>"

    for slider in sliders.values():
        slider.observe(redraw, "value")
    return ipywidgets.VBox([*sliders.values(), screen])


class Live:
    """A picture that is replaced while a loop runs; the last one stays, also on Colab and in the saved file."""

    def __init__(self, alt: str) -> None:
        """alt: what the picture shows."""
        _guards.described(alt, "Live")
        self.alt, self._handle = alt, None

    def update(self, fig: Figure | Axes, alt: str | None = None) -> None:
        """Replace the picture. alt: a new description, for the last picture for instance."""
        self.alt = alt or self.alt
        self._handle = plots.put(plots.bundle(plots.png(fig), self.alt), self.alt, self._handle)
        if _LINE.seen is not None:
            _LINE.seen = _clock()  # a picture that moves shows life too


@_guards.once
def progress(items: Iterable[T], total: int | None = None, done: int = 0) -> Iterator[T]:
    """Go through ``items``; in a notebook, a line says how far the loop is and about how long it still takes.

    The line comes when the cell was silent for 3 seconds, changes once a second at most, and goes when the loop ends,
    however it ends. Loops in loops share it. total: how many items there are, where ``len`` cannot tell; done: how
    many of them an earlier run did. ``fit`` and ``fit_adversarial`` bring it along and add their last terms. Outside
    notebooks nothing is shown.

    >>> [i for i in progress(range(3))]
    [0, 1, 2]
    """
    bar = _Bar(len(items) if total is None and hasattr(items, "__len__") else total, done)  # type: ignore[arg-type]
    try:
        _LINE.enter(bar)
        for item in items:
            yield item
            bar.done, bar.latest, bar.terms = bar.done + 1, _clock(), getattr(item, "terms", {})
            _LINE.enter(bar)
    finally:
        _LINE.leave(bar)


@dataclass(eq=False)
class _Bar:
    """How far one loop is. It is timed from ``start``, when ``before`` items had been done, to the latest item."""

    total: int | None
    done: int = 0
    before: int = 0
    start: float = 0.0
    latest: float = 0.0
    terms: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        words = [f"{self.done:,}" + (f" of {self.total:,}" if self.total else " done")]
        if self.total and self.done > self.before:
            left = (self.latest - self.start) / (self.done - self.before) * (self.total - self.done)
            words.append(f"about {left:.0f} s left" if left < 100 else f"about {left / 60:.0f} min left")
        return " · ".join([*words, *(f"{name} {value:.3g}" for name, value in self.terms.items())])


class _Line:
    """One line of output, which all loops of a cell share; empty when none of them runs."""

    def __init__(self) -> None:
        self.bars: list[_Bar] = []
        self.handle: Any = None  # of the line, once the cell has shown it
        self.seen: float | None = None  # when the reader last saw something move; None before the cell's first loop

    def enter(self, bar: _Bar) -> None:
        """A loop begins or goes on: show it when it is time."""
        shell, now = _guards.shell(), _clock()
        if not hasattr(shell, "kernel"):  # a script, a test, a terminal
            return
        self.seen = now if self.seen is None else self.seen
        if bar not in self.bars:  # also when a loop that was left goes on in a later cell
            self.bars.append(bar)
            bar.start, bar.before = now, bar.done
            shell.events.register("post_run_cell", self.over)  # a second time changes nothing
        elif now - self.seen >= (SILENCE if self.handle is None else REFRESH):
            self.show(" → ".join(map(str, self.bars)))
            self.seen = now

    def leave(self, bar: _Bar) -> None:
        """A loop has ended."""
        if bar in self.bars:
            self.bars.remove(bar)
            if not self.bars and self.handle is not None:
                self.show("")

    def over(self, *_: object) -> None:
        """The cell has ended, perhaps by an error: a loop that it left may live on in a variable, its line must not."""
        while self.bars:
            self.leave(self.bars[0])
        self.handle = self.seen = None

    def show(self, text: str) -> None:
        """Put the text in the place of the last one."""
        self.handle = _guards.put({"text/plain": text}, self.handle, metadata=PROGRESS)


_LINE = _Line()

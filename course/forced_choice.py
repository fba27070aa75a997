"""Two pictures side by side, one of them real: a forced choice to click or to press keys at, and a picture of it.

The page says nothing by which the sides could be told apart: both pictures go through the same conversion, have the
same size, and are described by their place alone.
"""

import asyncio
import contextlib
import html
import io
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from course import _guards, plots
from course.data import to_unit
from course.study import SIDES, Answers, Trial

CONSENT = (
    "You will see pairs of pictures. One of each pair is real, the other comes from a generator. Say which one you "
    "take for real. Each answer is stored where this notebook runs, with its time and the name {rater}, and nowhere "
    "else. You may stop at any time; nothing happens if you do."
)
REFRACTORY = 0.15  # seconds: a key that is held down must not answer the next pair


class ForcedChoice:
    """A study of one rater. ``ForcedChoice(...).show()`` displays it; ``agree`` and ``choose`` are its buttons."""

    def __init__(
        self,
        study: str,
        plan: Sequence[Trial],
        real: Tensor,
        fake: Tensor,
        *,
        rater: str = "me",
        limit: float = 5.0,
        answers: Answers | None = None,
        pixels: int = 192,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """study: its name, which parts answers of different studies. rater: a name that only the rater knows.

        real, fake: images (N, 1 or 3, H, W) in [-1, 1] of one size, to which the plan's positions point.
        limit: seconds for which a pair is shown; answers after it are stored as late.
        """
        if real.shape[1:] != fake.shape[1:] or real.ndim != 4:
            raise ValueError(f"the pictures differ in shape, {tuple(real.shape)} and {tuple(fake.shape)}.")
        if any(one.real >= len(real) or one.fake >= len(fake) for one in plan) or not plan:
            raise ValueError("the plan is empty, or names pictures that are not there; make it with pictures=len(real)")
        _guards.finite(0, limit=limit)
        self.study, self.plan, self.rater, self.limit = study, list(plan), rater, limit
        self.real, self.fake, self.pixels = real, fake, pixels
        self.answers, self._clock = answers or Answers(), clock
        self.agreed, self.message, self.over = False, "", False
        self._shown, self._hidden = 0.0, False
        self._boxes: Any = None  # the widgets, once they are built
        self._open: list[Trial] = []
        self._renew()

    @property
    def trial(self) -> Trial | None:
        """The pair to answer now; None when all are answered."""
        return self._open[0] if self._open else None

    def pictures(self) -> tuple[Tensor, Tensor]:
        """What stands left and right now, (C, H, W) each."""
        trial = self.trial or self.plan[-1]
        other = self._noise(trial) if trial.attention else self.fake[trial.fake]
        pair = (self.real[trial.real], other)
        return pair if trial.side == "left" else pair[::-1]

    def agree(self, _: object = None) -> None:
        """Consent is given, and stored; the first pair comes."""
        if self._stored(consent=True):
            self.agreed = True
            self._renew()
            self._next()

    def choose(self, side: str) -> None:
        """Answer the pair that is shown with "left" or "right"."""
        seconds = self._clock() - self._shown
        if not self.agreed or self.trial is None or seconds < REFRACTORY:
            return
        late = seconds > self.limit
        if self._stored(trial=self.trial.number, choice=side, seconds=round(seconds, 3), late=late):
            self._open.pop(0)
            self._next()

    def show(self, alt: str) -> None:
        """Display it; without a kernel or ipywidgets, a still picture of a pair. alt: what that picture shows.

        The pair is none of the study's, since a stored page shows it to all: it needs a position that the plan
        leaves free among the real and the generated pictures. Without one it is the first pair.
        """
        _guards.described(alt, "ForcedChoice.show")
        pair = torch.stack(self._example())  # (2, C, H, W)
        fig, ax = plots.subplots(width=4.0, height=2.2)
        plots.images(pair, ax, columns=2, title="Left or right: which one is real?")
        still = plots.png(fig)
        try:
            live = self._build()._repr_mimebundle_()
        except ImportError:
            live = {}
        plots.put({**live, **plots.bundle(still, alt)}, alt)

    # -- behind the buttons --------------------------------------------------------------------------

    def _example(self) -> tuple[Tensor, Tensor]:
        taken = {one.real for one in self.plan} | {one.fake for one in self.plan}
        free = set(range(min(len(self.real), len(self.fake)))) - taken
        if not free:
            return self.pictures()
        at = max(free)
        pair = (self.real[at], self.fake[at])
        return pair if at % 2 else pair[::-1]

    def _renew(self) -> None:
        done = {one["trial"] for one in self.answers.of(self.study, self.rater)}
        self._open = [trial for trial in self.plan if trial.number not in done]

    def _noise(self, trial: Trial) -> Tensor:
        g = torch.Generator().manual_seed(trial.number)
        return torch.rand(self.real.shape[1:], generator=g) * 2 - 1

    def _stored(self, **what: Any) -> bool:
        try:
            self.answers.add(study=self.study, rater=self.rater, **what)
            self.message = ""
        except OSError as problem:  # the pair stays until its answer is on the disk
            self.message = f"The answer could not be stored ({problem.strerror or problem}); please try again."
        self._draw()
        return not self.message

    def _next(self) -> None:
        self._shown, self._hidden = self._clock(), False
        number = self.trial.number if self.trial else None
        self._draw()
        with contextlib.suppress(RuntimeError):  # without a running loop (a script, a test) nothing hides the pair
            asyncio.get_running_loop().call_later(self.limit, self._hide, number)

    def _hide(self, number: int | None) -> None:
        if self.trial is not None and self.trial.number == number and self._clock() - self._shown >= self.limit * 0.99:
            self._hidden = True
            self._draw()

    def words(self) -> str:
        """The line above the pictures."""
        if self.message:
            return self.message
        if not self.agreed:
            return CONSENT.format(rater=self.rater)
        if self.trial is None:
            return "That was the last pair. Thank you."
        if self._hidden:
            return "Time is over. Answer all the same: the answer is stored as late."
        at = len(self.plan) - len(self._open) + 1
        return f"Pair {at} of {len(self.plan)}: which one is real?"

    def _build(self) -> Any:
        import ipywidgets

        words = ipywidgets.HTML()
        words.add_class("forced-choice-words")
        screens = [ipywidgets.HTML(layout=ipywidgets.Layout(width=f"{self.pixels + 16}px")) for _ in SIDES]
        buttons = [ipywidgets.Button(description=f"{side} is real") for side in SIDES]
        for side, button in zip(SIDES, buttons, strict=True):
            button.on_click(lambda _, side=side: self.choose(side))
        agree = ipywidgets.Button(description="I agree, begin")
        agree.on_click(self.agree)
        columns = [ipywidgets.VBox(column) for column in zip(screens, buttons, strict=True)]
        pairs = ipywidgets.HBox(columns)
        self._boxes = (words, screens, agree, pairs, buttons)
        self._draw()
        return ipywidgets.VBox([words, agree, pairs])

    def _draw(self) -> None:
        if self._boxes is None:
            return
        words, screens, agree, pairs, buttons = self._boxes
        words.value = f'<p role="status">{html.escape(self.words())}</p>'
        begins = self.agreed and self.trial is not None and pairs.layout.display == "none"
        agree.layout.display = "none" if self.agreed else ""
        pairs.layout.display = "" if self.agreed and self.trial is not None else "none"
        for side, screen, x in zip(SIDES, screens, self.pictures(), strict=True):
            grey = torch.zeros_like(x)
            shown = self.agreed and not self._hidden
            screen.value = plots.img(_png(x if shown else grey, self.pixels), f"the {side} picture")
        if begins:
            buttons[0].focus()  # from here on Tab and Shift+Tab move, Enter answers


def _png(x: Tensor, pixels: int) -> bytes:
    """An image (C, H, W) in [-1, 1] as PNG bytes, enlarged without smoothing; nothing of its origin goes with it."""
    from PIL import Image

    levels = (to_unit(x.detach().cpu()).clamp(0, 1) * 255).round().byte()
    array = levels.expand(3, -1, -1).permute(1, 2, 0).contiguous().numpy()  # (H, W, 3)
    made = io.BytesIO()
    Image.fromarray(array).resize((pixels, pixels), Image.Resampling.NEAREST).save(made, format="png")
    return made.getvalue()

"""Mistakes that several functions of the package must refuse, each named in one sentence before work starts.

And what every module may use: ``say``, a sentence that reaches the reader whatever the console can print, ``put``,
which displays, and the ``shell`` of IPython.
"""

import math
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

P = ParamSpec("P")
T = TypeVar("T")
# For consoles that cannot show them (cp1252, gbk, ASCII).
SIGNS = {"✓": "[ok]", "✗": "[not yet]", "●": "*", "·": "-", "…": "...", "■": "#", "◧": "/", "□": "."}


def whole(least: int = 1, /, **counts: int) -> None:
    """Counts and sizes: 10.0 and True are numbers, but torch takes neither as a size."""
    for name, count in counts.items():
        if not hasattr(count, "__index__") or isinstance(count, bool) or count < least:
            raise ValueError(f"{name} is {count!r}; give a whole number, at least {least}.")


def seeded(seed: int) -> torch.Generator:
    """A new generator of random numbers; without a seed no one could repeat what it draws."""
    if not hasattr(seed, "__index__"):
        raise ValueError(f"seed is {seed!r}; give a whole number: the same one gives the same random numbers.")
    return torch.Generator().manual_seed(int(seed))


def finite(least: float = -math.inf, /, **numbers: float) -> None:
    """Measures: NaN and infinity would go through all that follows, and say nothing."""
    for name, number in numbers.items():
        if number is None or isinstance(number, str) or not least <= number < math.inf or number == -math.inf:
            remedy = "a finite number" if least == -math.inf else f"a finite number, at least {least:g}"
            raise ValueError(f"{name} is {number!r}; give {remedy}.")


def say(text: str) -> None:
    """Print, whatever the console can show: signs become letters, all else that it lacks a question mark."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        for sign, plain in SIGNS.items():
            text = text.replace(sign, plain)
        try:
            text = text.encode(encoding, "replace").decode(encoding)
        except LookupError:  # an encoding that Python does not know
            text = text.encode("ascii", "replace").decode()
    print(text)


def shell() -> Any:
    """IPython's shell; None in a script. In a notebook it has a ``kernel``."""
    ipython = sys.modules.get("IPython")  # where it runs, it is loaded
    return ipython.get_ipython() if ipython else None


def put(data: dict[str, str], handle: Any = None, **options: Any) -> Any:
    """Display a MIME bundle, or put it in the place of what ``handle`` shows. Returns the handle of what is shown.

    Outside IPython, where ``display`` would print the whole bundle, its plain text is printed, once: it would scroll.
    """
    if shell() is None:
        if handle is None:
            say(data["text/plain"])
        return "printed"
    from IPython.display import display

    if handle is None:
        return display(data, raw=True, display_id=True, **options)
    handle.update(data, raw=True, **options)
    return handle


def described(alt: str, who: str) -> None:
    """A picture without alternative text does not exist for some readers."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(f"{who} needs alt=…: one sentence that says what the picture shows.")


def tensors(data: Tensor | Dataset | tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    """The tensors that a training loop draws from, with equally many samples each."""
    found = data if isinstance(data, tuple) else (data,) if isinstance(data, Tensor) else getattr(data, "tensors", None)
    if not isinstance(found, tuple) or not found or not all(isinstance(t, Tensor) for t in found):
        words = "a tensor, a tuple of tensors, or what has them as .tensors (course's Images, torch's TensorDataset)"
        raise TypeError(f"data is {type(data).__name__}; give {words}.")
    if any(t.ndim == 0 for t in found):
        raise ValueError("the data is a single number; the first dimension must count samples.")
    if len(found[0]) == 0:
        raise ValueError("there is no data: the first dimension is 0.")
    if len({len(t) for t in found}) > 1:
        raise ValueError(f"the tensors have {[len(t) for t in found]} samples; they must have equally many.")
    for t in found:  # else the first loss is NaN, and the learning rate would be blamed for it
        bad = int((~torch.isfinite(t).reshape(len(t), -1).all(1)).sum())
        if bad:
            raise ValueError(f"the data holds NaN or infinity in {bad:,} of {len(t):,} samples; mend or drop them.")
    return found


class _Once(Iterator[T], Generic[T]):
    def __init__(self, items: Iterator[T], name: str) -> None:
        self._items, self._name, self._over = items, name, False

    def __repr__(self) -> str:
        return f"a loop of {self._name}(…): nothing happens before a for goes through it"

    def __iter__(self) -> Iterator[T]:
        if self._over:
            raise RuntimeError(f"this loop is over and would do nothing now; call {self._name}(…) once more.")
        return self

    def __next__(self) -> T:
        try:
            return next(self._items)
        except BaseException:  # the end, an error, an interruption: a generator does not go on after any of them
            self._over = True
            raise


def once(make: Callable[P, Iterator[T]]) -> Callable[P, Iterator[T]]:
    """For generators: going through one a second time is an error, where Python would silently do nothing."""
    return wraps(make)(lambda *given, **named: _Once(make(*given, **named), make.__name__))


def same_type(what: str, x: Tensor, model: nn.Module) -> None:
    """Data in double precision for weights in single precision: torch's own words name neither of the two."""
    wanted = next((p.dtype for p in model.parameters()), x.dtype)
    if x.dtype != wanted:
        raise TypeError(f"{what}: {x.dtype}, but the network's weights are {wanted}; give {what}.to({wanted}).")


def drawn(noise: Callable[[int], Tensor], n: int, model: nn.Module) -> Tensor:
    """Noise for n samples, one row each; NumPy's noise is double where the weights are not."""
    z = noise(n)
    if not isinstance(z, Tensor) or z.shape[:1] != (n,):
        given = f"shape {tuple(z.shape)}" if isinstance(z, Tensor) else type(z).__name__
        raise ValueError(f"noise({n}) gives {given}; it must give a tensor of shape ({n}, z_dim).")
    if z.dtype == torch.float64:
        same_type("noise", z, model)
    return z


def players(
    G: nn.Module, D: nn.Module, opt_g: torch.optim.Optimizer, opt_d: torch.optim.Optimizer, average: nn.Module | None
) -> None:
    """Exchanged optimisers, where nothing would move and nothing be said; an average of another network."""
    # An optimiser of a third network is allowed: it holds one player still, to see what the other does.
    for name, opt, own, other in (("G", opt_g, G, D), ("D", opt_d, D, G)):
        held = {id(p) for group in getattr(opt, "param_groups", ()) for p in group["params"]}
        if held.isdisjoint(map(id, own.parameters())) and not held.isdisjoint(map(id, other.parameters())):
            raise ValueError(f"opt_{name.lower()} holds no weight of {name}; are the two optimisers exchanged?")
    if average is G:
        raise ValueError("average is G itself and not a copy of it; give copy.deepcopy(G).")
    if average is not None:
        copied(average, G, "G")


def copied(average: nn.Module, model: nn.Module, name: str) -> None:
    """An average of weights with other shapes would be broadcast, and one of another type end in torch's words."""
    if [(p.shape, p.dtype) for p in average.parameters()] != [(p.shape, p.dtype) for p in model.parameters()]:
        raise ValueError(f"average is not a copy of {name}: shapes or types differ; give copy.deepcopy({name}).")

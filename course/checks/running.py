"""Running the learner's code: with a time limit, with bounded output, and with errors explained in a sentence."""

import contextlib
import contextvars
import ctypes
import io
import os
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import numpy as np
import torch

from course import _guards
from course.checks import where

KEPT = 2_000  # characters of the learner's own printing that are shown
LINES = 30  # and lines of it
GRACE = 2.0  # seconds that a stopped computation gets to end
PATIENCE = 10  # times its limit: what code that works may take on a busy computer
IDLE = 0.02  # of one processor: code that takes less waits for something


class TimeUp(BaseException):
    """The time limit was reached. Not an Exception, so that ``except Exception`` in an endless loop lets it pass.

    stuck: the computation goes on, since nothing could stop it.
    """

    stuck = False


def run(function: Callable[[], None], seconds: float) -> BaseException | None:
    """Call ``function`` for at most ``seconds`` of work; returns what it raised, a ``TimeUp`` included, or None.

    A ``KeyboardInterrupt`` of ours ends the function, too, and passes on with the learner's line.

    It runs in a thread of its own: an exception can be raised inside a thread on every system, and where even that
    does not help (a library call that never returns) the caller goes on and the kernel lives.
    """
    outcome: list[BaseException | None] = []
    ended = threading.Event()  # not thread.is_alive(): after an interrupted join it says False too early

    def work() -> None:
        try:
            function()
            outcome.append(None)
        except BaseException as error:  # whatever the learner's code does, sys.exit included, is explained
            outcome.append(error)
        finally:
            ended.set()

    # In a copy of this context, so that what is printed goes to this cell.
    thread = threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True)
    thread.start()
    try:
        in_time(seconds, ended.wait, lambda: time.pthread_getcpuclockid(thread.ident or 0))
    except KeyboardInterrupt:
        _stop(thread, ended)
        raise KeyboardInterrupt(str(_late(thread, outcome))) from None
    _stop(thread, ended)
    return outcome[0] if outcome and not isinstance(outcome[0], TimeUp) else _late(thread, outcome)


def in_time(seconds: float, ended: Callable[[float], bool], clock: Callable[[], int]) -> bool:
    """Wait for an end; False when the limit comes first.

    ended(t): whether the end is there, after t seconds at the latest. clock(): the number of the processor clock of
    what runs, where the system has one (not on macOS and Windows).
    """
    begun, worked = time.monotonic(), None
    while not ended(0.05):
        with contextlib.suppress(AttributeError, OSError, ValueError):  # it may have ended a moment ago
            worked = time.clock_gettime(clock())
        if due(seconds, time.monotonic() - begun, worked):
            return False
    return True


def due(seconds: float, waited: float, worked: float | None) -> bool:
    """Whether a limit is reached by code that took ``worked`` seconds of a processor in ``waited`` seconds.

    The limit is one of work, so that a busy computer refuses no right answer; code that waits, or does not end even so,
    is stopped by the clock. None: the system does not say.
    """
    if worked is None or waited >= PATIENCE * seconds:
        return waited >= seconds
    return worked >= seconds or (waited >= seconds and worked < IDLE * waited)


def _late(thread: threading.Thread, outcome: list[BaseException | None]) -> TimeUp:
    """That it was stopped, and where."""
    if outcome:
        return TimeUp(where.raised(outcome[0]) if outcome[0] else "")
    late = TimeUp(where.running(sys._current_frames().get(thread.ident or 0)))
    late.stuck = True
    return late


def _stop(thread: threading.Thread, ended: threading.Event) -> None:
    """Raise ``TimeUp`` inside a thread that goes on, again and again: a bare ``except:`` may swallow the first."""
    end = time.monotonic() + GRACE
    while not ended.is_set() and time.monotonic() < end:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(TimeUp))
        ended.wait(0.1)


@contextlib.contextmanager
def undisturbed(seed: int) -> Iterator["Bounded"]:
    """Seed the global generators and use one processor thread; give the learner's own state back afterwards.

    What is printed inside the block is collected in what it yields. IPython's ``exit()`` and ``quit()`` end the answer:
    by themselves they end the kernel, a moment later.
    A thread of ours would start its own pool of torch threads beside the notebook's: on a busy computer they get
    into each other's way, and a check of a second takes twenty.
    """
    python, numpy, threads = random.getstate(), np.random.get_state(), torch.get_num_threads()
    dtype, depth = torch.get_default_dtype(), sys.getrecursionlimit()
    anomaly = torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()
    same = torch.get_deterministic_debug_mode()
    shown, environment = dict(vars(torch._tensor_str.PRINT_OPTS)), dict(os.environ)
    cuda = range(torch.cuda.device_count()) if torch.cuda.is_initialized() else ()
    shell = _guards.shell() or SimpleNamespace(ask_exit=None)  # outside IPython there is nothing to guard
    leave, place = shell.ask_exit, Bounded()

    def stay() -> None:
        raise SystemExit("the code asks Python to exit")

    here, printed = contextlib.chdir(os.getcwd()), contextlib.redirect_stdout(place)
    generators, warned = torch.random.fork_rng(devices=cuda), warnings.catch_warnings()
    with generators, warned, np.printoptions(), here, printed, contextlib.redirect_stderr(place):
        try:
            seed_all(seed)
            torch.set_num_threads(1)
            shell.ask_exit = stay
            yield place
        finally:
            shell.ask_exit = leave
            torch.set_num_threads(threads)
            torch.set_default_dtype(dtype)
            torch.autograd.set_detect_anomaly(*anomaly)
            if same != torch.get_deterministic_debug_mode():  # to set it imports half of torch: seconds
                torch.set_deterministic_debug_mode(same)
            torch.set_printoptions(**shown)
            sys.setrecursionlimit(depth)
            if environment != dict(os.environ):
                os.environ.clear()
                os.environ.update(environment)
            random.setstate(python)
            np.random.set_state(numpy)


def seed_all(seed: int) -> None:
    """Seed the global generators."""
    random.seed(seed)
    np.random.seed(seed % 2**32)
    # Where CUDA still sleeps, torch.manual_seed would keep our seed for the moment at which it wakes.
    torch.manual_seed(seed) if torch.cuda.is_initialized() else torch.default_generator.manual_seed(seed)


class Bounded(io.TextIOBase):
    """A place for prints that keeps the beginning and counts the rest: an endless loop may print without end."""

    def __init__(self) -> None:
        self.kept, self.lost = "", 0

    def write(self, text: str) -> int:
        """Keep what still fits."""
        begin = text[: KEPT - len(self.kept)]
        lines = begin.splitlines(keepends=True)[: LINES + 1 - len(self.kept.split("\n"))]
        fits = "".join(lines)
        self.kept += fits
        self.lost += len(text) - len(fits)
        return len(text)

    def text(self) -> str:
        """What was printed, with a note when something was left out."""
        more = f"\n… {self.lost:,} more characters were left out" if self.lost else ""
        return self.kept.rstrip() + more


# What a message of Python or PyTorch means for somebody who sees it for the first time; the first that fits is given.
MEANINGS: list[tuple[type[BaseException], str, str]] = [
    (NameError, "", "A name that Python does not know: a typing error, or a cell above that has not been run."),
    (RecursionError, "", "The function calls itself without end. Which case should stop it?"),
    (ZeroDivisionError, "", "Something is divided by zero. Print the divisor."),
    (TypeError, "positional argument", "It takes another number of arguments. Compare its first line with the task."),
    (TypeError, "unexpected keyword", "It does not know one of the names. Compare its first line with the task."),
    (AttributeError, "'NoneType'", "Something is None there. Does a function before it lack its `return`?"),
    (RuntimeError, "second time", "One graph is differentiated twice. Is a `detach` or a forward pass missing?"),
    (RuntimeError, "inplace operation", "What the gradient needs was changed before `backward`: mind the order."),
    (RuntimeError, "does not require grad", "Nothing to differentiate: `detach`, `no_grad` or `item()` cut the graph."),
    (RuntimeError, "numpy() on Tensor that requires grad", "Call `.detach()` before turning a tensor into an array."),
    (RuntimeError, "mat1 and mat2", "The shapes do not fit for a matrix product. Print both shapes."),
    (RuntimeError, "must match the size", "The shapes do not fit. Print the shapes of both tensors on that line."),
    (RuntimeError, "is invalid for input of size", "The numbers of elements differ. Print the shape before reshaping."),
    (RuntimeError, "same device", "The tensors live on different devices. Move them with `.to(...)`."),
    (RuntimeError, "dtype", "The number types differ: whole numbers beside fractions? Print both `dtype`s."),
    (RuntimeError, "scalar type", "The number types differ: whole numbers beside fractions? Print both `dtype`s."),
    (IndexError, "", "An index lies outside. Print the shape or the length just before that line."),
    (KeyError, "", "This key is not there. Print the keys just before that line."),
    (MemoryError, "", "The computer has not enough memory for this. Is a shape much larger than meant?"),
    (EOFError, "", "A check cannot type an answer to `input()`. Take that call out."),
    (SystemExit, "", "Your code asks Python to exit. Take that call out; the kernel was kept alive."),
]


def explain(error: BaseException, seconds: float) -> tuple[str, str]:
    """A sentence that says what happened, with the learner's own line, and a hint."""
    if isinstance(error, TimeUp):
        hint = (
            "A loop probably never ends, or the code is too slow. What changes in each round, and when does it stop? "
            "Could many things be computed at once?"
        )
        return f"Your code was stopped after {seconds:g} seconds{error}", hint
    place, name, text = where.raised(error), type(error).__name__, text_of(error)
    message = text.strip().partition("\n")[0][:200]
    says = f"Your code raised {name}{': ' + message if message else ''}{place}"
    for kind, fragment, meaning in MEANINGS:
        if isinstance(error, kind) and fragment in text:
            return says, meaning
    if not place:
        says = f"The check could not work with the answer: {name}: {message}"
        return says, "Compare the answer's type and shape with what the task asks for."
    return says, "Read the message and look at that line."


def text_of(error: BaseException) -> str:
    """What an exception says; a learner's own exception may fail even at that."""
    try:
        return str(error)
    except Exception:
        return ""

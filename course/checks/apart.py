"""Running a check in a process of its own, so that whatever the learner's code does, it can be ended.

A thread cannot be stopped while one call into C holds the interpreter's lock, as ``sum(range(10**10))`` does; a
process can, and what it breaks is gone with it. Only a forked process sees the notebook's functions without pickling
them. Fork is safe enough on Linux: the child seeds and computes with one torch thread, in a thread of its own, and
ends without cleaning up. Elsewhere (Windows, macOS, a graphics card in use) checks run in a thread of the kernel.
"""

import builtins
import contextlib
import ctypes
import faulthandler
import gc
import importlib
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import IO, NoReturn, TypeVar

import torch

from course.checks import running, where

MARGIN = 2.0  # seconds beyond the limit and the grace in which the child stops by itself and says where it was
NO_FORK = "forked subprocess"  # what torch says when a child wants the graphics card that its parent asked about
LIBRARIES = ("torch", "torchvision", "numpy", "scipy", "sklearn", "sympy", "matplotlib")  # slow to import
FRAME = re.compile(r'^  File "(.*)", line (\d+) in (.*)$', re.MULTILINE)  # as faulthandler writes it
T = TypeVar("T")


class Died(Exception):
    """The process ended before the check did."""


def possible() -> bool:
    """Whether a child can do what this process would: on Linux, in the main thread, with no accelerator in use."""
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return False
    xpu = getattr(torch, "xpu", None)
    return not torch.cuda.is_initialized() and not (xpu and xpu.is_initialized())


def run(function: Callable[[], T], seconds: float) -> T:
    """What ``function`` returns (something that can be pickled) in a child process that lives at most so long.

    Raises ``TimeUp`` or ``KeyboardInterrupt``, each with the learner's line; ``Died`` when the process ended early;
    OSError when the system gives no process.
    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with tempfile.TemporaryFile() as stacks, receiver:
        # Typed as the base class has it: a context for fork does not exist on every system.
        child = multiprocessing.get_context("fork").Process(target=_work, args=(function, sender, stacks))  # type: ignore[attr-defined]
        try:
            with sender, warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of fork where there are threads
                child.start()
            # Linux numbers the processor clock of a process so: what clock_getcpuclockid gives in C.
            if not running.in_time(seconds + running.GRACE + MARGIN, receiver.poll, lambda: ~(child.pid or 0) << 3 | 2):
                raise running.TimeUp(_where(child.pid, stacks))
            result, imported = receiver.recv()
            for name in imported:  # a library imported in the child alone would be imported by every check again
                with contextlib.suppress(Exception):
                    importlib.import_module(name)
            return result
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_where(child.pid, stacks)) from None
        except EOFError:
            child.join(1)
            raise Died(_how(child.exitcode)) from None
        finally:
            if child.pid is not None:
                child.kill()
                child.join()


def _work(function: Callable[[], object], sender: Connection, stacks: IO[bytes]) -> NoReturn:
    """The child's life. It leaves without cleaning up: sockets and files belong to the kernel."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Jupyter interrupts the whole group; the kernel answers for both
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: end with the kernel
        faulthandler.disable()  # a crash is told by the kernel, in a sentence
        faulthandler.register(signal.SIGUSR1, stacks, all_threads=True)  # needs no interpreter's lock
        gc.freeze()  # the kernel's garbage is not ours to collect
        builtins.input = _nobody_types
        before = set(sys.modules)
        result = function()
        new = [name for name in sys.modules if name not in before and name.partition(".")[0] in LIBRARIES]
        sender.send((result, new))
    finally:
        os._exit(0)


def _nobody_types(*_: object) -> NoReturn:
    raise EOFError("nobody types during a check")


def _where(pid: int | None, stacks: IO[bytes]) -> str:
    """The learner's line at which the child is, asked from outside."""
    if pid is None:
        return ""
    with contextlib.suppress(OSError):
        os.kill(pid, signal.SIGUSR1)
    for _ in range(20):
        time.sleep(0.05)
        stacks.seek(0)
        text = stacks.read().decode("utf-8", "replace")
        if __file__ in text and text.endswith("\n"):  # the main thread, which waits here, is listed last
            threads = [FRAME.findall(thread) for thread in text.split("\n\n") if f'"{__file__}"' not in thread]
            places = [where.last((file, int(line), name) for file, line, name in frames) for frames in threads]
            return next(filter(None, places), "")
    return ""


def _how(code: int | None) -> str:
    """Why a process ended, by its exit code."""
    if code is None or code >= 0:
        return "It left with `os._exit`, or what it called did."
    name = signal.Signals(-code).name
    return f"The system ended it with {name}: SIGKILL mostly means too little memory, SIGSEGV and SIGABRT a crash."

"""Grading a class, several at a time: each student in a process of its own, under a deadline that nothing outlives."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from tools.grading import chain, walls

LONGEST = 300.0  # seconds beyond a notebook's own limit: to start kernels, to write pages


class Stopped(Exception):
    """The run was ended before everybody was graded."""


@dataclass
class Job:
    """A student's process, and when it has to have ended."""

    student: str
    process: Any
    end: float = field(default=0.0)


def run(
    course: chain.Course, students: list[str], jobs: int, again: set[str], end: float, say: Callable[[str], None]
) -> dict[str, str]:
    """Grade ``students``; returns why somebody has no marks, by name.

    again: who is graded although nothing has changed.  end: the time (``time.monotonic``) at which all stops.
    """
    context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    with suppress(AttributeError):
        context.set_forkserver_preload(["tools.grading.jobs"])
    waiting, failed, ended = list(students), {}, 0
    running: dict[Any, Job] = {}  # Windows has a class of its own for its pipes
    longest = course.config().Patient.total_timeout + LONGEST
    try:
        while waiting or running:
            while waiting and len(running) < max(1, jobs):
                student = waiting.pop(0)
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(course, student, student in again, sender), daemon=False)
                process.start()
                sender.close()
                running[receiver] = Job(student, process, time.monotonic() + longest)
            ready: list[Any] = list(wait(list(running), timeout=1.0))
            for receiver in ready:
                job = running.pop(receiver)
                why, run = _result(course, job, receiver)
                ended += 1
                if why:
                    failed[job.student] = why
                said = f": NOT GRADED, {why}" if why else "" if run else ": unchanged"
                say(f"[{ended}/{len(students)}] {job.student}{said}")
            for receiver, job in list(running.items()):
                if time.monotonic() > job.end:
                    del running[receiver]
                    _end(job)
                    ended += 1
                    failed[job.student] = f"it had not ended after {longest:.0f} seconds"
                    say(f"[{ended}/{len(students)}] {job.student}: NOT GRADED, {failed[job.student]}")
            if time.monotonic() > end:
                raise Stopped("The time for this run is over (--minutes).")
    finally:
        for job in running.values():
            _end(job)
    return failed


def _result(course: chain.Course, job: Job, receiver: Connection) -> tuple[str, bool]:
    """Why there are no marks, if there are none, and whether the notebook was run."""
    log, run = "", False
    try:
        log, run = receiver.recv()
    except (EOFError, OSError):
        pass
    finally:
        receiver.close()
    job.process.join(10)
    _end(job)
    chain.keep_log(course, f"autograde {job.student}", log or "the process ended without a word")
    if not log:
        return "the process that graded it was killed", run
    return "" if chain.read_record(course, job.student) else f"nbgrader stopped at it: {chain.why(log)}", run


def _end(job: Job) -> None:
    """End a student's process, and with it the notebook."""
    job.process.kill()
    job.process.join()
    if walls.missing():
        walls.sweep(str(job.process.pid))


def _work(course: chain.Course, student: str, again: bool, sender: Connection) -> None:
    """The life of a student's process. It ends with the command that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    try:
        log, run = chain.one(course, student, again)
    except Exception as problem:
        log, run = f"{type(problem).__name__}: {problem}", True
    sender.send((log[-100_000:] or "nothing to say", run))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

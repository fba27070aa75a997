"""The line in which a lesson says what each profile costs, as measured, told for a processor of speed 1."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from tools.pages.runner import PROFILES, Run

LINE = re.compile(r"^\*\*Measured cost:\*\*.*$", re.MULTILINE)
DOWNLOAD = re.compile(r"^\*\*Measured cost:\*\*.*\bdownload: (.+)$", re.MULTILINE)


def store(nb: NotebookNode, run: Run, speed: float = 1.0) -> None:
    """Keep a measurement in the lesson's metadata, with the processor's speed meanwhile (``tools.pages.speed``).

    A run in the gpu profile keeps the accelerator's name instead, and its time is told as it was.
    """
    course = nb.metadata.setdefault("course", {})
    measured = {"seconds": round(run.seconds, 1), "cpu_seconds": round(run.cpu_seconds), "peak_mb": round(run.peak_mb)}
    where = {"on": accelerator()} if run.profile == "gpu" else {"speed": round(speed, 2)}
    course.setdefault("cost", {})[run.profile] = measured | where


def accelerator() -> str:
    """The name of this machine's accelerator, as torch tells it."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return "Apple's MPS" if torch.backends.mps.is_available() else "no accelerator"


def at_speed_1(cost: dict, what: str) -> float:
    """The stored "seconds" or "cpu_seconds" as they would be at speed 1."""
    return cost[what] * cost.get("speed", 1.0)


def line(nb: NotebookNode) -> str:
    """The line as it must stand: the measurements, and the download that the author states."""
    measured = nb.metadata.get("course", {}).get("cost", {})
    said = [f"{profile} {in_words(measured.get(profile))}" for profile in PROFILES]
    download = DOWNLOAD.search(nb.cells[0].source)
    return "**Measured cost:** " + " · ".join([*said, f"download: {download[1] if download else 'none'}"])


def in_words(cost: dict | None) -> str:
    """A stored measurement as a reader sees it.

    Where the processor worked for less time than the clock ran, other work held it up: a reader does not wait for that.
    """
    if not cost:
        return "not measured yet"
    where = f" on {cost['on']}" if "on" in cost else ""
    seconds = at_speed_1(cost, "seconds")
    if not where:
        seconds = min(seconds, at_speed_1(cost, "cpu_seconds"))
    return f"{max(seconds / 60, 0.1):.1f} min, {cost['peak_mb'] / 1000:.1f} GB{where}"


def write_line(nb: NotebookNode) -> None:
    """Put the line into the first cell, in place of the one that is there."""
    said = line(nb)
    nb.cells[0].source = LINE.sub(lambda _: said, nb.cells[0].source, count=1)

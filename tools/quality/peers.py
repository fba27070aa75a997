"""The course's metrics beside the field's programs, in one run: seconds, ratios, memory. ``make bench`` prints it.

    python -m tools.quality.peers

Fréchet distance of 5,000 and 5,000 features of 2,048 numbers (of means and covariances by pytorch-fid and torchmetrics,
those included), and precision, recall, density, coverage of 10,000 and 10,000. Medians of alternating runs.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from course import metrics

# The most that a process of its own ever held, less what it held before (Linux): here, other metrics went before.
MEMORY = """
from course import metrics
from tools.quality.peers import features

def held(what):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(what)) / 1e6

a, b = features({n}, {d}, 1), features({n}, {d}, 2)
metrics.neighbourhoods(a[:200], b[:200])
before = held("VmRSS")
metrics.neighbourhoods(a, b)
print(held("VmHWM") - before)
"""


def features(n: int, d: int, seed: int) -> Tensor:
    """Like a network's: at least 0, correlated, with a spectrum that falls; float32."""
    mix = torch.randn(d, d, generator=torch.Generator().manual_seed(0)) * torch.linspace(1, 0.02, d)[:, None] / d**0.5
    return (torch.randn(n, d, generator=torch.Generator().manual_seed(seed)) @ mix + 0.3 + 0.05 * seed).relu()


def alternating(jobs: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each job, taken in turns so that a slow minute meets all of them."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            with contextlib.redirect_stdout(io.StringIO()):
                job()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def frechet(n: int = 5000, d: int = 2048, rounds: int = 3) -> None:
    """Print the Fréchet distance's seconds, and how many times as long the peers take."""
    from pytorch_fid.fid_score import calculate_frechet_distance
    from torchmetrics.image.fid import _compute_fid

    a, b = features(n, d, 1), features(n, d, 2)
    found: dict[str, float] = {}

    def ours() -> None:
        found["course"] = metrics.frechet_distance(a, b)

    def pytorch_fid() -> None:
        x, y = a.numpy(), b.numpy()
        moments = x.mean(0), np.cov(x, rowvar=False), y.mean(0), np.cov(y, rowvar=False)
        found["pytorch-fid"] = float(calculate_frechet_distance(*moments))

    def torchmetrics() -> None:  # as its class does: sums of outer products in double precision, then compute()
        moments = []
        for x in (a.double(), b.double()):
            moments += [x.mean(0), (x.T @ x - n * x.mean(0).outer(x.mean(0))) / (n - 1)]
        found["torchmetrics"] = _compute_fid(*moments).item()

    seconds = alternating({"course": ours, "pytorch-fid": pytorch_fid, "torchmetrics": torchmetrics}, rounds)
    report(f"Fréchet distance, {n:,} x {d:,}", seconds, {name: f"{value:.9g}" for name, value in found.items()})


def neighbours(n: int = 10_000, d: int = 2048, rounds: int = 1) -> None:
    """Print the seconds of the four shares. prdc takes one k; the papers' two (3 and 5) ask two calls of it."""
    from prdc import compute_prdc

    a, b = features(n, d, 1), features(n, d, 2)
    start = time.perf_counter()
    metrics.neighbourhoods(a, b)
    first = time.perf_counter() - start
    x, y = a.double().numpy(), b.double().numpy()
    jobs: dict[str, Callable[[], object]] = {
        "course": lambda: metrics.neighbourhoods(a, b),
        "prdc, one k": lambda: compute_prdc(x, y, nearest_k=5),
        "prdc, k of 3 and of 5": lambda: (compute_prdc(x, y, nearest_k=3), compute_prdc(x, y, nearest_k=5)),
    }
    seconds = alternating(jobs, rounds)
    memory = subprocess.run([sys.executable, "-c", MEMORY.format(n=n, d=d)], capture_output=True, text=True, check=True)
    said = f"first call {first:.1f} s, {float(memory.stdout):.2f} GB beyond the data"
    report(f"four shares, {n:,} x {d:,}", seconds, {"course": said})


def report(what: str, seconds: dict[str, float], said: dict[str, str]) -> None:
    """One line a program."""
    print(f"\n{what}; {torch.get_num_threads()} threads")
    for name, value in seconds.items():
        print(
            f"  {name:24s} {value:7.2f} s   {value / seconds['course']:5.2f} times   {said.get(name, '')}", flush=True
        )


def main() -> None:
    """Both tables."""
    frechet()
    neighbours(d=128, rounds=3)
    neighbours()


if __name__ == "__main__":
    main()

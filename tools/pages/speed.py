"""How fast this processor is just now, so that costs measured on different machines and days can be compared.

The same machine took twice the processor time for the same page on another day: a shared processor is no clock. So each
cost is stored beside the speed at which it was measured, and told as what it would be at speed 1.
"""

from __future__ import annotations

import statistics
import time

# Processor seconds of ``work`` at speed 1: found beside a run of lesson 00, unchanged, whose stored cost was 60 s.
REFERENCE = 0.44


def speed() -> float:
    """This processor's speed, 1 for the reference; the median of five pieces of work, about three seconds in all."""
    return REFERENCE / statistics.median(work() for _ in range(5))


def within(cpu_seconds: float, limit: float) -> bool:
    """Whether a run kept to its processor seconds at speed 1; the speed is measured only where it decides."""
    return cpu_seconds < limit or cpu_seconds * min(1.0, speed()) < limit


def work() -> float:
    """Processor seconds of a little of what the lessons do, on one thread: convolutions, small products, Python."""
    import torch
    from torch.nn import functional as F

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    pictures, kernels = torch.ones(64, 32, 16, 16), torch.ones(32, 32, 3, 3)
    left, right = torch.ones(4, 128, 64), torch.ones(4, 64, 64)
    start, total = time.process_time(), 0
    for _ in range(50):
        F.conv2d(pictures, kernels, padding=1)
    for _ in range(5000):
        torch.bmm(left, right)
    for number in range(2_500_000):
        total += number
    spent = time.process_time() - start
    torch.set_num_threads(threads)
    return spent

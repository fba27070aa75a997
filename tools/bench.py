"""Measure what the course promises about speed: ``make bench`` prints medians, on this machine, in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable


def median_ms(job: Callable[[], object], repeats: int) -> float:
    """The median time of ``job`` in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def import_ms(code: str) -> float:
    """The median time that a fresh interpreter needs for ``code``."""
    return median_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True), 5)


def main() -> None:
    import torch

    from course import data, losses, models, training

    row("import torch", import_ms("import torch"))
    row("import torch, course", import_ms("import torch, course"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSE_DATA"] = folder
        row("12,000 glyphs, drawn", median_ms(lambda: data.glyphs(cache=False), 3))
        letters = data.glyphs()
        row("12,000 glyphs, from the cache", median_ms(data.glyphs, 5))
    row("a pass over 12,000 images", median_ms(lambda: list(training.batches(letters, 64, 12_000 // 64)), 5))

    G, D = models.Generator(), models.Discriminator()
    opts = [torch.optim.Adam(m.parameters(), 1e-3) for m in (G, D)]
    loop = training.fit_adversarial(G, D, losses.nonsaturating, letters, *opts, noise=lambda n: torch.randn(n, 64),
                                    steps=40, batch_size=64)  # fmt: skip
    row("a GAN step at 32x32, batch 64", median_ms(lambda: next(loop), 40))
    print(f"{torch.get_num_threads()} thread(s), torch {torch.__version__}")


def row(what: str, ms: float) -> None:
    print(f"{what:32s} {ms:10.1f} ms", flush=True)


if __name__ == "__main__":
    main()

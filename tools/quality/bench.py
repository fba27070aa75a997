"""Measure what the course promises: ``make bench`` prints the package's speed, as medians on this machine in one run,
how far the course's recipe is ahead of the usual one and what its parts are worth, the modes that it covers, and how
much the checks of the exercises notice. It takes about two hours; each part is a module of its own beside this one.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from unittest import mock


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
    from tools.quality import coverage, peers, race, stacked, text_race

    speed()
    peers.main()
    race.main()
    race.worth()
    coverage.main()
    text_race.main()
    text_race.worth()
    stacked.main()
    checks()


def checks() -> None:
    """Print the wrong answers per task, and the share of mutants that the checks kill."""
    from tools.quality import answers
    from tools.quality.mutants.__main__ import main as mutants

    print("\nwrong answers per task, each rejected with the hint meant for it (tests/test_answers.py)")
    counts = answers.counts()
    for lesson in sorted({task[:2] for task in counts}):
        print("  " + "  ".join(f"{task} {count}" for task, count in counts.items() if task[:2] == lesson), flush=True)
    print("\nmutants of the solutions, killed by the checks", flush=True)
    sys.exit(mutants([]))  # 1 when the checks of a lesson notice too little


def speed() -> None:
    """Print medians in milliseconds."""
    import torch

    from course import data, losses, models, training

    row("import torch", import_ms("import torch"))
    row("import torch, course", import_ms("import torch, course"))
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, COURSE_DATA=folder):
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

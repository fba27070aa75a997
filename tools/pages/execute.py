"""The process in which papermill runs one lesson; ``run.py`` starts it and watches it from outside.

It is a process of its own so that it can be cut off from the network together with its kernel.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import papermill
from papermill.exceptions import PapermillExecutionError

from tools.pages import sandbox


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--limit", type=int, required=True)
    parser.add_argument("--start", type=int, required=True)
    parser.add_argument("--loopback", action="store_true")
    options = parser.parse_args()
    if options.loopback:
        sandbox.loopback_up()
    try:
        papermill.execute_notebook(
            options.source, options.target, kernel_name="python3", cwd=options.source.parent,
            start_timeout=options.start, execution_timeout=options.limit, progress_bar=False,
        )  # fmt: skip
    except PapermillExecutionError:
        return 1  # the error stands in the target
    return 0


if __name__ == "__main__":
    sys.exit(main())

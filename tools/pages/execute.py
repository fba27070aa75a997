"""The process in which papermill runs one lesson; ``run.py`` starts it and watches it from outside.

It is a process of its own so that it can be cut off from the network together with its kernel.
"""

from __future__ import annotations

import argparse
import socket
import struct
import sys
from pathlib import Path

import papermill
from papermill.exceptions import PapermillExecutionError


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--limit", type=int, required=True)
    parser.add_argument("--loopback", action="store_true")
    options = parser.parse_args()
    if options.loopback:
        loopback_up()
    try:
        papermill.execute_notebook(
            options.source, options.target, kernel_name="python3", cwd=options.source.parent,
            execution_timeout=options.limit, progress_bar=False,
        )  # fmt: skip
    except PapermillExecutionError:
        return 1  # the error stands in the target
    return 0


def loopback_up() -> None:
    """Switch on the loopback device of a fresh network namespace: the kernel talks over it."""
    import fcntl  # not on Windows

    set_flags, up_and_running = 0x8914, 0x1 | 0x40
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14s", b"lo", up_and_running, b""))


if __name__ == "__main__":
    sys.exit(main())

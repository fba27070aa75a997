"""What a run must do without: a checkout that can be written to, and a network."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import stat
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from tools.pages.files import ROOT

LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "venv",
    "build",
    "variants",
    "dist",
    "__pycache__",
    ".*_cache",
    ".ipynb_checkpoints",
    "*.egg-info",
    ".part",
)

REFUSAL = '''\
"""Refuses every connection that would leave this machine. Python imports it at start."""
import socket


def _stays(family, address):
    if family == getattr(socket, "AF_UNIX", None) or not isinstance(address, tuple):
        return True
    host = str(address[0])
    return host.startswith("127.") or host in {"", "localhost", "::1", "0.0.0.0"}


def _guarded(method):
    def call(self, address, *rest):
        if not _stays(self.family, address):
            raise OSError(f"no network in the sandbox: {address!r} was asked for")
        return method(self, address, *rest)

    return call


def _lookup(host, *rest, **named):
    if not _stays(None, (host or "",)):
        raise socket.gaierror(f"no network in the sandbox: {host!r} was looked up")
    return _original_lookup(host, *rest, **named)


_original_lookup, socket.getaddrinfo = socket.getaddrinfo, _lookup
socket.socket.connect = _guarded(socket.socket.connect)
socket.socket.connect_ex = _guarded(socket.socket.connect_ex)
'''


def refuse_network(folder: Path) -> Path:
    """Write a ``sitecustomize`` that refuses the network; put the folder first on PYTHONPATH."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(REFUSAL, encoding="utf-8")
    return folder


def unshare() -> list[str]:
    """The command that takes the network away below Python, where Linux allows it."""
    return ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]


@lru_cache(maxsize=1)
def can_unshare() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        return False
    return subprocess.run([*unshare(), "true"], capture_output=True).returncode == 0


def loopback_up() -> None:
    """Switch on the loopback device of a fresh network namespace: the kernel talks over it."""
    import fcntl  # not on Windows

    set_flags, up_and_running = 0x8914, 0x1 | 0x40
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sh14s", b"lo", up_and_running, b""))


@contextmanager
def read_only_copy(root: Path = ROOT) -> Iterator[Path]:
    """A copy of the checkout that may not be written to; removed at the end."""
    with tempfile.TemporaryDirectory(prefix="course-checkout-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder).resolve() / "checkout"
        shutil.copytree(root, copy, ignore=LEFT_OUT, symlinks=True)
        try:
            _set_writable(copy, False)
            yield copy
        finally:
            _set_writable(copy, True)


def _set_writable(root: Path, writable: bool) -> None:
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IWUSR if writable else mode & ~0o222)


def fingerprint(root: Path, names: str = "*") -> dict[str, str]:
    """Each file and folder with a hash of its bytes: root may write in spite of modes, so we compare."""
    found = {}
    for path in sorted(root.rglob(names)):
        name = path.relative_to(root).as_posix()
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
    return found


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The names that were added, removed or altered."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))

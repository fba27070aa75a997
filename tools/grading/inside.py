"""The script behind ``walls.py``: it builds the walls on Linux, runs one program behind them, and ends all with it.

``python -I -S inside.py SPEC PROGRAM …``. Two processes: one outside, which whoever started it can end, and the first
one of a new world, which the program cannot. It imports the standard library alone: it starts in 30 ms.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import signal
import struct
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

HOME = "/submission/home"
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store", "/sys/devices/system/cpu")
ETC = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "ssl")
DEVICES = ("null", "zero", "full", "random", "urandom")
NEW_MOUNTS, NEW_UTS, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NET = 1 << 17, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30
READ_ONLY, NO_SUID, NO_DEVICES, NO_EXEC, REMOUNT, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 8, 32, 4096, 16384, 1 << 18
LOOK = 0.1  # seconds between two looks at what the program uses


def main() -> int:
    """Build the walls, run the program, wait for its end."""
    spec, program = SimpleNamespace(**json.loads(sys.argv[1])), sys.argv[2:]
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for the program, which is in the same group
    _end_with(parent)
    own = (os.getuid(), os.getgid())
    try:
        alone = NEW_MOUNTS | NEW_UTS | NEW_IPC | NEW_PIDS | NEW_NET
        as_root = own[0] == 0 and _libc.unshare(alone) == 0
        if not as_root:
            _must("unshare", alone | NEW_USER)
            for name, text in (("setgroups", "deny"), ("uid_map", f"1000 {own[0]} 1"), ("gid_map", f"1000 {own[1]} 1")):
                Path("/proc/self", name).write_text(text)
        outside = os.getpid()
        child = os.fork()
        if child == 0:
            _end_with(0)
            _libc.prctl(4, 0, 0, 0, 0)  # nobody looks into this process
            _inside(spec, program, 60_000 + outside % 5_000 if as_root else None)
    except OSError as problem:
        print(f"no walls: {problem}", file=sys.stderr)
        return 125
    _, status = os.waitpid(child, 0)
    return _code(status)


def _inside(spec: SimpleNamespace, program: list[str], user: int | None) -> None:
    """The life of the first process inside. user: whom the program runs as, where we are root."""
    code = 125
    try:
        home = _build(spec, user)
        # What comes from outside is read-only from now on, but for the sockets, which the program has yet to make.
        child = os.fork()
        if child == 0:
            _enter(spec, home, user)
            os.environ.pop("JPY_PARENT_PID", None)  # a kernel ends when its parent has number 1, and here it has
            os.execve(program[0], program, {**os.environ, "HOME": home, "TMPDIR": "/tmp", "USER": "student"})
        code = _watch(spec, child)
    except OSError as problem:
        print(f"no walls: {problem}", file=sys.stderr)
    finally:
        os._exit(code)


def _build(spec: SimpleNamespace, user: int | None) -> str:
    """A new root in memory, with what the program may see; returns its home."""
    _mount(None, "/", None, RECURSIVE | PRIVATE)
    new = tempfile.mkdtemp(prefix="root-", dir=spec.sockets)
    _mount("tmpfs", new, "tmpfs", NO_SUID | NO_DEVICES, "size=4m,mode=755")
    for name in ("/tmp", "/dev/shm", "/proc", "/submission"):
        os.makedirs(new + name, exist_ok=True)
    room = f"size={spec.files_mb}m,nr_inodes=100000,mode=755"
    _mount("tmpfs", f"{new}/submission", "tmpfs", NO_SUID | NO_DEVICES, room)  # all that the program writes is here
    os.mkdir(new + HOME)
    for name in ("/tmp", "/dev/shm"):  # before what is shown: Python itself may lie there
        os.makedirs(f"{new}/submission{name}")
        _mount(f"{new}/submission{name}", new + name, None, BIND)
    for name in SYSTEM:
        if os.path.islink(name):
            os.symlink(os.readlink(name), new + name)
        elif os.path.isdir(name):
            _show(name, new)
    for name in ETC:
        if os.path.exists(f"/etc/{name}"):
            _show(f"/etc/{name}", new)
    for path in sorted({*spec.shown, *spec.hidden}):  # what lies in a folder comes after it
        if path in spec.shown:
            _show(path, new)
        elif os.path.isdir(new + path):
            _mount("tmpfs", new + path, "tmpfs", NO_SUID | NO_DEVICES, "size=1m,mode=755")
    for name in DEVICES:
        _show(f"/dev/{name}", new, NO_SUID)
    for name, to in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        os.symlink(f"/proc/self/fd{to}", f"{new}/dev/{name}")
    Path(new, "etc/passwd").write_text(f"student:x:{1000 if user is None else user}:1000::{HOME}:/bin/sh\n")
    Path(new, "etc/hosts").write_text("127.0.0.1 localhost\n")
    for source, name in spec.copied.items():
        if os.path.isdir(source):
            shutil.copytree(source, f"{new}{HOME}/{name}", dirs_exist_ok=True, symlinks=True)
    for source, name in {**{one: f"{HOME}/{to}" for one, to in spec.kept.items()}, spec.sockets: spec.sockets}.items():
        os.makedirs(new + name, exist_ok=True)
        _mount(source, new + name, None, BIND)
    _mount("proc", f"{new}/proc", "proc", NO_SUID | NO_DEVICES)
    os.chdir(new)
    _must("syscall", _PIVOT_ROOT, b".", b".")
    _must("umount2", b".", 2)
    os.chdir(HOME)
    _mount(None, "/", None, REMOUNT | BIND | READ_ONLY | NO_SUID | NO_DEVICES)
    if user is None:
        Path("/proc/sys/user/max_user_namespaces").write_text("0")  # of this namespace: no second way to be root in
    else:
        places = [HOME, "/tmp", "/dev/shm", spec.sockets, *(f"{HOME}/{to}" for to in spec.kept.values())]
        places += [
            os.path.join(at, name)
            for start in (HOME, spec.sockets)
            for at, folders, files in os.walk(start)
            for name in folders + files
        ]
        for path in places:
            os.chown(path, user, user, follow_symlinks=False)
    for path in ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi", "timer_list", "kcore", "keys"):
        if os.path.exists(f"/proc/{path}"):
            _show(f"/proc/{path}", "")  # whoever is root outside owns these: settings of the whole machine
    return HOME


def _enter(spec: SimpleNamespace, home: str, user: int | None) -> None:
    """What the program's own process does last: give up all rights, and take its limits."""
    for what, most in (
        (resource.RLIMIT_DATA, spec.memory_mb << 20),
        (resource.RLIMIT_NPROC, spec.processes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _must("prctl", 38, 1, 0, 0, 0)  # no rights from set-user-ID programs
    _forbid_other_networks()
    os.makedirs(f"{home}/work", exist_ok=True)
    os.chdir(f"{home}/work")
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _watch(spec: SimpleNamespace, program: int) -> int:
    """Wait for the program's end and bury what it left; end all when they use too much together."""
    talking, page = False, resource.getpagesize()
    while True:
        while True:  # this process inherits the orphans
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return 0
            if pid == program:
                return _code(status)
            if pid == 0:
                break
        if not talking and sum("ipc" in name for name in os.listdir(spec.sockets)) >= 5:
            _mount(None, spec.sockets, None, REMOUNT | BIND | READ_ONLY | _kept_flags(spec.sockets))
            talking = True
        used = 0
        for number in filter(str.isdigit, os.listdir("/proc")):
            try:
                total, shared = Path("/proc", number, "statm").read_text().split()[1:3]
                used += (int(total) - int(shared)) * page
            except (OSError, ValueError):
                continue  # it has ended
        if used > spec.memory_mb << 20:
            return 137
        time.sleep(LOOK)


# --- what the kernel offers, and Python does not ----------------------------------------------------------------

_libc = ctypes.CDLL(None, use_errno=True)
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41, "riscv64": 41, "ppc64le": 203, "s390x": 217}.get(os.uname().machine, 41)
_MOUNT_SETATTR = 442  # on all of them


def _must(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def _mount(source: str | None, target: str, kind: str | None, flags: int, more: str | None = None) -> None:
    words = [None if word is None else os.fsencode(word) for word in (source, target, kind, more)]
    _must("mount", *words[:3], ctypes.c_ulong(flags), words[3])


def _show(path: str, new: str, without: int = NO_SUID | NO_DEVICES) -> None:
    """A folder or file of this machine in the new root, read-only with all that is mounted in it."""
    os.makedirs(new + (path if os.path.isdir(path) else os.path.dirname(path)), exist_ok=True)
    if not os.path.isdir(path) and not os.path.exists(new + path):
        Path(new + path).touch()
    _mount(os.path.realpath(path), new + path, None, BIND | RECURSIVE)
    wanted = (ctypes.c_uint64 * 4)(READ_ONLY | without, 0, 0, 0)  # linux/mount.h: struct mount_attr
    at_cwd, recursive = -100, 0x8000
    _must("syscall", _MOUNT_SETATTR, at_cwd, os.fsencode(new + path), recursive, ctypes.byref(wanted), 32)


def _kept_flags(path: str) -> int:
    """The flags that a remount must repeat: the user who mounted this may have forbidden to take them away."""
    said = os.statvfs(path).f_flag
    return said & (NO_SUID | NO_DEVICES | NO_EXEC | 1024 | 2048) | (1 << 21 if said & 4096 else 0)


def _forbid_other_networks() -> None:
    """No sockets of the kinds that a namespace does not hold, such as those to whatever runs this virtual machine."""
    known = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198), "riscv64": (0xC00000F3, 198)}
    if os.uname().machine not in known:
        return
    machine, number_of_socket = known[os.uname().machine]
    load, equal, greater, give = 0x20, 0x15, 0x25, 0x06
    allow, refuse, last_family = 0x7FFF0000, 0x00050001, 16  # EPERM; AF_NETLINK
    steps = [
        (load, 0, 0, 4), (equal, 0, 6, machine),  # another machine's system calls
        (load, 0, 0, 0), (greater, 4, 0, 0x40000000),  # or another numbering
        (equal, 0, 2, number_of_socket), (load, 0, 0, 16), (greater, 1, 0, last_family),
        (give, 0, 0, allow), (give, 0, 0, refuse),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    _must("prctl", 22, 2, program, 0, 0)


def _end_with(parent: int) -> None:
    """End when the process that started this one ends; 0: it lives outside and has no number here."""
    _libc.prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(125)


def _code(status: int) -> int:
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())

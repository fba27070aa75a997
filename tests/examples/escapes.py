"""What a submission may try, to reach what is not its own: a cell for each, told where things lie on this machine.

Each prints REACHED when it got there. All of them are harmless where they succeed: they add a mark of their own, never
take anything away, and end by themselves. ``PLACES`` holds paths and numbers of this run.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass


@dataclass(frozen=True)
class Escape:
    """One attempt. ``harm``: what it would harm; own: at most its own mark."""

    name: str
    source: str
    own: bool = False

    def cell(self, places: dict[str, str]) -> str:
        """The cell, with the paths of this run. An error is no harm and ends only the attempt."""
        body = textwrap.indent(textwrap.dedent(self.source).strip(), "    ")
        head = f"import os, sys, time, signal, pathlib, glob, socket, subprocess\nP = {places!r}"
        return f"{head}\ntry:\n{body}\nexcept Exception as problem:\n    print('refused:', type(problem).__name__)"


READ = [
    Escape("read_solution", "print('REACHED' * ('BEGIN SOLUTION' in open(P['solution']).read()))"),
    Escape("read_classmate", "print('REACHED' * any('cells' in open(p).read() for p in glob.glob(P['submitted'])))"),
    Escape("read_gradebook", "print('REACHED' * (len(open(P['gradebook'], 'rb').read()) > 0))"),
    Escape("read_home", "print('REACHED' * ('secret' in open(P['home']).read()))"),
    Escape("read_environment", "print('REACHED' * ('SECRET_OF_THE_LECTURER' in os.environ))"),
    Escape(
        "read_foreign_environment",
        """
        for path in glob.glob('/proc/[0-9]*/environ'):
            if int(path.split('/')[2]) != os.getpid() and b'SECRET_OF_THE_LECTURER' in open(path, 'rb').read():
                print('REACHED')
     """,
    ),
    Escape(
        "through_proc_root",
        """
        for pid in filter(str.isdigit, os.listdir('/proc')):
            if os.path.exists(f"/proc/{pid}/root{P['gradebook']}") or os.path.exists(f"/proc/{pid}/root{P['home']}"):
                print('REACHED')
    """,
    ),
    Escape(
        "link_to_solution",
        """
        os.symlink(P['solution'], 'link.txt')
        print('REACHED' * ('BEGIN SOLUTION' in open('link.txt').read()))
    """,
    ),
]
WRITE = [
    Escape("write_checker", "open(P['course'] + '/checks/escaped.py', 'w').write('1'); print('REACHED')"),
    Escape("write_installed", "open(P['site'] + '/escaped.pth', 'w').write(''); print('REACHED')"),
    Escape("sitecustomize", "open(P['root'] + '/sitecustomize.py', 'w').write('1'); print('REACHED')"),
    Escape(
        "write_classmate",
        """
        for path in glob.glob(P['submitted']):
            open(path, 'a').write(' '); print('REACHED')
    """,
    ),
    Escape(
        "write_feedback",
        """
        assert os.path.exists(P['submitted'].split('*')[0]), "inside, it would be a folder of its own"
        os.makedirs(P['folder'] + '/feedback/escaped'); print('REACHED')
    """,
    ),
    Escape(
        "update_gradebook",
        """
        import sqlite3
        assert os.path.exists(P['gradebook'])
        with sqlite3.connect(P['gradebook']) as book:
            book.execute("UPDATE student SET email = 'REACHED'"); print('REACHED')
    """,
    ),
    Escape(
        "edit_kernelspec",
        """
        for path in glob.glob(P['folder'] + '/jupyter/kernels/*/kernel.json'):
            open(path, 'a').write(' '); print('REACHED')
    """,
    ),
    Escape("write_tmp", "open(P['tmp'], 'w').write('REACHED')"),
    Escape(
        "mount_again",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(0x10000000 | 0x00020000) == 0:
            for place in (P['course'], P['root'], '/'):
                libc.umount2(place.encode(), 2)
                libc.mount(None, place.encode(), None, 0x20 | 0x1000, None)
        open(P['course'] + '/checks/escaped.py', 'w').write('1'); print('REACHED')
    """,
    ),
]
LIVE_ON = [
    Escape(
        "daemon",
        """
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execvp('sleep', ['sleep', P['naps']])
            os._exit(0)
        os.wait()
    """,
    ),
    Escape(
        "daemon_closes_all",
        """
        subprocess.Popen(['sleep', P['naps']], start_new_session=True, close_fds=True, stdout=-3, stderr=-3, stdin=-3)
    """,
    ),
    Escape(
        "signal_parent",
        """
        parent = os.getppid()
        if parent > 1 and 'grading' in open(f'/proc/{parent}/cmdline').read():
            os.kill(parent, signal.SIGCONT); print('REACHED')
    """,
    ),
    Escape(
        "signal_everybody",
        """
        if any(P['worker'] in open(path, errors='replace').read() for path in glob.glob('/proc/[0-9]*/cmdline')):
            print('REACHED')
    """,
    ),
    Escape(
        "fork_bomb",
        """
        children = []
        try:
            for _ in range(600):
                children.append(os.fork())
                if children[-1] == 0:
                    time.sleep(20); os._exit(0)
            print('REACHED')
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
    """,
    ),
    Escape(
        "fill_disk",
        """
        for n in range(3):
            with open(f'big{n}', 'wb') as file:
                for _ in range(300):
                    file.write(bytes(10**6))
        print('REACHED')
    """,
    ),
    Escape(
        "memory",
        """
        hoard = [bytearray(10**9) for _ in range(6)]
        print('REACHED')
    """,
    ),
]
NETWORK = [
    Escape("network_own_machine", "socket.create_connection(('127.0.0.1', int(P['port'])), 2); print('REACHED')"),
    Escape("network_outside", "socket.create_connection(('1.1.1.1', 53), 2); print('REACHED')"),
    Escape(
        "abstract_socket",
        """
        talk = socket.socket(socket.AF_UNIX); talk.connect('\\0' + P['abstract']); print('REACHED')
    """,
    ),
]
MORE = [  # a second list, by other ways
    Escape(
        "trace_first_process",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        print('REACHED' * (libc.ptrace(16, 1, None, None) == 0))
    """,
    ),
    Escape("memory_of_first_process", "open('/proc/1/mem', 'r+b').read(0); print('REACHED')"),
    Escape("environment_of_first_process", "print('REACHED' * (b'SECRET' in open('/proc/1/environ', 'rb').read()))"),
    Escape(
        "stop_first_process",
        """
        for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGINT):
            os.kill(1, number)
        time.sleep(0.3)  # the kernel ignores them; else this cell would not end
    """,
    ),
    Escape("stop_all", "os.kill(-1, signal.SIGCONT); os.killpg(0, signal.SIGCONT)"),
    Escape(
        "settings_of_the_kernel",
        """
        for name in ('kernel/hostname', 'user/max_user_namespaces', 'vm/compact_memory'):
            open(f'/proc/sys/{name}', 'w').write('1'); print('REACHED')
    """,
    ),
    Escape("restart_machine", "open('/proc/sysrq-trigger', 'w').write('h'); print('REACHED')"),
    Escape("device_node", "os.mknod('disk', 0o60600, os.makedev(8, 0)); print('REACHED')"),
    Escape(
        "raw_disk", "print('REACHED' * any(glob.glob(p) for p in ('/dev/sd*', '/dev/vd*', '/dev/nvme*', '/dev/mem')))"
    ),
    Escape(
        "become_root",
        """
        for name in ('setuid', 'setgid', 'setreuid'):
            try:
                getattr(os, name)(*([0] * (2 if 're' in name else 1))); print('REACHED')
            except PermissionError:
                pass
    """,
    ),
    Escape(
        "programs_of_root",
        """
        for line in ('su -c id', 'sudo -n id', 'mount -t tmpfs x /tmp', 'unshare -Ur cat ' + P['home']):
            try:
                done = subprocess.run(line.split(), capture_output=True, timeout=5, stdin=-3)
                print('REACHED' * (done.returncode == 0))
            except (OSError, subprocess.TimeoutExpired):
                pass
    """,
    ),
    Escape("another_root", "os.chroot('/tmp'); print('REACHED')"),
    Escape("up_and_out", "print('REACHED' * os.path.exists('../' * 40 + P['home'].lstrip('/')))"),
    Escape(
        "open_descriptors",
        """
        for path in glob.glob('/proc/self/fd/*'):
            place = os.readlink(path) if os.path.islink(path) else ''
            if place.startswith('/') and not place.startswith(('/dev/', '/submission/', '/tmp', '/proc')):
                print('REACHED', place)
    """,
    ),
    Escape(
        "by_handle",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        numbers = (8).to_bytes(4, 'little') + (1).to_bytes(4, 'little') + (2).to_bytes(8, 'little')
        handle = ctypes.create_string_buffer(numbers)
        at = os.open('/usr', os.O_RDONLY)
        print('REACHED' * (libc.open_by_handle_at(at, handle, os.O_RDONLY) >= 0))
    """,
    ),
    Escape(
        "sockets_of_services",
        """
        for path in ('/var/run/docker.sock', '/run/docker.sock', '/run/dbus/system_bus_socket', '/tmp/.X11-unix/X0'):
            if os.path.exists(path):
                print('REACHED')
    """,
    ),
    Escape("virtual_socket", "socket.socket(40, socket.SOCK_STREAM); print('REACHED')"),
    Escape("packet_socket", "socket.socket(17, socket.SOCK_RAW, 0x300); print('REACHED')"),
    Escape("ping", "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1); print('REACHED')"),
    Escape("look_up_a_name", "socket.getaddrinfo('example.org', 80); print('REACHED')"),
    Escape(
        "shared_memory",
        """
        import ctypes
        libc = ctypes.CDLL(None)
        print('REACHED' * (libc.shmget(0x1234, 4096, 0) >= 0 or len(os.listdir('/dev/shm')) > 0))
    """,
    ),
    Escape(
        "keys",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        text = ctypes.create_string_buffer(1000)
        print('REACHED' * (libc.syscall(250, 11, -3, text, 1000) > 0 and b'SECRET' in text.raw))
    """,
    ),
    Escape(
        "channels_to_the_grader",
        """
        folder = os.path.dirname(next(p for p in glob.glob('/tmp/*/*/kernel.json')))
        open(folder + '/big', 'w').write('x'); print('REACHED')
    """,
    ),
    Escape("flood_the_grader", "print('x' * 300_000_000)"),
    Escape(
        "many_files",
        """
        for n in range(200_000):
            open(f'f{n}', 'w').close()
        print('REACHED')
    """,
    ),
    Escape(
        "threads",
        """
        import threading
        for n in range(1000):
            threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        print('REACHED')
    """,
    ),
    Escape(
        "memory_of_many",
        """
        children = [os.fork() for _ in range(1)]
        while children[-1] and len(children) < 6:
            children.append(os.fork())
        if children[-1] == 0:
            try:
                hoard = b'x' * 10**9; time.sleep(5)
            finally:
                os._exit(0)
        time.sleep(4)
        alive = sum(os.waitpid(child, os.WNOHANG) == (0, 0) for child in children)
        print('REACHED' * (alive > 1))
    """,
    ),
]
ESCAPES = READ + WRITE + LIVE_ON + NETWORK + MORE

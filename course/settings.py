"""Profile, seed, device, and where data lives. Nothing here is global: each function answers when asked."""

import contextlib
import os
import random
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import torch

from course import _guards

PROFILES = ("smoke", "cpu", "gpu")


def profile(default: str = "cpu") -> str:
    """The profile a notebook runs in: the environment variable ``COURSE_PROFILE`` if set, else ``default``.

    "smoke" proves in seconds that every cell runs, "cpu" is made for two processor cores and a few minutes,
    "gpu" trains longer on an accelerator. Raises ``ValueError`` for any other word.
    """
    return _known(os.environ.get("COURSE_PROFILE") or default)


def _known(name: str) -> str:
    if name not in PROFILES:
        raise ValueError(f"there is no profile {name!r}; choose 'smoke', 'cpu' or 'gpu'.")
    return name


class Budget(SimpleNamespace):
    """The numbers of the active profile, as attributes; in a notebook it shows the table of all profiles."""

    def __init__(self, active: str, table: Mapping[str, Mapping[str, object]]) -> None:
        super().__init__(**table[active])
        self.__dict__["_active"], self.__dict__["_table"] = active, table

    def _repr_html_(self) -> str:
        names = list(self._table["cpu"])
        head = "".join(f'<th scope="col">{n.replace("_", " ")}</th>' for n in names)
        rows = ""
        for name, numbers in self._table.items():
            strong, mark = ("<b>", "</b> ◀ active") if name == self._active else ("", "")
            cells = "".join(f"<td>{numbers[n]}</td>" for n in names)
            rows += f'<tr><th scope="row" style="text-align:left">{strong}{name}{mark}</th>{cells}</tr>'
        return f'<table><tr><th scope="col">profile</th>{head}</tr>{rows}</table>'

    def __repr__(self) -> str:
        lines = [f"{'*' if n == self._active else ' '} {n:6s} {dict(v)}" for n, v in self._table.items()]
        return "\n".join(lines)


def budget(active: str, *, smoke: Mapping, cpu: Mapping, gpu: Mapping) -> Budget:
    """What each profile means for one notebook, and the active one's numbers as attributes.

    Each profile is a dictionary with the same keys. Raises ``ValueError`` when the keys differ.

    >>> P = budget("smoke", smoke=dict(steps=5), cpu=dict(steps=600), gpu=dict(steps=9000))
    >>> P.steps
    5
    """
    table = {"smoke": smoke, "cpu": cpu, "gpu": gpu}
    _known(active)
    for name, numbers in table.items():
        if set(numbers) != set(cpu):
            odd = sorted(set(numbers) ^ set(cpu))
            raise ValueError(f"profile {name!r} and profile 'cpu' differ in {', '.join(odd)}; give all the same keys.")
    return Budget(active, table)


def device(active: str = "cpu") -> torch.device:
    """Where to compute: an accelerator in the "gpu" profile (CUDA, else Apple's MPS), else the processor.

    Raises ``RuntimeError`` with one sentence when "gpu" is asked for and there is none.
    """
    if _known(active) != "gpu":
        return torch.device("cpu")
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    raise RuntimeError("the gpu profile needs an accelerator and torch sees none; set PROFILE = 'cpu'.")


def seed_everything(seed: int) -> torch.Generator:
    """Seed Python's, NumPy's and torch's generators (network weights come from torch's); return a new generator.

    Call it once, at the top of a notebook, or before each run of an experiment that is repeated over seeds.
    """
    import numpy as np

    g, seed = _guards.seeded(seed), int(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)
    return g


def data_dir() -> Path:
    """The folder for caches, downloads and progress: ``COURSE_DATA`` if set, else the user's data folder.

    It is not created here; who writes creates it. A user without a home folder (a container run under a nameless
    number) gets one among the temporary files. Raises ``ValueError`` when COURSE_DATA names a home that is not there.
    """
    import tempfile

    import platformdirs

    given = os.environ.get("COURSE_DATA")
    try:
        return Path(given or platformdirs.user_data_dir("generative-course", False)).expanduser()
    except RuntimeError:
        if given:
            raise ValueError(f"COURSE_DATA is {given!r}, and there is no such home; give a folder in full.") from None
        return Path(tempfile.gettempdir(), f"generative-course-{os.getuid()}")


def replace_file(path: Path, content: bytes) -> None:
    """Write a whole file in one move: other kernels see the old file or the new one, and a killed kernel leaves one.

    Who may read it follows the umask. Raises OSError when the folder is missing or cannot be written.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(6)}.part")  # not by tempfile: others could not read it
    try:
        with open(part, "xb") as stream:
            stream.write(content)
        for attempt in range(20):
            try:
                os.replace(part, path)
                return
            except PermissionError:  # Windows, while another program reads the file
                if attempt == 19:
                    raise
                time.sleep(0.05)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(part)


def check_machine() -> None:
    """Print one line for each thing the course needs: what is there, and what to do about what is not."""
    import importlib.util
    import platform
    import shutil

    def line(good: bool, there: str, remedy: str = "") -> None:
        _guards.say(f"{'✓' if good else '✗'} {there}" + ("" if good else f": {remedy}"))

    version = platform.python_version_tuple()
    line((int(version[0]), int(version[1])) >= (3, 11), f"Python {'.'.join(version)}", "install Python 3.11 or newer")
    line(True, f"PyTorch {torch.__version__}, {torch.get_num_threads()} processor thread(s)")
    accelerator = torch.cuda.is_available() or torch.backends.mps.is_available()
    name = "an accelerator, for the gpu profile" if accelerator else "no accelerator, and none is needed (profile cpu)"
    line(True, name)
    line(importlib.util.find_spec("ipywidgets") is not None, "sliders (ipywidgets)", "pip install ipywidgets")
    folder = data_dir()
    existing = next((p for p in (folder, *folder.parents) if os.path.exists(p)), Path())
    free = shutil.disk_usage(existing).free / 1e9
    writable = os.access(existing, os.W_OK)
    line(writable, "a folder for caches", f"{folder} cannot be written; set COURSE_DATA to one that can")
    line(free > 1, "disk space", f"only {free:.1f} GB are free; make room for 1 GB")

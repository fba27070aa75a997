"""Open JupyterLab on the first lesson. Run it with the environment's Python: `make lab` does.

Arguments are passed on to JupyterLab and win over the settings made here:

    python tools/lab.py --no-browser --ServerApp.port=9000
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START = "notebooks/00_start_here.ipynb"
# Settings of JupyterLab that the reader's own settings override: no question about news before the first lesson.
CONFIG = ROOT / "tools" / "jupyter"


def arguments(extra: list[str], *, root_user: bool) -> list[str]:
    """The command line for JupyterLab."""
    ours = [
        f"--ServerApp.root_dir={ROOT}",  # the whole repository, so that links to exercises open
        f"--LabApp.default_url=/lab/tree/{START}",
        # JupyterLab refuses to start as root, which is the customary user inside a container.
        *(["--allow-root"] if root_user else []),
    ]
    given = {word.partition("=")[0] for word in extra}  # JupyterLab does not start when an option comes twice
    return [word for word in ours if word.partition("=")[0] not in given] + extra


def homeless() -> str | None:
    """Give Jupyter a folder for its settings where the home folder takes none; the sentence says so.

    A home that is read-only, or that nobody has (a container run under a number without a name), would end in
    Jupyter's traceback.
    """
    home = Path(os.path.expanduser("~"))  # stays "~" where nobody has one
    if home.is_absolute() and all(_takes_files(folder) for folder in _needed(home)):
        return None
    folder = tempfile.mkdtemp(prefix="course-home-")
    for name, place in {"CONFIG": "config", "DATA": "data", "RUNTIME": "runtime"}.items():
        os.environ[f"JUPYTER_{name}_DIR"] = os.path.join(folder, place)
    os.environ["IPYTHONDIR"] = os.path.join(folder, "ipython")
    if not home.is_absolute():
        os.environ["HOME"] = folder
    os.environ.setdefault("COURSE_DATA", os.path.join(folder, "course"))
    return (
        f"The home folder {home} takes no files: settings and progress go to {folder}, and may be lost when this "
        f"machine restarts. Set HOME to a folder of yours to keep them."
    )


def _needed(home: Path) -> list[Path]:
    from jupyter_core import paths

    course = os.environ.get("COURSE_DATA")
    jupyter = [paths.jupyter_config_dir(), paths.jupyter_data_dir(), paths.jupyter_runtime_dir()]
    ipython = os.environ.get("IPYTHONDIR") or home / ".ipython"
    return [Path(folder) for folder in [*jupyter, ipython, *([course] if course else [])]]


def _takes_files(folder: Path) -> bool:
    existing = next((place for place in (folder, *folder.parents) if os.path.exists(place)), folder)
    return os.path.isdir(existing) and os.access(existing, os.W_OK)


def main() -> None:
    """Start JupyterLab in this process, so that Ctrl+C reaches it."""
    try:
        warning = homeless()
        from jupyterlab.labapp import main as lab
    except ModuleNotFoundError:
        sys.exit("JupyterLab is not in this environment: run `make lab`, or `python -m pip install -e .[lab]`.")
    if warning:
        print(warning, file=sys.stderr)
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(CONFIG), *([others] if others else [])])
    root_user = hasattr(os, "geteuid") and os.geteuid() == 0
    sys.exit(lab(arguments(sys.argv[1:], root_user=root_user)))


if __name__ == "__main__":
    main()

"""Open JupyterLab on the first lesson. Run it with the environment's Python: `make lab` does.

Arguments are passed on to JupyterLab and win over the settings made here:

    python tools/lab.py --no-browser --ServerApp.port=9000
"""

import os
import sys
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


def main() -> None:
    """Start JupyterLab in this process, so that Ctrl+C reaches it."""
    try:
        from jupyterlab.labapp import main as lab
    except ModuleNotFoundError:
        sys.exit("JupyterLab is not in this environment: run `make lab`, or `python -m pip install -e .[lab]`.")
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([str(CONFIG), *([others] if others else [])])
    root_user = hasattr(os, "geteuid") and os.geteuid() == 0
    sys.exit(lab(arguments(sys.argv[1:], root_user=root_user)))


if __name__ == "__main__":
    main()

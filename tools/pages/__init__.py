"""Convert, run, render and check the lessons: ``python -m tools.notebooks VERB``."""

from importlib.util import find_spec

for _name in ("nbformat", "jupytext"):
    if not find_spec(_name):
        raise SystemExit(
            f"{_name} is missing in this Python: run `make dev`, then activate its environment "
            "(source .venv/bin/activate) or call .venv/bin/python."
        )

"""Small networks that were trained before, so that a lesson can begin where training ends, or look back at it.

    G = trained.load("healthy_run")
    G(torch.randn(8, G.z_dim))  # (8, 1, 16, 16) in (-1, 1)

Each is one file of numbers (safetensors: reading it runs nobody's code), with its fingerprint in ``index.json`` and a
card that says what it was trained on, how well it draws, and what it is not for. ``python -m tools.quality.trained``
makes them again. ``reader_32`` is no generator: it is the classifier whose features ``course.features`` gives.
``library_gpt`` writes Python; ``tokens("library_gpt")`` are the byte pairs that it reads.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from safetensors.torch import load as unpack

from course import models
from course.language.gpt import GPT
from course.language.tokens import BytePairs

HERE = Path(__file__).parent


@cache
def index() -> dict[str, dict[str, Any]]:
    """By name: "file", "sha256", "make" (what the "network", else a generator, is made with), "steps", "scores"."""
    return json.loads((HERE / "index.json").read_text(encoding="utf-8"))


def card(name: str) -> str:
    """What the generator is, in Markdown: data, training, measured quality, limits."""
    _known(name)
    return (HERE / f"{name}.md").read_text(encoding="utf-8")


def load(name: str, step: int | None = None) -> Any:
    """The generator ``name``, or the classifier, in evaluation mode, without slopes in its weights.

    step: one of ``index()[name]["steps"]``, for a run that was kept at several; the last unless told.
    Raises ``ValueError`` for a name or step that there is not, and for a file that is not the one that was made.
    """
    about = _known(name)
    step = about["steps"][-1] if step is None else step
    if step not in about["steps"]:
        raise ValueError(f"{name} was kept at the steps {', '.join(map(str, about['steps']))}; there is no {step}.")
    content = (HERE / about["file"]).read_bytes()
    if hashlib.sha256(content).hexdigest() != about["sha256"]:
        raise ValueError(f"{about['file']} is damaged or was changed; fetch the course again.")
    kind = about.get("network", "Generator")
    G = (GPT if kind == "GPT" else getattr(models, kind))(**about["make"])
    prefix = f"{step}/"
    weights = {key.removeprefix(prefix): v for key, v in unpack(content).items() if key.startswith(prefix)}
    G.load_state_dict(weights)
    return G.eval().requires_grad_(False)


def tokens(name: str) -> BytePairs:
    """The tokens that a model of texts reads and writes."""
    pieces = unpack((HERE / _known(name)["file"]).read_bytes())
    if "merges" not in pieces:
        raise ValueError(f"{name} has no tokens: it draws or reads pictures.")
    return BytePairs(pieces["merges"].tolist())


def _known(name: str) -> dict[str, Any]:
    if name not in index():
        raise ValueError(f"there is no trained network {name!r}; there are {', '.join(index())}.")
    return index()[name]

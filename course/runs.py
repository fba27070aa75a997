"""A training run in one file, to be taken up again: on the CPU it continues bit for bit as if nothing had happened.

    run = {"G": G, "D": D, "average": average, "opt_g": opt_g, "opt_d": opt_d, "noise": generator, "record": record}
    start = runs.resume("letters.run", run)  # 0 where nothing was saved yet
    for step in fit_adversarial(G, D, …, steps=10_000, start=start):
        record.append(step.terms)
        if step.i % 500 == 499:
            runs.save("letters.run", run, step)

Beside what is named, the file keeps the state of torch's own random numbers. It is read without running anyone's code
(``torch.load`` with ``weights_only``), and a checksum tells whether it is whole.
"""

import copy
import hashlib
import io
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import torch

from course import settings
from course.training import Step

MAGIC = b"generative-course run 1\n"  # then the SHA-256 of all that follows, in hexadecimal, and a line's end
Path_ = str | PathLike[str]


def save(path: Path_, run: Mapping[str, Any], step: Step) -> None:
    """Write the run after ``step`` to ``path`` in one move; what was there before is kept as ``path.before``.

    run: by name, networks, optimisers and schedules (whatever has a ``state_dict``), ``torch.Generator``s, and lists
    of numbers, words, tensors, or dictionaries of these. A killed process leaves the earlier file or the new one.
    Raises ``TypeError`` for anything else and ``OSError`` when the place cannot be written.
    """
    path, body = Path(path), io.BytesIO()
    torch.save({"next": step.i + 1, "random": _random(), "parts": {k: _state(k, v) for k, v in run.items()}}, body)
    content = MAGIC + hashlib.sha256(body.getvalue()).hexdigest().encode() + b"\n" + body.getvalue()
    if _read(content) is None:  # better now than when it is needed
        raise TypeError("a list in the run holds more than numbers, words, tensors and dictionaries of these.")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and _read(path.read_bytes()) is not None:  # a damaged file must not replace the whole one
        settings.replace_file(_before(path), path.read_bytes())
    settings.replace_file(path, content)


def resume(path: Path_, run: Mapping[str, Any]) -> int:
    """Bring everything in ``run`` to where it was when ``path`` was saved; returns the step to start with.

    0, and nothing changes, when there is no such file. Raises ``ValueError`` for a damaged or foreign file, and for
    one of another run; then everything is as it was, and ``path.before``, saved earlier, may serve.
    """
    path = Path(path)
    if not path.exists():
        return 0
    content = path.read_bytes()
    saved = _read(content)
    if saved is None:
        what = "is damaged" if content.startswith(MAGIC) else "is no training run saved by this course"
        earlier = _before(path)
        whole = earlier.exists() and _read(earlier.read_bytes()) is not None
        remedy = f"{earlier.name}, saved earlier, is whole: resume from it" if whole else "delete it to start anew"
        raise ValueError(f"{path.name} {what}; {remedy}.")
    if set(saved["parts"]) != set(run):
        raise ValueError(f"{path.name} holds {', '.join(saved['parts'])}, but this run has {', '.join(run)}.")
    kept = {name: _state(name, part) for name, part in run.items()}
    for name, part in run.items():
        try:
            _restore(part, saved["parts"][name])
        except (RuntimeError, ValueError, KeyError, TypeError) as error:
            for each in run:
                _restore(run[each], kept[each])
            reason = str(error).strip().splitlines()[0]
            raise ValueError(f"{path.name} was saved with another {name} than this run has: {reason}") from None
    torch.set_rng_state(saved["random"]["cpu"])
    if saved["random"]["cuda"] and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(saved["random"]["cuda"])
    return saved["next"]


def _before(path: Path) -> Path:
    return path.with_name(path.name + ".before")


def _random() -> dict[str, Any]:
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_initialized() else []
    return {"cpu": torch.get_rng_state(), "cuda": cuda}


def _state(name: str, part: Any) -> Any:
    if isinstance(part, torch.Generator):
        return part.get_state()
    if isinstance(part, list):
        return list(part)
    if hasattr(part, "state_dict") and hasattr(part, "load_state_dict"):
        return copy.deepcopy(part.state_dict())  # torch's shares its tensors with the part, and would change with it
    raise TypeError(f"{name} is {type(part).__name__}; a run holds networks, optimisers, generators and lists.")


def _restore(part: Any, state: Any) -> None:
    if isinstance(part, torch.Generator):
        part.set_state(state)
    elif isinstance(part, list):
        part[:] = state
    else:
        part.load_state_dict(state)


def _read(content: bytes) -> dict[str, Any] | None:
    """What the file holds; None when it is not whole, or not a run."""
    head, body = content[: len(MAGIC) + 65], content[len(MAGIC) + 65 :]
    if head != MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n":
        return None
    try:
        return torch.load(io.BytesIO(body), map_location="cpu", weights_only=True)
    except Exception:  # a whole file of someone who forged the checksum, or a list of other things
        return None

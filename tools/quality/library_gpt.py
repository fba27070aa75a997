"""Make ``course/trained/library_gpt``: ``python -m tools.quality.library_gpt [STEPS]``.

A GPT of 3.4 million weights learns the standard library of this Python, by file, for 28 passes: some hours on two CPU
cores (``… time`` measures a step and says how many), some minutes on an accelerator. Its card says what it was made on.
What it was looked at on meanwhile are the valid files; the card's last figure is that of the test files, taken once.
"""

from __future__ import annotations

import platform
import sys
import time

import torch
from safetensors.torch import save
from torch.nn import functional as F

from course import data, settings
from course.language import GPT, BytePairs, KneserNey, optimisers, windows
from tools.quality.trained import keep

NAME = "library_gpt"
MAKE = {"vocabulary": 1024, "context": 512, "width": 256, "depth": 4, "heads": 4}
BATCH, STEPS, DROP, ORDER = 32, 6500, 0.1, 9
CARD = """# {name}

Writes Python like that of the standard library, one token after another.

- **Network:** `language.GPT({make})`, {count:,} numbers, kept in half precision; its {vocabulary:,} byte-pair tokens \
lie in the same file.
- **Data:** `data.standard_library("train")` of Python {python}, {characters:,} characters, split by file.
- **Training:** {steps:,} steps of {batch} x {context} tokens, Muon with a rate of 0.02 and a decay of 0.1, Adam with \
3e-3 for the embedding, both risen over the first 2 % and let fall over the last 60 %, dropout 0.1; {made}.
- **Measured** in bits a character on files that it never saw: {valid:.3f} on the valid ones, which the choice between \
three networks looked at, {test:.3f} on the test ones. Kneser-Ney of order {order} on bytes: {counted[0]:.3f} and \
{counted[1]:.3f}.
- **For:** lesson 40, and what begins with a pretrained model. **Limits:** it knows the style of the library, and no \
facts; another version of Python has other files.
- **Licence:** as the course; the text it learned from is under the Python Software Foundation's.
- **Made by** `python -m tools.quality.library_gpt`.
"""


def share(done: float) -> float:
    """Of the rates, after a share of the training."""
    return max(min(1.0, done / 0.02 + 0.02, (1 - done) / 0.6), 1e-4)


def train(pairs: BytePairs, steps: int = STEPS, only: int | None = None) -> tuple[GPT, float]:
    """The model, and the seconds of training; ``only`` stops after so many steps, to measure them."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    settings.seed_everything(0)
    text = data.standard_library("train").texts
    tokens = torch.tensor([t for one in text for t in (*pairs.encode(one), 0)])
    model = GPT(drop=DROP, **MAKE).to(device)  # type: ignore[arg-type]
    opts = optimisers(model, decay=0.1)
    rates = [opt.param_groups[0]["lr"] for opt in opts]
    begin = time.perf_counter()
    for i, (x, y) in enumerate(windows(tokens, MAKE["context"], BATCH, only or steps)):
        for opt, rate in zip(opts, rates, strict=True):
            opt.param_groups[0]["lr"] = rate * share(i / steps)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            logits = model(x.to(device))
        loss = F.cross_entropy(logits.float().flatten(0, 1), y.to(device).flatten())
        model.zero_grad()
        loss.backward()
        for opt in opts:
            opt.step()
    return model.cpu().eval(), time.perf_counter() - begin


def measured(model: GPT, pairs: BytePairs, split: str) -> float:
    """Bits a character on the files of a split."""
    files = data.standard_library(split)
    return (
        sum(model.bits(torch.tensor([0, *pairs.encode(text)])).sum().item() for text in files.texts) / files.characters
    )


def counted(*splits: str) -> list[float]:
    """The same for Kneser-Ney on bytes."""
    model = KneserNey(list("\0".join((*data.standard_library("train").texts, "")).encode()), 256, ORDER)
    found = []
    for split in splits:
        files = data.standard_library(split)
        found.append(sum(model.bits([0, *text.encode()])[1:].sum() for text in files.texts) / files.characters)
    return found


def store(model: GPT, pairs: BytePairs, steps: int, made: str) -> None:
    """Measure, and write file, card and entry."""
    weights = {f"{steps}/{k}": v.half().contiguous() for k, v in model.state_dict().items()}
    model.load_state_dict({k: v.half().float() for k, v in model.state_dict().items()})
    valid, test = measured(model, pairs, "valid"), measured(model, pairs, "test")
    card = CARD.format(
        name=NAME, make=", ".join(f"{k}={v}" for k, v in MAKE.items()),
        count=sum(p.numel() for p in model.parameters()),
        vocabulary=len(pairs), python=platform.python_version(), steps=steps, batch=BATCH, context=MAKE["context"],
        characters=data.standard_library("train").characters, valid=valid, test=test, order=ORDER, made=made,
        counted=counted("valid", "test"),
    )  # fmt: skip
    scores = [{"valid": round(valid, 3), "test": round(test, 3)}]
    content = save({**weights, "merges": torch.tensor(pairs.merges, dtype=torch.int16)})
    keep(NAME, content, card, {"network": "GPT", "make": MAKE, "steps": [steps], "scores": scores})


def main(what: str = "") -> None:
    """Train and store; ``time`` measures three steps and says how long all would take here."""
    pairs = BytePairs.learned(data.standard_library("train").texts, MAKE["vocabulary"])
    if what == "time":
        seconds = train(pairs, only=3)[1] / 3
        print(f"{seconds:.2f} s a step with {torch.get_num_threads()} threads: {seconds * STEPS / 3600:.1f} hours")
        return
    steps = int(what or STEPS)
    model, seconds = train(pairs, steps)
    where = torch.cuda.get_device_name() if torch.cuda.is_available() else f"{torch.get_num_threads()} threads of a CPU"
    store(model, pairs, steps, f"{seconds:.0f} s on {where}")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Why some mutants may survive: a list that somebody has read and signed with reasons.

A mutant is named by its task and by the statement before and after the change, so a solution may move its lines.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from tools.pages.files import ROOT
from tools.quality.mutants.verdicts import Result

FOLDER = ROOT / "tests" / "lessons"
NONE = "no reason given"
Key = tuple[str, str, str]


def read(folder: Path = FOLDER) -> dict[Key, str]:
    """The reasons in each lesson's ``survivors.toml``, by task, statement before and statement after."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/survivors.toml"))]
    entries = [entry for text in texts for entry in tomllib.loads(text).get("survivor", [])]
    return {(one["task"], one["before"], one["after"]): one.get("reason", "").strip() for one in entries}


def key(result: Result) -> Key:
    return result.task, result.mutant.before, result.mutant.after


def of(result: Result, reasons: dict[Key, str]) -> str:
    """The reason why this mutant may survive, or that there is none."""
    return reasons.get(key(result)) or NONE


def stale(results: list[Result], reasons: dict[Key, str]) -> list[Key]:
    """Entries about mutants that are killed, or no longer exist, among the tasks that were run in full."""
    alive = {key(result) for result in results if not result.killed}
    tasks = {result.task for result in results}
    return [one for one in reasons if one[0] in tasks and one not in alive]


def entry(result: Result, reason: str = "") -> str:
    """An entry for the list. A JSON text is a TOML text too."""
    named = dict(zip(("task", "before", "after"), key(result), strict=True), reason=reason)
    lines = [f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in named.items()]
    return "\n".join(["[[survivor]]", *lines])

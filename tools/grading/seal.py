"""Whether a notebook has laid hands on the checker in its memory: asked there, compared here.

It notices an assignment, a patch or another seed. Whoever reads this can deceive it: what runs in the same process
as a check can change the check. So it is a note in the table, and never a mark.
"""

from __future__ import annotations

import ast
import json
from typing import Any

# Defines, asks and forgets one function. Only code counts: constants, such as a time limit, are the author's to set.
ASK = """
def _seal():
    import hashlib, json, os, sys, types
    def code(one):
        one = getattr(one, "__wrapped__", one)
        if isinstance(one, types.FunctionType):
            return [hashlib.sha1(one.__code__.co_code).hexdigest(), len(one.__code__.co_consts), one.__module__]
        if isinstance(one, property):
            return code(one.fget)
        if isinstance(one, type):
            parts = [part for _, part in sorted(vars(one).items())]
            return [code(part) for part in parts if isinstance(part, (property, types.FunctionType))]
        return type(one).__name__ if callable(one) else None
    found = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("course.checks") and module is not None:
            for key, one in sorted(vars(module).items()):
                if callable(one) and not key.startswith("__"):
                    found[name + "." + key] = repr(code(one))
    my = globals().get("MY")
    student = str(getattr(my, "_student", ""))[:200]
    return json.dumps({"code": found, "seed": os.environ.get("COURSE_GRADE_SEED"), "student": student})
_sealed = _seal()
del _seal
"""
EXPRESSION = {"seal": "_sealed"}


def read(reply: Any) -> dict[str, Any]:
    """What a kernel answered; empty where it gave nothing that can be read."""
    try:
        text = reply["content"]["user_expressions"]["seal"]["data"]["text/plain"]
        found = json.loads(ast.literal_eval(text)) if len(text) < 200_000 else {}
        return found if isinstance(found, dict) and isinstance(found.get("code"), dict) else {}
    except Exception:  # a submission may have broken whatever makes the answer
        return {}


def broken(first: dict[str, Any], now: dict[str, Any]) -> str:
    """What has changed since the beginning, as a sentence; empty where nothing has."""
    if not now:
        return "the checker could not be looked at"
    names = sorted(name for name, said in first["code"].items() if now["code"].get(name) != said)
    if names:
        return f"the checker was changed in this notebook: {', '.join(names[:3])}"
    return "COURSE_GRADE_SEED was changed in this notebook" if first["seed"] != now["seed"] else ""

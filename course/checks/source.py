"""The learner's own code: where in it something happened, whether it was begun, whether two programs are one text."""

import dis
import linecache
import sysconfig
import traceback
import types
from collections.abc import Iterable
from pathlib import Path

import torch

_OURS = [str(Path(__file__).parents[1])]
_LIBRARIES = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
Frame = tuple[str, int, str]  # a file, a line, a function


def raised(error: BaseException) -> str:
    """The last line of the learner's own code on the way to the error."""
    frames = traceback.extract_tb(error.__traceback__)
    return last((f.filename, f.lineno or 0, f.name) for f in reversed(frames))


def running(frame: types.FrameType | None) -> str:
    """The learner's line that is being run."""
    stack = traceback.walk_stack(frame) if frame else ()
    return last((f.f_code.co_filename, line, f.f_code.co_name) for f, line in stack)


def last(frames: Iterable[Frame]) -> str:
    """The learner's own line among frames, the innermost first: ", in half, line 2: `return x / 2`"; or ""."""
    for file, number, function in frames:
        if not file.startswith((*_OURS, *_LIBRARIES)) and "<frozen" not in file:
            line = linecache.getline(file, number).strip()
            return f", in {function}, line {number}" + (f": `{line[:120]}`" if line else "")
    return ""


def code_of(answer: object) -> object:
    """A function's or class's compiled code in a comparable form; None for anything else."""
    if isinstance(answer, types.FunctionType):
        return _code(answer.__code__)
    if isinstance(answer, type):
        return tuple(sorted((name, code_of(part)) for name, part in vars(answer).items() if code_of(part) is not None))
    if isinstance(answer, (staticmethod, classmethod)):
        return code_of(answer.__func__)
    return None


def _code(code: types.CodeType) -> tuple:
    """The instructions, without what differs between a notebook and a module for the same text.

    There the compiler may choose another instruction for ``torch.rand(...)``, as it knows of the import or does not.
    """
    same = {"LOAD_METHOD": "LOAD_ATTR", "CALL_METHOD": "CALL_FUNCTION"}
    without_effect = {"PUSH_NULL", "PRECALL", "CACHE", "EXTENDED_ARG", "NOP", "RESUME", "COPY_FREE_VARS"}
    jumps = {*dis.hasjrel, *dis.hasjabs}
    steps = []
    for step in dis.get_instructions(code):
        if step.opname in without_effect:
            continue
        value = None if step.opcode in jumps else step.argval  # a jump's aim is a position
        made = _code(value) if isinstance(value, types.CodeType) else repr(value)
        steps.append((same.get(step.opname, step.opname), made))
    return tuple(steps)


def is_stub(answer: object, depth: int = 3) -> bool:
    """Whether the learner has not begun: dots, or a function or class whose bodies are empty.

    depth: how far to look into lists inside lists.
    """
    if answer is Ellipsis:
        return True
    if isinstance(answer, (list, tuple, dict)) and depth:
        parts = answer.values() if isinstance(answer, dict) else answer
        return any(is_stub(part, depth - 1) for part in parts)
    if isinstance(answer, types.FunctionType):
        return _empty(answer.__code__)
    if isinstance(answer, (type, torch.nn.Module)):
        owner = answer if isinstance(answer, type) else type(answer)
        if owner.__module__.startswith(("torch.", "course.")):
            return False
        bodies = [part for part in vars(owner).values() if isinstance(part, types.FunctionType)]
        own = [part for part in bodies if part.__module__ == owner.__module__]
        decisive = [part for part in own if part.__name__ in ("__init__", "forward")] or own
        return bool(decisive) and any(_empty(part.__code__) for part in decisive)
    return False


def _empty(code: types.CodeType) -> bool:
    """Whether the compiled body does nothing and returns None."""
    return _code(code) == _code((lambda: None).__code__)

"""What an answer's compiled code tells: whether it was begun, and whether two programs are the same text."""

import dis
import types

import torch


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

"""Where in the learner's own code something happened, in words."""

import linecache
import sysconfig
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

_OURS = [str(Path(__file__).parents[1])]
_LIBRARIES = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
Frame = tuple[str, int, str]  # a file, a line, a function


def raised(error: BaseException) -> str:
    """The last line of the learner's own code on the way to the error."""
    frames = traceback.extract_tb(error.__traceback__)
    return last((f.filename, f.lineno or 0, f.name) for f in reversed(frames))


def running(frame: FrameType | None) -> str:
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

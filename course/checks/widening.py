"""float32 beside float64: a check may feed other floating types than the notebook's cells.

A right answer that makes tensors of its own, ``torch.ones(n, 1)``, runs in the notebook, where everything is float32,
and stops in a check that feeds float64 for its accuracy. Such a check is run again with the narrower tensors widened.
"""

from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from course.checks.running import text_of

NARROW = (torch.float32, torch.float16, torch.bfloat16)
SIGNS = ("dtype", "scalar type", "data type", "did not match", "same type")


def mixed(error: BaseException) -> bool:
    """Whether PyTorch refused to compute with several number types."""
    return isinstance(error, (RuntimeError, TypeError)) and any(sign in text_of(error) for sign in SIGNS)


class Widening(TorchFunctionMode):
    """Inside, an operation that refuses mixed types is tried again with all fractions as float64."""

    def __torch_function__(self, func: Any, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
        """Call ``func``, if need be with wider arguments."""
        kwargs = kwargs or {}
        try:
            return func(*args, **kwargs)
        except (RuntimeError, TypeError) as error:
            pairs: list[tuple[Tensor, Tensor]] = []
            wide = [_wide(part, pairs) for part in args], {name: _wide(part, pairs) for name, part in kwargs.items()}
            if not mixed(error) or not pairs:
                raise
            result = func(*wide[0], **wide[1])
            for narrow, its in pairs:
                if not narrow.requires_grad and not torch.equal(its, narrow.double()):
                    narrow.copy_(its)  # changed in place, as batch normalisation does with its statistics
            return result


def _wide(part: Any, pairs: list[tuple[Tensor, Tensor]]) -> Any:
    """An argument with its narrow tensors widened; each pair is noted."""
    if isinstance(part, Tensor) and part.dtype in NARROW:
        pairs.append((part, part.double()))
        return pairs[-1][1]
    if type(part) in (list, tuple):
        return type(part)(_wide(one, pairs) for one in part)
    return part

"""What a rule may need to know besides the page, and what a rule is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from tools.pages import files


@dataclass(frozen=True)
class Context:
    """What a rule may need to know besides the lesson."""

    root: Path = field(default_factory=lambda: files.ROOT)

    @cached_property
    def repository(self) -> str:
        return files.repository(self.root)


Rule = Callable[[NotebookNode, Path, Context], list[str]]

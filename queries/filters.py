"""What the visitor chose to see: a value that pages hand over and that one macro understands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Filters:
    """An empty field means everything; several values in a field mean any of them; fields add up."""

    regions: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    workshops: tuple[int, ...] = ()
    sessions: tuple[int, ...] = ()
    text: str = ""

    def but(self, **changes: Any) -> Filters:
        """The same filters with some fields replaced."""
        return replace(self, **changes)

    def parameters(self) -> dict[str, Any]:
        """The struct `matching.sql` takes: lists, and the searched words."""
        return {name: list(getattr(self, name)) for name in _LISTS} | {"words": self.text.split()}


_LISTS = ("regions", "departments", "themes", "stages", "statuses", "workshops", "sessions")

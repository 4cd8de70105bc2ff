"""Who somebody is and what the rules let them do, as the screen needs to know it. `record` checks it all again."""

from __future__ import annotations

from dataclasses import dataclass

from queries.filters import Filters


@dataclass(frozen=True)
class Person:
    """Somebody who may act, with the territory they answer for (no region: the whole country)."""

    id: str
    name: str
    position: str
    role: str
    region: str | None
    department: str | None
    territory: str | None
    local: bool

    def own_ground(self, filters: Filters) -> Filters:
        """The filters, kept within the territory this person answers for."""
        if self.department is not None:
            return filters.but(regions=(self.region,), departments=(self.department,))
        return filters.but(regions=(self.region,)) if self.region is not None else filters

    def answers_for(self, region: str, department: str) -> bool:
        """Whether a place lies in their territory."""
        return self.region in (None, region) and self.department in (None, department)

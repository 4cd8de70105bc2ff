"""Who somebody is and what the rules let them do, as the screen needs to know it. `record` checks it all again."""

from __future__ import annotations

from dataclasses import dataclass

from queries.filters import Filters

NOWHERE = ""  # the code of no place


def _within(own: str | None, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """The places chosen that are in a territory (None: everywhere)."""
    if own is None:
        return chosen
    return (own,) if not chosen or own in chosen else (NOWHERE,)


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
        """The filters, kept within the territory this person answers for: nothing is left of those outside it."""
        return filters.but(
            regions=_within(self.region, filters.regions), departments=_within(self.department, filters.departments)
        )

    def is_outside(self, filters: Filters) -> bool:
        """Whether the regions or the départements chosen leave nothing of this person's territory."""
        own = self.own_ground(filters)
        return NOWHERE in own.regions or NOWHERE in own.departments

    def answers_for(self, region: str, department: str) -> bool:
        """Whether a place lies in their territory."""
        return self.region in (None, region) and self.department in (None, department)

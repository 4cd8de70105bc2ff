"""How far each proposal has come: a path among those of `paths.csv`, in the shares written there."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from data.sample.material import sample

PAST = (40, 37)  # days ago: the session that has met, from its day to its end
AFTER_PAST = 35  # days ago: what follows from it begins
NEXT = (13, 8)  # days ago: what the coming session has decided already
QUIET = 8  # days ago: nothing but what is chosen for the last week is more recent
SHORTER = (("under_review", "put_forward"), ("under_review",), ())

Path = tuple[str, ...]


def fates(ages: Sequence[int], paces: Sequence[float], chance: random.Random) -> list[Path]:
    """A path for each proposal, given the days since its sheet came in and how fast its region works."""
    speeds = [age * pace * _luck(chance) for age, pace in zip(ages, paces, strict=True)]
    waiting = sorted(range(len(ages)), key=speeds.__getitem__, reverse=True)
    chosen: dict[int, Path] = {}
    for group, paths in _by_group(len(ages), chance).items():
        ready = [one for one in waiting if group != "follow_up" or ages[one] > PAST[0] + 5][: len(paths)]
        chosen |= dict(zip(ready, paths, strict=False))
        waiting = [one for one in waiting if one not in chosen]
    return [_within(chosen.get(one, ()), age) for one, age in enumerate(ages)]


def windows(steps: Path, taken_in: int) -> list[tuple[int, int]]:
    """From and to how many days ago each step of a path is taken; the windows follow one another."""
    past = [place for place, step in enumerate(steps) if step.endswith("@past")]
    coming = [place for place, step in enumerate(steps) if step.endswith("@next")]
    first_next = coming[0] if coming else len(steps)
    last = NEXT[0] + 1 if coming else QUIET
    first_past, last_past = (past[0], past[-1]) if past else (first_next, first_next)
    return [
        NEXT
        if place >= first_next
        else (AFTER_PAST, last)
        if place > last_past
        else PAST
        if place >= first_past
        else (taken_in, PAST[0] + 1 if past else last)
        for place in range(len(steps))
    ]


def assure(paths: list[Path], ages: Sequence[int], here: Sequence[bool], lasts: Sequence[str], least: int) -> None:
    """See that at least `least` of the paths `here` end by each of the `lasts`, by swapping with those elsewhere."""
    for last in lasts:
        missing = least - sum(inside and _last(path) == last for path, inside in zip(paths, here, strict=True))
        for _ in range(missing):
            _swap_one_in(paths, ages, here, lasts, last, least)


def _swap_one_in(
    paths: list[Path], ages: Sequence[int], here: Sequence[bool], lasts: Sequence[str], last: str, least: int
) -> None:
    """Swap a path that ends by `last`, elsewhere, with one that is not needed here, if both have the time for it."""
    ending = Counter(_last(path) for path, inside in zip(paths, here, strict=True) if inside)
    spare = [
        place
        for place, path in enumerate(paths)
        if here[place] and (_last(path) not in lasts or ending[_last(path)] > least)
    ]
    wanted = [place for place, path in enumerate(paths) if not here[place] and _last(path) == last]
    for mine in sorted(spare, key=lambda place: -ending[_last(paths[place])]):
        for other in wanted:
            if _in_time(paths[other], ages[mine]) and _in_time(paths[mine], ages[other]):
                paths[mine], paths[other] = paths[other], paths[mine]
                return


def _last(path: Path) -> str:
    return path[-1].partition("@")[0] if path else "received"


def _luck(chance: random.Random) -> float:
    """Some proposals go faster than others of their age, and a few are forgotten."""
    return chance.uniform(0.6, 1.4) * (0.25 if chance.random() < 0.08 else 1)


def _by_group(count: int, chance: random.Random) -> dict[str, list[Path]]:
    """As many paths as there are proposals, in their shares, from the group that has come furthest."""
    shares = [(row["group"], tuple(row["path"].split()), int(row["per_thousand"])) for row in sample("paths")]
    whole = sum(share for _, _, share in shares)
    groups: dict[str, list[Path]] = {}
    reached = 0
    for group, path, share in shares:
        before, reached = reached, reached + share
        groups.setdefault(group, []).extend([path] * (count * reached // whole - count * before // whole))
    for paths in groups.values():
        chance.shuffle(paths)
    return groups


def _within(path: Path, age: int) -> Path:
    """The path, or the longest of the shorter ones that there was time for."""
    return next(steps for steps in (path, *SHORTER) if _in_time(steps, age))


def _in_time(steps: Path, age: int) -> bool:
    spans = windows(steps, age)
    first = [span for span in spans if span[0] == age]
    return not first or age - first[0][1] >= 2 * len(first)

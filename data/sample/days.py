"""Working days counted back from a day, and the instants of their office hours, as the store keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
OPENS, CLOSES = 8 * 60, 18 * 60  # minutes of the day, in Paris
DAWN, EARLY = 5 * 60 + 30, 6 * 60  # minutes of the day, in UTC: what may already have happened on the day itself
HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}


def is_working(day: date) -> bool:
    """Whether offices are open (the moving holidays are left out)."""
    return day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS


class Days:
    """The last working day at or before each number of days ago; `back` is such a number."""

    def __init__(self, today: date, reach: int = 200) -> None:
        self.today = today
        self._days = [_working_day(today - timedelta(days=back)) for back in range(reach)]
        self._midnights = [_second(datetime(day.year, day.month, day.day, tzinfo=PARIS)) for day in self._days]

    def day(self, back: int) -> date:
        """The working day `back` days ago, or the last one before it."""
        return self._days[back]

    def worked(self, back: int) -> bool:
        """Whether `back` days ago was itself a working day."""
        return self._days[back] == self.today - timedelta(days=back)

    def second(self, back: int, minute: int) -> int:
        """The instant, in seconds since 1970 in UTC, of a minute of that day in Paris."""
        return self._midnights[back] + minute * 60

    def second_of_today(self, minute: int) -> int:
        """The instant of a minute of the day itself, in UTC."""
        return _second(datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)) + minute * 60


def _working_day(day: date) -> date:
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def _second(instant: datetime) -> int:
    return int(instant.timestamp())

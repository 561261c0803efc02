"""The clock: the only module that reads it; every other floor is told the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_NEW_YORK = ZoneInfo("America/New_York")


def now_utc() -> datetime:
    """Return the current moment."""
    return datetime.now(UTC)


def today_in_new_york() -> date:
    """Return the date on which programs open and close for the whole country."""
    return now_utc().astimezone(_NEW_YORK).date()

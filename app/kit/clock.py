"""Time enters at the edge (a view, a command, a job) and is passed down as `at`."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# WIB, WITA and WIT; the first where nothing else is known.
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def now() -> datetime:
    return datetime.now(UTC)


def local_date(at: datetime, time_zone: str) -> date:
    """The calendar day on which `at` falls for an agency; yearly targets and daily caps use it."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def end_of_day(day: date, time_zone: str) -> datetime:
    """The last second of it, which still reads as this day."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(time_zone))

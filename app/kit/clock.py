"""Time enters at the edge (a view, a command, a job) and is passed down as `at`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# WIB, WITA and WIT; the first where nothing else is known.
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def now() -> datetime:
    return datetime.now(UTC)


def local_date(at: datetime, time_zone: str) -> date:
    """The calendar day on which `at` falls for an agency; yearly targets and daily caps use it."""
    return at.astimezone(ZoneInfo(time_zone)).date()

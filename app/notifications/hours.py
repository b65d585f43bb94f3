"""When a mail may come: quiet hours, and the hour of the daily one, by the reader's clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.notifications.kinds import DAILY


@dataclass(frozen=True)
class Hours:
    """Full hours, 0 to 23. Quiet from `quiet_from` until before `quiet_until`, perhaps across
    midnight; never where both are the same."""

    quiet_from: int = 21
    quiet_until: int = 6
    digest: int = 7

    def is_quiet(self, hour: int) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


def due_at(frequency: str, hours: Hours, *, zone: str, at: datetime) -> datetime:
    """The daily hour was chosen by itself, so it counts also where it is a quiet one."""
    local = at.astimezone(ZoneInfo(zone))
    if frequency == DAILY:
        return _next(local, hours.digest)
    return _next(local, hours.quiet_until) if hours.is_quiet(local.hour) else at


def _next(local: datetime, hour: int) -> datetime:
    today = datetime.combine(local.date(), time(hour), local.tzinfo)
    return today if today > local else today + timedelta(days=1)

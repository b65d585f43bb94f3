"""When a mail is due: by the reader's clock, across midnight, in three zones."""

from datetime import UTC, datetime

import pytest

from app.notifications.hours import Hours, due_at
from app.notifications.kinds import AT_ONCE, DAILY

AMBON, JAKARTA = "Asia/Jayapura", "Asia/Jakarta"  # UTC+9, UTC+7


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "zone", "due"),
    [
        (utc(22, 3), AMBON, utc(22, 3)),  # noon in Ambon
        (utc(22, 11, 59), AMBON, utc(22, 11, 59)),  # 20.59
        (utc(22, 12), AMBON, utc(22, 21)),  # 21.00 → 06.00 of the next day
        (utc(22, 16), AMBON, utc(22, 21)),  # 01.00 → 06.00 of the same day
        (utc(22, 20, 59), AMBON, utc(22, 21)),  # 05.59
        (utc(22, 21), AMBON, utc(22, 21)),  # 06.00
        (utc(22, 12), JAKARTA, utc(22, 12)),  # 19.00
        (utc(22, 14), JAKARTA, utc(22, 23)),  # 21.00 → 06.00
    ],
)
def test_what_happens_in_quiet_hours_waits_until_they_are_over(told, zone, due) -> None:
    assert due_at(AT_ONCE, Hours(21, 6, 7), zone=zone, at=told) == due


def test_quiet_hours_may_lie_within_a_day() -> None:
    hours = Hours(quiet_from=12, quiet_until=14, digest=7)
    assert due_at(AT_ONCE, hours, zone=AMBON, at=utc(22, 3, 30)) == utc(22, 5)
    assert due_at(AT_ONCE, hours, zone=AMBON, at=utc(22, 16)) == utc(22, 16)


def test_the_same_hour_twice_means_no_quiet_hours() -> None:
    assert due_at(AT_ONCE, Hours(6, 6, 7), zone=AMBON, at=utc(22, 16)) == utc(22, 16)


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (utc(22, 3), utc(22, 22)),  # noon → 07.00 of the next day
        (utc(22, 21, 59), utc(22, 22)),  # 06.59 → 07.00
        (utc(22, 22), utc(23, 22)),  # 07.00 has gone
    ],
)
def test_the_daily_mail_comes_at_the_next_of_its_hour(told, due) -> None:
    assert due_at(DAILY, Hours(21, 6, 7), zone=AMBON, at=told) == due

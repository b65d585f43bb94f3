"""How long what is kept."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.settings.kinds import Number
from app.settings.registry import Group, Setting, declare
from app.settings.units import days, years

RETENTION = Group("retention", lazy_gettext("How long data is kept"))


def _days(
    rule: str, label: object, help_: object, least: int, default: int, *, most: int = 3650
) -> Setting[int]:
    return declare(
        Setting(
            key=f"privacy.{rule.replace('_', '-')}-days",
            group=RETENTION,
            label=label,
            help=help_,
            kind=Number(least, most, unit=days),
            default=default,
        )
    )


# Code of a rule → its days. For a year people can see who looked at them; else the least is what
# still needs the rows: sessions tell for 12 hours whose form it was that was kept while signed out.
DAYS: Mapping[str, Setting[int]] = {
    "views": _days(
        "views",
        lazy_gettext("Who looked at whose record"),
        lazy_gettext("Counted from the day of the look. People see it under their profile."),
        365,
        730,
    ),
    "notices": _days(
        "notices",
        lazy_gettext("Notices"),
        lazy_gettext("Counted from the day of the notice, whether it was read or not."),
        30,
        365,
    ),
    "deliveries": _days(
        "deliveries",
        lazy_gettext("Log of mails"),
        lazy_gettext("Counted from the day on which a mail was sent or given up."),
        7,
        90,
    ),
    "staff_rows": _days(
        "staff_rows",
        lazy_gettext("Rows of staff lists"),
        lazy_gettext(
            "Counted from the day on which the list was applied. After that nobody can look up "
            "what it changed, row by row."
        ),
        30,
        365,
    ),
    "sessions": _days(
        "sessions",
        lazy_gettext("Ended sign-ins"),
        lazy_gettext("Counted from the end of the session."),
        1,
        30,
    ),
    "devices": _days(
        "devices",
        lazy_gettext("Devices that are no longer remembered"),
        lazy_gettext("Counted from the day on which the device was signed out."),
        1,
        30,
    ),
    "links": _days(
        "links",
        lazy_gettext("One-time links that were used or have run out"),
        lazy_gettext("Counted from that day."),
        1,
        30,
    ),
    "throttles": _days(
        "throttles",
        lazy_gettext("Counters of failed sign-ins"),
        lazy_gettext("Counted from the last failure."),
        1,
        7,
    ),
    "jobs": _days(
        "jobs",
        lazy_gettext("Long work and its files"),
        lazy_gettext("Counted from its end. So long a file that was made can be taken along."),
        1,
        7,
        # Their files hold lists of people.
        most=30,
    ),
    "corrections": _days(
        "corrections",
        lazy_gettext("Answered correction requests"),
        lazy_gettext("Counted from the answer."),
        30,
        1095,
    ),
}
LEAVER_YEARS = declare(
    Setting(
        key="privacy.leaver-years",
        group=RETENTION,
        label=lazy_gettext("Names of people who have left"),
        help=lazy_gettext(
            "So long after their account was shut people can still be found by name. Then an "
            "administrator may take their name and everything that points to them away, for good."
        ),
        kind=Number(1, 50, unit=years),
        default=5,
    )
)

"""What administrators set about mail."""

from flask_babel import lazy_gettext

from app.settings.kinds import Number
from app.settings.registry import Group, Setting, declare
from app.settings.units import clock

MAIL = Group("mail", lazy_gettext("Mail"))
A_FULL_HOUR = Number(0, 23, unit=clock)

QUIET_FROM = declare(
    Setting(
        key="notifications.quiet-from",
        group=MAIL,
        label=lazy_gettext("No mail from this hour"),
        help=lazy_gettext(
            "For whoever has chosen no hours of their own, by their own clock. "
            "What concerns the account comes at any hour."
        ),
        kind=A_FULL_HOUR,
        default=21,
    )
)
QUIET_UNTIL = declare(
    Setting(
        key="notifications.quiet-until",
        group=MAIL,
        label=lazy_gettext("Mail again from this hour"),
        help=lazy_gettext("The same hour as above: mail comes at any hour."),
        kind=A_FULL_HOUR,
        default=6,
    )
)
DAILY_MAIL = declare(
    Setting(
        key="notifications.daily-mail",
        group=MAIL,
        label=lazy_gettext("The daily mail comes at"),
        help=lazy_gettext("For whoever wants one mail a day and has chosen no hour of their own."),
        kind=A_FULL_HOUR,
        default=7,
    )
)

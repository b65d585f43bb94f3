"""What administrators set about signing in."""

from flask_babel import lazy_gettext

from app.kit.errors import Invalid
from app.settings.kinds import Choices, Number
from app.settings.registry import Group, Setting, declare
from app.settings.units import days, hours
from app.settings.values import value_of

SIGNING_IN = Group("signing-in", lazy_gettext("Signing in"), is_guarded=True)


def _is_idle_within(session: int) -> None:
    _compare(value_of(SESSION_IDLE_HOURS), session)


def _is_within_session(idle: int) -> None:
    _compare(idle, value_of(SESSION_HOURS))


def _compare(idle: int, session: int) -> None:
    """Hours; a longer time without a page would never be reached."""
    if idle > session:
        raise Invalid("settings.idle-longer", idle=idle, session=session)


SECOND_FACTOR = declare(
    Setting(
        key="accounts.second-factor",
        group=SIGNING_IN,
        label=lazy_gettext("Who needs a second factor"),
        help=lazy_gettext(
            "Whoever holds one of these roles sets up an app with codes at their next sign-in, "
            "before anything else. Everybody else may use one."
        ),
        kind=Choices(
            (
                ("employee", lazy_gettext("Employee")),
                ("author", lazy_gettext("Author")),
                ("supervisor", lazy_gettext("Supervisor")),
                ("officer", lazy_gettext("Training officer")),
                ("admin", lazy_gettext("Administrator")),
            )
        ),
        default=("officer", "admin"),
        variable="LENTERA_SECOND_FACTOR",
    )
)
SESSION_IDLE_HOURS = declare(
    Setting(
        key="accounts.session-idle-hours",
        group=SIGNING_IN,
        label=lazy_gettext("Signed out after so long without a page"),
        help=lazy_gettext(
            "The shorter, the less somebody finds on a computer that was left open. "
            "Reading a long lesson opens no page."
        ),
        kind=Number(1, 168, unit=hours),
        default=4,
        variable="LENTERA_SESSION_IDLE_HOURS",
        check=_is_within_session,
    )
)
SESSION_HOURS = declare(
    Setting(
        key="accounts.session-hours",
        group=SIGNING_IN,
        label=lazy_gettext("Signed out after so long in any case"),
        help=lazy_gettext(
            "Then people sign in anew, or come back on a device that keeps them signed in."
        ),
        kind=Number(1, 168, unit=hours),
        default=12,
        variable="LENTERA_SESSION_HOURS",
        check=_is_idle_within,
    )
)
REMEMBER_DAYS = declare(
    Setting(
        key="accounts.remember-days",
        group=SIGNING_IN,
        label=lazy_gettext("“Keep me signed in” holds for"),
        help=lazy_gettext(
            "Fewer days count at once, also for devices that are kept signed in already. "
            "With 0 it is not offered, and nobody comes back without signing in."
        ),
        kind=Number(0, 365, unit=days),
        default=30,
        variable="LENTERA_REMEMBER_DAYS",
    )
)

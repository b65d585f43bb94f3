"""What administrators set about staff lists."""

from flask_babel import lazy_gettext

from app.settings.groups import FILES
from app.settings.kinds import Number
from app.settings.registry import Setting, declare
from app.settings.units import MEGABYTE, megabytes
from app.settings.values import value_of

LIST_SIZE = declare(
    Setting(
        key="staffing.list-size",
        group=FILES,
        label=lazy_gettext("Largest staff list"),
        help=lazy_gettext("25,000 employees with all their data need about 5 MB."),
        kind=Number(1, 100, unit=megabytes),
        default=20,
    )
)


def most_bytes() -> int:
    return value_of(LIST_SIZE) * MEGABYTE

"""What administrators set about writing courses."""

from flask_babel import lazy_gettext

from app.settings.groups import FILES
from app.settings.kinds import Number
from app.settings.registry import Setting, declare
from app.settings.units import MEGABYTE, megabytes
from app.settings.values import value_of

UPLOAD_SIZE = declare(
    Setting(
        key="studio.upload-size",
        group=FILES,
        label=lazy_gettext("Largest upload in the Studio"),
        help=lazy_gettext(
            "A course as a ZIP, or one of its files. Authors whose courses hold videos need more; "
            "the server in front may allow less."
        ),
        kind=Number(1, 100, unit=megabytes),
        default=100,
    )
)


def most_bytes() -> int:
    return value_of(UPLOAD_SIZE) * MEGABYTE

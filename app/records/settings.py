"""Who decides on what people enter, and what they have to show for it."""

from flask_babel import lazy_gettext, ngettext

from app.settings.groups import FILES
from app.settings.kinds import Choice, Number
from app.settings.registry import Group, Setting, declare
from app.settings.units import MEGABYTE, megabytes
from app.settings.values import value_of

RECORD = Group("record", lazy_gettext("Training record"))


def _files(count: int) -> str:
    return str(ngettext("%(num)d file", "%(num)d files", count))


VERIFIERS = declare(
    Setting(
        key="records.verifiers",
        group=RECORD,
        label=lazy_gettext("Who verifies outside trainings"),
        help=lazy_gettext(
            "What employees enter counts once it is verified. Where nobody supervises somebody, "
            "or the supervisor has not looked for a week, the training officer decides alone."
        ),
        kind=Choice(
            (
                ("officer", lazy_gettext("The training officer")),
                ("either", lazy_gettext("The supervisor or the training officer, who comes first")),
                ("both", lazy_gettext("First the supervisor, then the training officer")),
            )
        ),
        default="officer",
    )
)
FEWEST_FILES = declare(
    Setting(
        key="records.fewest-files",
        group=RECORD,
        label=lazy_gettext("Files that an outside training needs"),
        help=lazy_gettext(
            "How many files, such as the certificate, have to be there before an entry can be sent."
        ),
        kind=Number(0, 5, unit=_files),
        default=1,
    )
)
FILE_SIZE = declare(
    Setting(
        key="records.file-size",
        group=FILES,
        label=lazy_gettext("Largest file in the training record"),
        help=lazy_gettext(
            "A certificate as a PDF or a photo. Photos are made smaller before they are kept."
        ),
        kind=Number(1, 25, unit=megabytes),
        default=10,
    )
)


def most_bytes() -> int:
    return value_of(FILE_SIZE) * MEGABYTE

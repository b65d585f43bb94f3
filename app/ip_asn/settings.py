"""Whether discipline is kept."""

from flask_babel import lazy_gettext

from app.records.settings import RECORD
from app.settings.kinds import Choice
from app.settings.registry import Setting, declare
from app.settings.values import value_of

DISCIPLINE = declare(
    Setting(
        key="ip-asn.discipline",
        group=RECORD,
        label=lazy_gettext("Keep sanctions for the IP ASN"),
        help=lazy_gettext(
            "Disciplinary sanctions are sensitive. Where they are not kept, everybody can still "
            "choose their own in the simulation, and a unit's average counts as if nobody had one."
        ),
        kind=Choice(
            (
                ("no", lazy_gettext("Do not keep them")),
                ("yes", lazy_gettext("Officers may type them")),
            )
        ),
        default="no",
    )
)


def keeps_discipline() -> bool:
    return value_of(DISCIPLINE) == "yes"

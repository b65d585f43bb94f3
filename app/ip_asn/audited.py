"""What of the index is recorded, and its words."""

from collections.abc import Mapping
from decimal import Decimal

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.ip_asn.models import IpAsnVersion

catalogue.register(
    actions={
        "ip-asn.entered": lazy_gettext("Weights of the IP ASN entered"),
        "ip-asn.withdrawn": lazy_gettext("Weights of the IP ASN withdrawn"),
    },
    fields={
        "source": lazy_gettext("Source"),
        "needed_jp": lazy_gettext("JP that a year needs"),
        "weights": lazy_gettext("Weights"),
        "categories": lazy_gettext("Categories"),
        "trainings": lazy_gettext("What counts as training"),
    },
    objects={"ip-asn-version": lazy_gettext("Weights of the IP ASN")},
    views={"ip-asn.person": lazy_gettext("The simulation of the IP ASN")},
)


def entered(version: IpAsnVersion, facts: Mapping[str, object], *, by: Person) -> None:
    """`facts`: field → what now stands there."""
    _record("ip-asn.entered", version, by, {name: (None, new) for name, new in facts.items()})


def withdrew(version: IpAsnVersion, facts: Mapping[str, object], *, by: Person) -> None:
    _record("ip-asn.withdrawn", version, by, {name: (old, None) for name, old in facts.items()})


def points_text(points: Mapping[str, Decimal]) -> str:
    """“s3 25, s2 20”: codes, since whoever reads it may read another language."""
    return ", ".join(f"{name} {value.normalize():f}" for name, value in points.items())


def _record(action: str, version: IpAsnVersion, by: Person, changes: Changes) -> None:
    record(action, actor_id=by.id, about=("ip-asn-version", version.id), changes=changes)

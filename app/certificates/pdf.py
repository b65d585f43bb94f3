"""The paper: a snapshot set by typst, in the language of the course's country."""

from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import force_locale, gettext

from app.certificates.letterhead import logo_of
from app.certificates.models import Certificate
from app.config import ROOT
from app.kit.nip import format_nip
from app.kit.pdf import compile_pdf
from app.kit.qr import qr_svg

TEMPLATE = ROOT / "templates" / "certificates" / "certificate.typ"
# An official paper of the agency, whatever language its reader has chosen for the screen.
LANGUAGE = "id"


def certificate_pdf(certificate: Certificate, *, site: str) -> bytes:
    """`site`: the address of the installation, under which the paper is verified."""
    verify_url = f"{site}/verify/{certificate.code}"
    with force_locale(LANGUAGE):
        facts = paper(certificate.snapshot, verify_url=verify_url)
        return compile_pdf(TEMPLATE, {**facts, "logo": logo_of(certificate)})


def paper(facts: dict[str, Any], *, verify_url: str) -> dict[str, Any]:
    """What the template prints: every text ready, none of it markup."""
    return {
        "lang": LANGUAGE,
        "title": gettext("Certificate %(number)s", number=facts["number"]),
        "labels": _labels(),
        "agency": facts["agency"],
        "number": facts["number"],
        "name": facts["name"],
        "person_line": " · ".join(_person(facts)),
        "post_line": " · ".join(filter(None, (facts["position"], facts["unit"], facts["agency"]))),
        "course": facts["course"],
        "period_line": _period(facts),
        "valid_line": _valid(facts),
        "place_line": f"{facts['place']}, {_day(facts['issued_on'])}",
        "signatory_title": facts["signatory_title"],
        "signatory_name": facts["signatory_name"],
        "verify_url": verify_url,
        "qr": qr_svg(verify_url),
        "modules": [
            {"title": m["title"], "minutes": str(m["minutes"]), "jp": _number(m["jp"])}
            for m in facts["modules"]
        ],
        "minutes": str(sum(m["minutes"] for m in facts["modules"])),
        "jp": _number(facts["jp"]),
    }


def _labels() -> dict[str, str]:
    return {
        "certificate": gettext("Certificate"),
        "number": gettext("Number"),
        "given_to": gettext("is given to"),
        "passed": gettext("who has completed and passed the online course"),
        "verify": gettext("Check this certificate at:"),
        "signature": gettext(
            "Issued electronically by Lentera. The QR code leads to the register; "
            "this paper bears no certified electronic signature."
        ),
        "qr_alt": gettext("QR code that leads to the verification page"),
        "modules": gettext("Modules completed"),
        "row": gettext("No."),
        "module": gettext("Module"),
        "minutes": gettext("Minutes"),
        "jp": gettext("JP"),
        "total": gettext("Total"),
        "jp_note": gettext("1 JP (learning hour) = 45 minutes."),
    }


def _person(facts: dict[str, Any]) -> list[str]:
    parts = []
    if facts["nip"]:
        parts.append(f"NIP {format_nip(facts['nip'])}")
    if facts["birth_place"] and facts["birth_date"]:
        parts.append(f"{facts['birth_place']}, {_day(facts['birth_date'])}")
    if facts["rank"]:
        parts.append(facts["rank"])
    return parts


def _period(facts: dict[str, Any]) -> str:
    first, last = _day(facts["started_on"]), _day(facts["completed_on"])
    words = {"provider": facts["provider"], "first": first, "last": last}
    words["jp"] = _number(facts["jp"])
    if first == last:
        return str(gettext("held by %(provider)s on %(last)s, %(jp)s JP", **words))
    return str(gettext("held by %(provider)s from %(first)s to %(last)s, %(jp)s JP", **words))


def _valid(facts: dict[str, Any]) -> str:
    until = facts["valid_until"]
    return str(gettext("Valid until %(day)s.", day=_day(until))) if until else ""


def _day(iso: str) -> str:
    return str(format_date(date.fromisoformat(iso), "d MMMM y", locale=LANGUAGE))


def _number(text: str) -> str:
    return str(format_decimal(Decimal(text), format="#,##0.##", locale=LANGUAGE))

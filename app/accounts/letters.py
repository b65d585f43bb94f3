"""The letter that brings somebody their one-time link on paper."""

from datetime import datetime

from babel.dates import format_date
from flask_babel import force_locale, gettext

from app.accounts import letter_codes, links, queries
from app.accounts.models import Person
from app.config import ROOT
from app.kit.clock import end_of_day, local_date
from app.kit.nip import format_nip
from app.kit.pdf import compile_pdf
from app.kit.qr import qr_svg
from app.web.transaction import transaction

TEMPLATE = ROOT / "templates" / "accounts" / "letter.typ"


def make_letter(
    person: Person, *, by: Person | None, site: str, zone: str, key: str, at: datetime
) -> bytes:
    """The PDF, in the language of its reader. The link before it is void from now on. `key`: the
    instance's.

    In a transaction of its own: the paper is set while nothing is locked.
    """
    code = letter_codes.new_code()
    token = letter_codes.token_of(code, key=key)
    with transaction():
        number = queries.find_number(person.id)
        last_day = local_date(at + links.LASTS_ON_PAPER, zone)
        # A letter names the day alone, so it is good to the end of it.
        lasts = end_of_day(last_day, zone) - at
        links.make_link(person, by=by, lasts=lasts, at=at, token=token)
    with force_locale(person.language):
        day = format_date(last_day, "d MMMM y", locale=person.language)
        ways = _ways(site, code=code, token=token)
        return compile_pdf(TEMPLATE, _paper(person, number, site, day) | ways)


def _ways(site: str, *, code: str, token: str) -> dict[str, object]:
    """To the same page: with a camera, or by hand."""
    url = f"{site}/password/{token}"
    return {
        "url": url,
        "qr": qr_svg(url),
        "qr_alt": gettext("QR code that leads to the page where you choose your password"),
        "typed_url": f"{site}/password",
        "code": letter_codes.grouped(code),
    }


def _paper(person: Person, number: str | None, site: str, day: str) -> dict[str, object]:
    return {
        "lang": person.language,
        "title": gettext("Your way into Lentera"),
        "name": person.name,
        "number": f"NIP {format_nip(number)}" if number else "",
        "greeting": gettext("Dear %(name)s,", name=person.name),
        "intro": gettext(
            "Lentera is where civil servants learn at their own pace, collect JP and receive "
            "certificates. Your account is ready. This is how you begin:"
        ),
        "steps": [
            gettext(
                "Scan the square with the camera of your phone. Or open the address beside it in a "
                "browser and type the code below it."
            ),
            gettext("Choose a password of at least 12 signs: several words that only you put so."),
            gettext(
                "From then on sign in at %(site)s with your NIP or %(email)s and your password.",
                site=site,
                email=person.email,
            ),
        ],
        "warning": gettext(
            "The code works once, until %(day)s. Whoever has it can choose your password, so keep "
            "this letter to yourself and destroy it afterwards.",
            day=day,
        ),
        "lost": gettext(
            "Does it not work any more? Ask the training officer of your agency for a new one."
        ),
    }

"""What a mail says: the notices of a claim, in their reader's language and on their clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup

from app.accounts.models import Person
from app.accounts.queries import find_active_person
from app.config import Config
from app.notifications import kinds, outbox, preferences, texts
from app.notifications.models import Delivery, Notice
from app.notifications.outbox import Claim
from app.notifications.sifting import rows_of
from app.notifications.smtp import Mail
from app.settings import brands
from app.web.locale import reading_as

# More than a list of mails shows.
LONGEST_SUBJECT = 120


@dataclass(frozen=True)
class Part:
    """A notice as a mail tells it."""

    words: str
    html: Markup
    address: str | None
    label: str


def compose(claim: Claim, *, at: datetime) -> Mail | None:
    """None when nothing is left to be told; what was left out says why."""
    rows = rows_of(claim)
    person = find_active_person(rows[0][1].person_id) if rows else None
    if person is None:
        for delivery, _ in rows:
            outbox.skip(delivery, reason="left", at=at)
        return None
    # Asked for and stored here: the context that the words need has a session of its own, which
    # would wait for the lock that this one holds.
    wanted = preferences.of(person.id, at=at)
    sender = _name_of(wanted.agency_id)
    links = [_link(delivery, notice, at) for delivery, notice in rows]
    if any(delivery.state == "skipped" for delivery, _ in rows):
        return None
    first = rows[0][0]
    with reading_as(language=person.language, time_zone=wanted.zone):
        parts = [_part(notice, link) for (_, notice), link in zip(rows, links, strict=True)]
        key = f"{first.id} {first.created_at.isoformat()}"
        return _mail(person, parts, sender, elsewhere=_elsewhere(rows[0][1]), key=key)


def _link(delivery: Delivery, notice: Notice, at: datetime) -> str | None:
    """What has one is urgent, and so alone in its mail."""
    text = kinds.find(notice.kind)
    if text is None or text.link is None:
        return None
    is_over = at - notice.created_at > text.link.lasts
    address = None if is_over else text.link.make(notice.person_id, notice.key, at)
    if address is None:
        outbox.skip(delivery, reason="over", at=at)
    return address


def _elsewhere(notice: Notice) -> str | None:
    """Where the mail goes instead; what has such a place is urgent, and so alone."""
    text = kinds.find(notice.kind)
    return str(notice.params[text.elsewhere.param]) if text and text.elsewhere else None


def _part(notice: Notice, link: str | None) -> Part:
    text = kinds.find(notice.kind)
    if text and text.elsewhere:
        words = str(text.elsewhere.words)
        return Part(words, Markup.escape(words), None, "")
    if link and text and text.link:
        words = str(text.link.words)
        return Part(words, Markup.escape(words), link, str(text.link.label))
    html, path = texts.words_of(notice), texts.address_of(notice)
    address = _site() + path if path else None
    return Part(html.striptags(), html, address, gettext("Open it in Lentera"))


def _mail(
    person: Person, parts: Sequence[Part], sender: str, *, elsewhere: str | None, key: str
) -> Mail:
    """One that goes elsewhere holds no address of a page at all."""
    page = None if elsewhere else _site() + url_for("notifications.choices")
    given = {
        "person": person,
        "parts": parts,
        "site": _site(),
        "preferences": page,
        "sender": sender,
    }
    return Mail(
        key=key,
        address=elsewhere or person.email,
        subject=_subject(parts),
        text=render_template("notifications/mail.txt", **given),
        html=render_template("notifications/mail.html", **given),
        preferences=page,
    )


def _name_of(agency_id: int | None) -> str:
    """By which the reader's agency calls the site."""
    return brands.look_of(agency_id).name or "Lentera" if agency_id else "Lentera"


def _subject(parts: Sequence[Part]) -> str:
    if len(parts) > 1:
        return str(ngettext("%(num)d notice for you", "%(num)d notices for you", len(parts)))
    words = parts[0].words
    if len(words) > LONGEST_SUBJECT:
        words = words.partition(". ")[0]
    return words if len(words) <= LONGEST_SUBJECT else f"{words[: LONGEST_SUBJECT - 1]}…"


def _site() -> str:
    config: Config = current_app.config["LENTERA"]
    return config.base_url

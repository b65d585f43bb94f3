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
    # Made and stored here: the context that the words need has a session of its own.
    links = [_link(delivery, notice, at) for delivery, notice in rows]
    if any(delivery.state == "skipped" for delivery, _ in rows):
        return None
    first, zone = rows[0][0], preferences.of(person.id, at=at).zone
    with reading_as(language=person.language, time_zone=zone):
        parts = [_part(notice, link) for (_, notice), link in zip(rows, links, strict=True)]
        return _mail(person, parts, key=f"{first.id} {first.created_at.isoformat()}")


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


def _part(notice: Notice, link: str | None) -> Part:
    text = kinds.find(notice.kind)
    if link and text and text.link:
        words = str(text.link.words)
        return Part(words, Markup.escape(words), link, str(text.link.label))
    html, path = texts.words_of(notice), texts.address_of(notice)
    address = _site() + path if path else None
    return Part(html.striptags(), html, address, gettext("Open it in Lentera"))


def _mail(person: Person, parts: Sequence[Part], *, key: str) -> Mail:
    page = _site() + url_for("notifications.choices")
    given = {"person": person, "parts": parts, "site": _site(), "preferences": page}
    return Mail(
        key=key,
        address=person.email,
        subject=_subject(parts),
        text=render_template("notifications/mail.txt", **given),
        html=render_template("notifications/mail.html", **given),
        preferences=page,
    )


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

"""One-time links by mail: the link is made when its mail is sent, and stands in the mail alone."""

from contextlib import suppress
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import select

from app.accounts import links
from app.accounts.events import LinkAskedFor
from app.accounts.models import Person
from app.accounts.queries import find_active_person, find_actor, lock_person
from app.accounts.reach import find_reached
from app.db import db
from app.kit.errors import Forbidden
from app.notifications.actions import notify
from app.notifications.kinds import SECURITY, MailedLink, MakeAddress, NoticeText, register
from app.notifications.models import Delivery, Notice

# Who asks again within this time gets no second mail, if the first one's link can still be used.
APART = timedelta(minutes=10)
# In a notice's key, between the moment and the officer.
BY = " by "


def _maker(lasts: timedelta) -> MakeAddress:
    def make(person_id: int, key: str, at: datetime) -> str | None:
        person, token = find_active_person(person_id), _token(person_id, key, lasts)
        if person is None or not current_app.config["LENTERA"].passwords:
            return None
        # An interrupted mail is sent again, with the link that it held the first time.
        if links.find_link(token) is None:
            _make(person, key, token, lasts=lasts, at=at)
        if links.find_link_owner(token, at=at) is None:
            return None
        return f"{current_app.config['LENTERA'].base_url}/password/{token}"

    return make


def _make(person: Person, key: str, token: str, *, lasts: timedelta, at: datetime) -> None:
    """None where the officer who sent it has left, or no longer looks after this person or may
    help them."""
    by_id = key.partition(BY)[2]
    by = find_actor(int(by_id), at) if by_id else None
    if by_id and (by is None or find_reached(by, person.id) is None):
        return
    with suppress(Forbidden):
        links.make_link(person, by=by, lasts=lasts, at=at, token=token)


def _token(person_id: int, key: str, lasts: timedelta) -> str:
    return links.derive_token(f"{person_id} {key} {lasts}", key=str(current_app.secret_key))


def _mailed(words: str, lasts: timedelta) -> MailedLink:
    return MailedLink(words, lazy_gettext("Choose a new password"), _maker(lasts), lasts)


ASKED, SENT = "sign-in.link-asked", "sign-in.link-sent"
register(
    {
        ASKED: NoticeText(
            lazy_gettext(
                "Somebody asked for a link to choose a new password for your account. It comes by "
                "mail, works once and for one hour. If that was not you, there is nothing to do: "
                "your password stays as it is."
            ),
            "accounts.profile",
            topic=SECURITY,
            link=_mailed(
                lazy_gettext(
                    "Somebody asked for a link to choose a new password for your account. It works "
                    "once and for one hour. If that was not you, there is nothing to do: your "
                    "password stays as it is."
                ),
                links.LASTS_BY_MAIL,
            ),
        ),
        SENT: NoticeText(
            lazy_gettext(
                "The training officer sends you a link to choose your password. It comes by mail, "
                "works once and for 7 days."
            ),
            "accounts.profile",
            topic=SECURITY,
            link=_mailed(
                lazy_gettext(
                    "The training officer sends you a link to choose your password. It works once "
                    "and for 7 days."
                ),
                links.LASTS_BY_HAND,
            ),
        ),
    }
)


def on_link_asked_for(event: LinkAskedFor) -> None:
    """An officer sees the mail leave at each click; a person who asks twice gets one."""
    if event.by_id is None:
        lock_person(event.person_id)
        if _is_on_its_way(event.person_id, at=event.at):
            return
    kind, key = ASKED, event.at.isoformat()
    if event.by_id:
        kind, key = SENT, f"{key}{BY}{event.by_id}"
    notify(event.person_id, kind=kind, key=key, params={}, at=event.at)


def _is_on_its_way(person_id: int, *, at: datetime) -> bool:
    rows = db.session.execute(
        select(Delivery.state, Notice.key)
        .join(Notice, Notice.id == Delivery.notice_id)
        .where(
            Notice.person_id == person_id,
            Notice.kind == ASKED,
            Delivery.created_at > at - APART,
            Delivery.state.in_(("queued", "sending", "sent")),
        )
    )
    return any(state != "sent" or _is_open(person_id, key, at) for state, key in rows)


def _is_open(person_id: int, key: str, at: datetime) -> bool:
    token = _token(person_id, key, links.LASTS_BY_MAIL)
    return links.find_link_owner(token, at=at) is not None

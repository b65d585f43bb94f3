"""Notices in the words of their reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.routing import BuildError

from app.notifications import kinds
from app.notifications.models import Notice
from app.web.filters import day, deadline, lang_attributes, number, percent


@dataclass(frozen=True)
class NoticeView:
    """A notice in the reader's language."""

    id: int
    at: datetime
    is_read: bool
    words: Markup


def views_of(notices: Sequence[Notice]) -> list[NoticeView]:
    return [
        NoticeView(notice.id, notice.created_at, notice.read_at is not None, words_of(notice))
        for notice in notices
    ]


def words_of(notice: Notice) -> Markup:
    """A row outlives the release that wrote it: one whose words are gone breaks no page."""
    text = kinds.find(notice.kind)
    try:
        if text:
            gaps = {name: _in_words(value) for name, value in notice.params.items()}
            return Markup.escape(str(text.words)) % gaps + _reason_of(notice)
    except KeyError:
        pass
    return Markup.escape(gettext("Something that concerned you; its text is no longer there."))


def _reason_of(notice: Notice) -> Markup:
    reason = notice.params.get("reason")
    return (
        Markup(" ") + Markup.escape(gettext("Reason: %(reason)s", reason=reason))
        if reason
        else Markup()
    )


def _in_words(value: Any) -> Any:
    if isinstance(value, dict) and "fraction" in value:
        return percent(value["fraction"])
    if isinstance(value, dict) and "moment" in value:
        return deadline(datetime.fromisoformat(value["moment"]))
    if isinstance(value, dict) and "day" in value:
        return day(value["day"])
    if isinstance(value, dict) and "number" in value:
        return number(value["number"])
    if isinstance(value, dict):
        return Markup("<span {}>{}</span>").format(lang_attributes(value["lang"]), value["title"])
    return value


def address_of(notice: Notice) -> str | None:
    """None when what the notice leads to is no longer there."""
    text = kinds.find(notice.kind)
    if text is None:
        return None
    try:
        return url_for(text.endpoint, **{name: notice.params[name] for name in text.values})
    except (BuildError, KeyError):
        return None

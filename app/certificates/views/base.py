"""What the pages about certificates share."""

from datetime import date

from flask import Blueprint, request

from app.accounts.identity import current_person
from app.certificates import queries
from app.certificates.lists import Place
from app.certificates.messages import MESSAGES
from app.certificates.notice_texts import TEXTS
from app.kit import clock
from app.notifications import kinds
from app.org import queries as org
from app.web.errors import register_messages
from app.web.input import read_id, read_moment

bp = Blueprint("certificates", __name__)
register_messages(MESSAGES)
kinds.register(TEXTS)


def today() -> date:
    return org.local_day(current_person, at=clock.now())


def read_words() -> str:
    return request.values.get("q", "").strip()[:200]


def read_place(*, is_moment: bool = True) -> Place | None:
    """Behind what a list goes on, of `after_key` and `after`; None for its beginning."""
    try:
        key = request.args["after_key"][:200]
        return Place(read_moment(key) if is_moment else key, read_id(request.args["after"]))
    except (KeyError, ValueError):
        return None


def tabs_around() -> dict[str, object]:
    """What the tabs above the officer's lists say."""
    return {"count_waiting": queries.count_open_requests(current_person)}

"""A way in that waits to be used, and somebody with a second factor."""

import secrets
from datetime import datetime

from app.accounts import links
from app.accounts.models import SecondFactor
from app.db import db
from tests.stage.people import Company


def prepare(people: Company, *, at: datetime) -> dict[str, str]:
    """Marks: `link`, the token of an open link, and `guarded`, who has a second factor."""
    _, token = links.make_link(people.crowd[1], by=None, lasts=links.LASTS_BY_HAND, at=at)
    guarded = people.crowd[2]
    db.session.add(
        SecondFactor(
            person_id=guarded.id, salt=secrets.token_bytes(16), created_at=at, confirmed_at=at
        )
    )
    return {"link": token, "guarded": str(guarded.id)}

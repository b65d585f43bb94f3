"""What the pages of assignments share."""

from datetime import date

from flask import Blueprint

from app.accounts.identity import current_person
from app.assignments.messages import MESSAGES
from app.assignments.notice_texts import TEXTS
from app.kit import clock
from app.notifications import kinds
from app.org.queries import local_day
from app.web.errors import register_messages

bp = Blueprint("assignments", __name__)
register_messages(MESSAGES)
kinds.register(TEXTS)


def today() -> date:
    return local_day(current_person, at=clock.now())

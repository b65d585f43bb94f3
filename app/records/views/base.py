"""Groups of pages: everybody's own record, what the ledger rests on, and the queue."""

from datetime import date

from flask import Blueprint

from app.accounts.identity import current_person
from app.kit import clock
from app.notifications import kinds
from app.org import queries as org
from app.records.messages import MESSAGES
from app.records.notice_texts import TEXTS
from app.web.errors import register_messages

bp = Blueprint("records", __name__)
ledger_bp = Blueprint("ledger", __name__)
verifications_bp = Blueprint("verifications", __name__)
register_messages(MESSAGES)
kinds.register(TEXTS)


def today() -> date:
    return org.local_day(current_person, at=clock.now())

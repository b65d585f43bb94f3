"""Two groups of pages: everybody's own, and those of officers."""

from datetime import date

from flask import Blueprint

from app.accounts.identity import current_person
from app.ip_asn.messages import MESSAGES
from app.kit import clock
from app.org import queries as org
from app.web.errors import register_messages

bp = Blueprint("ip_asn", __name__, url_prefix="/ip-asn")
own_bp = Blueprint("simulations", __name__, url_prefix="/ip-asn")
register_messages(MESSAGES)


def today() -> date:
    return org.local_day(current_person, at=clock.now())

"""One group of pages."""

from flask import Blueprint
from flask_babel import lazy_gettext

from app.web.errors import register_messages

bp = Blueprint("reports", __name__, url_prefix="/reports")
register_messages(
    {"report.gone": lazy_gettext("You no longer look after this unit, so there is no list of it.")}
)

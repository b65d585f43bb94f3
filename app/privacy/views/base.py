"""What the pages share. What officers and administrators do stands apart, as in the navigation."""

from flask import Blueprint

from app.privacy.messages import MESSAGES
from app.web.errors import register_messages

bp = Blueprint("privacy", __name__)
retention_bp = Blueprint("retention", __name__)
corrections_bp = Blueprint("data_corrections", __name__)
register_messages(MESSAGES)

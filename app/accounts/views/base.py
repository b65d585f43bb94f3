from flask import Blueprint

from app.accounts.messages import MESSAGES
from app.web.errors import register_messages

bp = Blueprint("accounts", __name__)
register_messages(MESSAGES)

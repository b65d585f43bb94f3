"""What the administrator's pages share."""

from flask import Blueprint

bp = Blueprint("admin", __name__)

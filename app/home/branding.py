"""How the reader's agency shows itself, for the frame of every page."""

from flask import Flask
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from app.db import db
from app.settings import brands
from app.settings.accents import sheet_name
from app.settings.values import Look


def own_look() -> Look:
    """An error page asks for it too, also when it is the database that failed."""
    try:
        known = current_user and current_user.is_authenticated
        return brands.look_of(current_user.agency_id if known else None)
    except SQLAlchemyError:
        db.session.rollback()
        return brands.LENTERA


def install(app: Flask) -> None:
    app.jinja_env.globals.update(own_look=own_look, accent_sheet=sheet_name)

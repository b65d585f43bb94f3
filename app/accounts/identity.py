"""The person of the current request, for views and templates."""

from typing import cast

from flask import Flask
from flask_login import current_user

from app.accounts.models import Person
from app.accounts.queries import find_session_person
from app.extensions import login_manager
from app.kit import clock

current_person = cast(Person, current_user)


def install(app: Flask) -> None:
    login_manager.init_app(app)
    login_manager.session_protection = None  # addresses of phones change while they move

    @login_manager.user_loader  # type: ignore[untyped-decorator]
    def load(key: str) -> Person | None:
        return find_session_person(key, at=clock.now())

"""The person of the current request, for views and templates."""

from typing import cast

from flask import Flask, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.accounts.models import Person
from app.accounts.queries import find_session_person
from app.extensions import login_manager
from app.kit import clock
from app.web.paths import way_back

current_person = cast(Person, current_user)


def install(app: Flask) -> None:
    login_manager.init_app(app)
    login_manager.session_protection = None  # addresses of phones change while they move

    @login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
    def ask_to_sign_in() -> Response:
        """Afterwards back to the page; a form leads to the page that it stood on."""
        return redirect(url_for("accounts.sign_in", next=way_back()))

    @login_manager.user_loader  # type: ignore[untyped-decorator]
    def load(key: str) -> Person | None:
        return find_session_person(key, at=clock.now())

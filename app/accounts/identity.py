"""The person of the current request, for views and templates."""

from datetime import datetime, timedelta
from typing import cast

from flask import Flask, Response, g
from flask_login import current_user

from app.accounts.actions import prolong_session
from app.accounts.models import Person
from app.accounts.queries import find_session_person
from app.accounts.settings import SESSION_HOURS, SESSION_IDLE_HOURS
from app.extensions import login_manager
from app.kit import clock
from app.settings.values import value_of
from app.web.access import may_open
from app.web.transaction import transaction

current_person = cast(Person, current_user)
# A session is written to at most so often within the time it may idle.
STEPS = 20


def install(app: Flask) -> None:
    login_manager.init_app(app)
    app.jinja_env.globals["may_open"] = may_open
    login_manager.session_protection = None  # addresses of phones change while they move

    @login_manager.user_loader  # type: ignore[untyped-decorator]
    def load(key: str) -> Person | None:
        at = clock.now()
        person = find_session_person(key, at=at)
        until = _new_end_of(person, at=at) if person else None
        if until:
            g.prolonged = (key, until)
        return None if until and until <= at else person

    @app.after_request
    def prolong(response: Response) -> Response:
        """A session lasts on while pages are opened, less long once less is settled; noted with
        the request's own changes, or, as one of the few writes of a safe request, alone."""
        key, until = g.pop("prolonged", (None, None))
        if key and "writing" in g:
            prolong_session(key, until=until)
        elif key:
            with transaction():
                prolong_session(key, until=until)
        return response


def _new_end_of(person: Person, *, at: datetime) -> datetime | None:
    """When the session ends if nothing more comes, past where it lasted longer than is settled by
    now; None when that is about what is noted."""
    begun, noted = person.session_begun_at, person.session_ends_at
    idle = timedelta(hours=value_of(SESSION_IDLE_HOURS))
    if begun is None or noted is None:
        return None
    ends = min(begun + timedelta(hours=value_of(SESSION_HOURS)), at + idle)
    return ends if ends <= at or abs(ends - noted) > idle / STEPS else None

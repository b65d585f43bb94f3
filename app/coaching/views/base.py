"""What the pages of sessions share."""

from datetime import date

from flask import Blueprint, abort, render_template

from app.accounts.identity import current_person
from app.audit.watching import is_viewed
from app.coaching import queries
from app.coaching.forms import RefusalForm
from app.coaching.messages import MESSAGES
from app.coaching.models import CoachingSession
from app.coaching.notice_texts import TEXTS
from app.kit import clock
from app.notifications import kinds
from app.org.queries import local_day
from app.records import entries
from app.records.queue import Reader
from app.web.errors import register_messages

bp = Blueprint("coaching", __name__)
register_messages(MESSAGES)
kinds.register(TEXTS)


def today() -> date:
    return local_day(current_person, at=clock.now())


def find_own(coaching_id: int) -> CoachingSession:
    return queries.find_own(coaching_id, person_id=current_person.id) or abort(404)


def session_page(coaching_id: int, *, form: RefusalForm | None = None) -> str:
    """For the two, and for whoever verifies it."""
    row = queries.find(coaching_id, reader=Reader(current_person, today())) or abort(404)
    session, activity = row.session, row.activity
    is_one_of_them = current_person.id in (session.coach_id, session.coachee_id)
    if not is_one_of_them:
        is_viewed(session.coachee_id, "coaching.session")
    return render_template(
        "coaching/show.html",
        row=row,
        session=session,
        is_one_of_them=is_one_of_them,
        is_coachee=current_person.id == session.coachee_id,
        is_writer=current_person.id == session.written_by_id,
        entry=entries.entry_of(activity) if activity else None,
        decisions=entries.decisions_on(activity.id) if activity else (),
        form=form or RefusalForm(formdata=None),
    )

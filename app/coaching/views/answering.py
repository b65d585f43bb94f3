"""The other side confirms or declines; the writer withdraws."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.coaching import actions
from app.coaching.forms import RefusalForm, StepForm
from app.coaching.models import CoachingSession
from app.coaching.views.base import bp, find_own, session_page
from app.kit import clock
from app.kit.errors import Conflict
from app.web.access import requires, signed_in
from app.web.messages import say


@bp.post("/coaching/<int:coaching_id>/confirmation")
@requires(signed_in)
def confirm(coaching_id: int) -> ResponseReturnValue:
    session = _asked(coaching_id)
    actions.confirm(session, revision=_revision(), by=current_person, at=clock.now())
    say(gettext("Confirmed. It is in the training record now."))
    return _back(session)


@bp.post("/coaching/<int:coaching_id>/refusal")
@requires(signed_in)
def decline(coaching_id: int) -> ResponseReturnValue:
    session, form = _asked(coaching_id), RefusalForm()
    if not form.validate():
        return session_page(coaching_id, form=form), 422
    actions.decline(
        session,
        reason=form.reason.data,
        revision=form.revision.data,
        by=current_person,
        at=clock.now(),
    )
    say(gettext("Not confirmed. The other side reads your reason."))
    return _back(session)


@bp.post("/coaching/<int:coaching_id>/withdrawal")
@requires(signed_in)
def withdraw(coaching_id: int) -> ResponseReturnValue:
    session = find_own(coaching_id)
    if session.written_by_id != current_person.id:
        abort(403)
    actions.withdraw(session, revision=_revision(), by=current_person, at=clock.now())
    say(gettext("Withdrawn. Nobody has to confirm it any more."))
    return _back(session)


def _asked(coaching_id: int) -> CoachingSession:
    session = find_own(coaching_id)
    if session.written_by_id == current_person.id:
        abort(403)
    return session


def _revision() -> int:
    """As the page showed it; raises Conflict for what is none."""
    form = StepForm()
    if not form.validate():
        raise Conflict("coaching.changed")
    return int(form.revision.data)


def _back(session: CoachingSession) -> ResponseReturnValue:
    return redirect(url_for(".show", coaching_id=session.id))

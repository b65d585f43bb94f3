"""Logging a session with one's coach, or with somebody of the team; changing what waits."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.policies import is_employee, is_supervisor
from app.coaching import actions, queries
from app.coaching.forms import OwnForm, SessionForm, TeamForm
from app.coaching.models import CoachingSession
from app.coaching.views.base import bp, find_own, today
from app.kit import clock
from app.kit.errors import Conflict
from app.org import queries as org
from app.web.access import requires, signed_in
from app.web.errors import message_of
from app.web.input import read_id
from app.web.kept import keeps_post
from app.web.messages import say, warn

# A list to choose from, as where courses are assigned.
LARGEST_TEAM = 1000


@bp.get("/coaching/new")
@requires(is_employee)
def new() -> ResponseReturnValue:
    form, former = _own_form(), _former()
    if former:
        form.take_over(former)
        is_supervisor_there = form.supervisor and form.supervisor.id == former.coach_id
        form.who.data = "supervisor" if is_supervisor_there else "other"
    return _form_page(form)


@bp.post("/coaching")
@keeps_post
@requires(is_employee)
def create() -> ResponseReturnValue:
    form = _own_form()
    if not form.validate() or form.coach is None:
        return _form_page(form), 422
    return _log(form, coach=form.coach, coachee=current_person)


@bp.get("/coaching/team/new")
@requires(is_supervisor)
def new_of_team() -> ResponseReturnValue:
    form, former = _team_form(), _former()
    form.person.data = request.args.get("person", type=read_id)
    if former:
        form.take_over(former)
        form.person.data = former.coachee_id
    return _form_page(form)


@bp.post("/coaching/team")
@keeps_post
@requires(is_supervisor)
def create_of_team() -> ResponseReturnValue:
    form = _team_form()
    if not form.validate():
        return _form_page(form), 422
    coachee = queries.find_led(current_person.id, form.person.data, day=today()) or abort(404)
    return _log(form, coach=current_person, coachee=coachee)


@bp.get("/coaching/<int:coaching_id>/editing")
@requires(signed_in)
def edit(coaching_id: int) -> ResponseReturnValue:
    session = _written(coaching_id)
    if session.state != "waiting":
        return redirect(_page_of(session))
    return _form_page(SessionForm(session, today=today()), session)


@bp.post("/coaching/<int:coaching_id>")
@keeps_post
@requires(signed_in)
def update(coaching_id: int) -> ResponseReturnValue:
    session = _written(coaching_id)
    form = SessionForm(session, today=today())
    if not form.validate():
        return _form_page(form, session), 422
    revision = form.revision.data
    try:
        actions.change(session, form.facts, revision=revision, by=current_person, at=clock.now())
    except Conflict as error:
        form.show_revision(session.revision)
        return _form_page(form, session, conflict=message_of(error)), 409
    say(gettext("Saved. The other side is asked to confirm it as it is now."))
    return redirect(_page_of(session))


def _log(form: SessionForm, *, coach: Person, coachee: Person) -> ResponseReturnValue:
    try:
        session, is_new = actions.log(
            form.facts,
            coach=coach,
            coachee=coachee,
            form_key=form.form_key.data,
            by=current_person,
            at=clock.now(),
        )
    except Conflict as error:
        return _form_page(form, conflict=message_of(error)), 409
    if is_new:
        say(gettext("Logged. The other side is asked to confirm it."))
    else:
        warn(gettext("This form had been sent before. Here is the session that it made."))
    return redirect(_page_of(session))


def _written(coaching_id: int) -> CoachingSession:
    session = find_own(coaching_id)
    if session.written_by_id != current_person.id:
        abort(403)
    return session


def _former() -> CoachingSession | None:
    again = request.args.get("again", type=read_id)
    return queries.find_former(again, person_id=current_person.id) if again else None


def _page_of(session: CoachingSession) -> str:
    return url_for(".show", coaching_id=session.id)


def _own_form() -> OwnForm:
    found = org.supervisor_of(current_person.id, day=today())
    is_there = found is not None and found.person.deactivated_at is None
    supervisor = found.person if found and is_there else None
    return OwnForm(coachee=current_person, supervisor=supervisor, today=today())


def _team_form() -> TeamForm:
    rows = org.team_of(current_person.id, day=today(), limit=LARGEST_TEAM)
    team = [(person.id, f"{person.name} ({position})") for person, position, _ in rows]
    return TeamForm(team=team, today=today())


def _form_page(
    form: SessionForm, session: CoachingSession | None = None, *, conflict: str | None = None
) -> str:
    return render_template("coaching/form.html", form=form, session=session, conflict=conflict)

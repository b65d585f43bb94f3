"""Issuing by hand."""

import secrets

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import SelectChoice

from app.accounts import queries as accounts
from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.reach import find_reached
from app.certificates import actions, policies
from app.certificates.forms import IssueForm
from app.certificates.views.base import bp, read_words, today
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.nip import format_nip
from app.library import queries as library
from app.web.access import requires
from app.web.errors import message_of
from app.web.messages import say


@bp.get("/certificates/new")
@requires(policies.may_manage)
def new() -> ResponseReturnValue:
    form = IssueForm(form_key=secrets.token_urlsafe(16), completed_on=today())
    return _issue_page(form)


@bp.post("/certificates")
@requires(policies.may_manage)
def create() -> ResponseReturnValue:
    form = IssueForm()
    _fill_choices(form)
    if not form.validate():
        return _issue_page(form), 422
    person = find_reached(current_person, form.person.data)
    version = library.find_live_of(form.course.data)
    if person is None or version is None or form.completed_on.data > today():
        form.form_errors.append(gettext("Check the employee, the course and the day."))
        return _issue_page(form), 422
    try:
        issued = actions.issue_by_hand(
            person,
            version,
            completed_on=form.completed_on.data,
            reason=form.reason.data,
            form_key=form.form_key.data,
            by=current_person,
            at=clock.now(),
        )
    except Conflict as error:
        form.form_errors.append(message_of(error))
        return _issue_page(form), 409
    say(gettext("Certificate %(number)s is issued.", number=issued.number))
    return redirect(url_for(".show", certificate_id=issued.id))


def _fill_choices(form: IssueForm) -> None:
    words = read_words()
    people = accounts.search_people(words, actor=current_person) if words else []
    chosen = find_reached(current_person, form.person.data) if form.person.data else None
    labels = {person.id: _person_label(person, number) for person, number in people}
    if chosen and chosen.id not in labels:
        labels[chosen.id] = _person_label(chosen, accounts.find_number(chosen.id))
    form.person.choices = [SelectChoice(*item) for item in labels.items()]
    courses = [SelectChoice(course.id, version.title) for course, version in library.live_courses()]
    form.course.choices = [SelectChoice("", gettext("Choose a course")), *courses]


def _person_label(person: Person, number: str | None) -> str:
    """Two people may share a name, so the NIP stands beside it."""
    return f"{person.name} (NIP {format_nip(number)})" if number else person.name


def _issue_page(form: IssueForm) -> str:
    _fill_choices(form)
    words = read_words()
    return render_template("certificates/new.html", form=form, words=words)

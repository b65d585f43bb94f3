"""Somebody else's index, as their training officer sees it and types what is missing."""

from datetime import date

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.reach import find_reached
from app.audit.watching import is_viewed
from app.ip_asn import policies, queries, versions, words
from app.ip_asn.forms.answers import KnownForm
from app.ip_asn.index import index, raises
from app.ip_asn.settings import keeps_discipline
from app.ip_asn.views.base import bp, today
from app.kit import clock, plots
from app.org import merits
from app.org import queries as org
from app.web.access import requires
from app.web.messages import say


@bp.get("/people/<int:person_id>")
@requires(policies.may_see_people)
def show_person(person_id: int) -> ResponseReturnValue:
    person = get_person(person_id)
    return _page(person, _form(person))


@bp.post("/people/<int:person_id>")
@requires(policies.may_see_people)
def update_person(person_id: int) -> ResponseReturnValue:
    person = get_person(person_id)
    if person.id == current_person.id:
        abort(403)
    form = _form(person)
    if not form.validate():
        return _page(person, form), 422
    merits.keep(person, **form.answers(), by=current_person, at=clock.now())
    say(gettext("Saved."))
    return redirect(url_for(".show_person", person_id=person.id))


def get_person(person_id: int) -> Person:
    return find_reached(current_person, person_id) or abort(404)


def _form(person: Person) -> KnownForm:
    return KnownForm(merits.find_merit(person.id), has_discipline=keeps_discipline())


def _page(person: Person, form: KnownForm) -> str:
    is_viewed(person.id, "ip-asn.person")
    day = today()
    terms = versions.get_terms(day)
    known = queries.known_of(person.id, terms, day=day)
    return render_template(
        "ip_asn/person.html",
        person=person,
        placement=org.find_placement(person.id, day=day),
        form=form,
        is_own=person.id == current_person.id,
        years=known.years,
        terms=terms,
        inputs=known.inputs,
        found=index(known.inputs, terms.weights),
        raises=raises(known.inputs, terms.weights),
        since=date(day.year - 1, 1, 1),
        keeps_discipline=keeps_discipline(),
        plot_bar=plots.bar,
        words=words,
    )

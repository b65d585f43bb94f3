"""The list of people, one person, and adding one."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts import actions as accounts
from app.accounts.identity import current_person
from app.accounts.models import ROLES, Person
from app.accounts.queries import find_number, roles_of
from app.audit.watching import is_viewed
from app.kit import clock
from app.kit.nip import parse_nip
from app.org import audited, people, policies, queries
from app.org.forms.people import NewPersonForm
from app.org.people import PAGE_SIZE, SORTS, STATES, Place, Wanted
from app.org.views.base import (
    bp,
    get_person,
    role_names,
    seen_tree,
    today,
    tried,
    unit_choices,
)
from app.org.views.posts import give_main_post
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say


@bp.get("/people")
@requires(policies.may_manage)
def list_people() -> ResponseReturnValue:
    day = today()
    tree = seen_tree(day)
    unit = request.args.get("unit", type=read_id)
    wanted = _wanted(tree.below(unit) if unit else None)
    after = _place(wanted.sort)
    found = people.found(wanted, actor=current_person, after=after, day=day)
    return render_template(
        "org/people.html",
        rows=found[:PAGE_SIZE],
        next_place=found[PAGE_SIZE - 1].place if len(found) > PAGE_SIZE else None,
        is_continued=after is not None,
        count=people.count(wanted, actor=current_person, day=day),
        wanted=wanted,
        unit=unit,
        units=list(tree.all_in_order()),
        roles=role_names(),
    )


def _wanted(units: frozenset[int] | None) -> Wanted:
    def chosen(name: str, known: tuple[str, ...], otherwise: str) -> str:
        value = request.args.get(name, "")
        return value if value in known else otherwise

    return Wanted(
        q=request.args.get("q", "").strip()[:200],
        units=units,
        role=chosen("role", ROLES, ""),
        state=chosen("state", STATES, STATES[0]),
        sort=chosen("sort", SORTS, SORTS[0]),
    )


def _place(sort: str) -> Place | None:
    after, key = request.args.get("after", type=read_id), request.args.get("key")
    if not after or (sort == "name" and key is None):
        return None
    return Place(key or "", after)


@bp.get("/people/<int:person_id>")
@requires(policies.may_manage)
def show_person(person_id: int) -> ResponseReturnValue:
    person, day = get_person(person_id), today()
    is_viewed(person_id, "person.page")
    number, supervisor = find_number(person_id), queries.supervisor_of(person_id, day=day)
    nip = parse_nip(number) if number else None
    posts = people.posts_of(person_id, actor=current_person)
    roles_held = roles_of(person_id, day=day)
    return render_template(
        "org/person.html",
        person=person,
        today=day,
        number=number,
        numbers=people.former_numbers_of(person_id),
        birth_date=person.birth_date or (nip and nip.birth_date),
        is_appointed_young=nip is not None and nip.is_appointed_young,
        posts=posts,
        main=people.main_of(posts, day=day),
        may_deactivate=policies.may_deactivate(current_person, person_id, roles=roles_held),
        may_correct=policies.may_correct(current_person, person_id, roles=roles_held),
        leads=people.leads_of(person_id),
        choices=people.choices_of(person_id),
        grants=people.roles_of(person_id),
        supervisor=supervisor,
        without_role=queries.without_role(
            [supervisor.person.id] if supervisor else [], "supervisor", day=day
        ),
        roles=role_names(),
    )


@bp.get("/people/new")
@requires(policies.may_manage)
def new_person() -> ResponseReturnValue:
    return _form_page(_form())


@bp.post("/people")
@requires(policies.may_manage)
def create_person() -> ResponseReturnValue:
    form = _form()
    person = tried(form, lambda: _create(form))
    if person is None:
        return _form_page(form), 422
    say(gettext("%(name)s is entered.", name=person.name))
    return redirect(url_for(".show_person", person_id=person.id))


def _create(form: NewPersonForm) -> Person:
    day: date = form.day.data
    person = accounts.create_person(
        name=form.name.data, email=form.email.data, password=None, at=clock.now()
    )
    person.birth_date = form.number.birth_date
    accounts.give_number(person, form.number.digits, day=day)
    audited.entered(person, nip=form.number.digits, by_id=current_person.id)
    accounts.grant_role(person, "employee", day=day, by_id=current_person.id)
    give_main_post(person, form)
    return person


def _form() -> NewPersonForm:
    form = NewPersonForm(today=today(), unit=request.args.get("unit", type=read_id))
    form.offer(unit_choices(form.today))
    return form


def _form_page(form: NewPersonForm, **more: Any) -> str:
    return render_template("org/new_person.html", form=form, **more)

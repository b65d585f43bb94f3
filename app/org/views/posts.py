"""Changes of one person: posts, and a supervisor set by hand."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.kit.errors import DomainError
from app.org import actions, people, policies, queries
from app.org.forms.choosing import SupervisorForm
from app.org.forms.dated import EndingForm
from app.org.forms.posts import MainPostForm, OtherPostForm, PostForm
from app.org.models import ChosenSupervisor, Membership
from app.org.views.base import (
    bp,
    get_person,
    get_unit,
    status_of,
    tell,
    today,
    tried,
    unit_choices,
    warn_ended,
    words_of_refusal,
)
from app.web.access import requires
from app.web.messages import say, warn


@bp.get("/people/<int:person_id>/post")
@requires(policies.may_manage)
def edit_main_post(person_id: int) -> ResponseReturnValue:
    person = _active(person_id)
    return _post_page(person, _main_form(person))


@bp.post("/people/<int:person_id>/post")
@requires(policies.may_manage)
def create_main_post(person_id: int) -> ResponseReturnValue:
    person = _active(person_id)
    form = _main_form(person)
    post = tried(form, lambda: give_main_post(person, form))
    if post is None:
        return _post_page(person, form), 422
    say(gettext("Saved. The post before ends the day before; it stays in the history."))
    return _back(person)


def give_main_post(person: Person, form: MainPostForm) -> Membership:
    return actions.give_main_post(
        person,
        unit=get_unit(form.unit.data),
        position=form.found_position,
        employment_type=form.employment_type.data,
        rank=form.rank.data or None,
        day=form.day.data,
        by=current_person,
    )


def _main_form(person: Person) -> MainPostForm:
    """Filled in with what holds today, so that only what changes is typed."""
    day = today()
    form = MainPostForm(
        today=day,
        **_held(people.main_of(people.posts_of(person.id, actor=current_person), day=day)),
    )
    form.offer(unit_choices(day))
    return form


def _held(post: people.Post | None) -> dict[str, Any]:
    if post is None:
        return {}
    held = post.membership
    return {
        "unit": held.unit_id,
        "position": post.position,
        "employment_type": held.employment_type,
        "rank": held.rank,
    }


@bp.get("/people/<int:person_id>/posts")
@requires(policies.may_manage)
def new_post(person_id: int) -> ResponseReturnValue:
    return _post_page(_active(person_id), _other_form())


@bp.post("/people/<int:person_id>/posts")
@requires(policies.may_manage)
def create_post(person_id: int) -> ResponseReturnValue:
    person, form = _active(person_id), _other_form()
    post = tried(
        form,
        lambda: actions.give_other_post(
            person,
            unit=get_unit(form.unit.data),
            position=form.found_position,
            kind=form.kind.data,
            day=form.day.data,
            until=form.until.data,
            by_id=current_person.id,
        ),
    )
    if post is None:
        return _post_page(person, form), 422
    say(gettext("Saved."))
    return _back(person)


def _other_form() -> OtherPostForm:
    form = OtherPostForm(today=today())
    form.offer(unit_choices(form.today))
    return form


def _post_page(person: Person, form: PostForm) -> str:
    return render_template("org/post.html", person=person, form=form)


@bp.get("/people/<int:person_id>/posts/<int:post_id>/ending")
@requires(policies.may_manage)
def new_post_ending(person_id: int, post_id: int) -> ResponseReturnValue:
    person, _ = _other_post(person_id, post_id)
    return _ending_page(person, EndingForm(today=today()))


@bp.post("/people/<int:person_id>/posts/<int:post_id>/ending")
@requires(policies.may_manage)
def create_post_ending(person_id: int, post_id: int) -> ResponseReturnValue:
    person, post = _other_post(person_id, post_id)
    form = EndingForm(today=today())
    is_new = tried(form, lambda: actions.end_post(post, day=form.day.data, by_id=current_person.id))
    if is_new is None:
        return _ending_page(person, form), 422
    if is_new:
        say(gettext("Saved."))
    else:
        warn_ended(post.valid_to)
    return _back(person)


def _other_post(person_id: int, post_id: int) -> tuple[Person, Membership]:
    """A main post ends when the next begins, or when the person leaves."""
    person, post = get_person(person_id), people.find_post(person_id, post_id, actor=current_person)
    return (person, post) if post and not post.is_main else abort(404)


@bp.post("/people/<int:person_id>/posts/<int:post_id>/cancellation")
@requires(policies.may_manage)
def create_post_cancellation(person_id: int, post_id: int) -> ResponseReturnValue:
    person = _active(person_id)
    return _cancel(person, people.find_post(person_id, post_id, actor=current_person) or abort(404))


@bp.post("/people/<int:person_id>/supervisors/<int:chosen_id>/cancellation")
@requires(policies.may_manage)
def create_supervisor_cancellation(person_id: int, chosen_id: int) -> ResponseReturnValue:
    person = _active(person_id)
    return _cancel(person, people.find_choice(person_id, chosen_id) or abort(404))


def _cancel(person: Person, row: Membership | ChosenSupervisor) -> ResponseReturnValue:
    try:
        actions.cancel(row, today=today(), by_id=current_person.id)
    except DomainError as error:
        warn(words_of_refusal(error))
    else:
        say(gettext("Taken back. What was before goes on."))
    return _back(person)


@bp.get("/people/<int:person_id>/supervisor")
@requires(policies.may_manage)
def edit_supervisor(person_id: int) -> ResponseReturnValue:
    return _supervisor_page(_active(person_id), _supervisor_form())


@bp.post("/people/<int:person_id>/supervisor")
@requires(policies.may_manage)
def create_supervisor(person_id: int) -> ResponseReturnValue:
    person, form = _active(person_id), _supervisor_form()
    chosen = tried(
        form,
        lambda: actions.choose_supervisor(
            person,
            form.found or abort(422),
            reason=form.reason.data,
            by=current_person,
            day=form.day.data,
            at=clock.now(),
        ),
    )
    if chosen is None:
        return _supervisor_page(person, form), status_of(form)
    name = db.session.get_one(Person, chosen.supervisor_id).name
    say(gettext("Saved. %(name)s supervises from that day on.", name=name))
    return _back(person)


@bp.post("/people/<int:person_id>/supervisor/withdrawal")
@requires(policies.may_manage)
def create_supervisor_withdrawal(person_id: int) -> ResponseReturnValue:
    person, form = _active(person_id), _supervisor_form()
    try:
        is_new = actions.unchoose_supervisor(person, day=form.today, by_id=current_person.id)
    except DomainError as error:
        tell(form, error)
        return _supervisor_page(person, form), 422
    if is_new:
        say(gettext("From today on the supervisor follows from the tree of units again."))
    else:
        warn(gettext("Nobody was set by hand; nothing was changed."))
    return _back(person)


def _supervisor_form() -> SupervisorForm:
    return SupervisorForm(today=today(), actor=current_person)


def _supervisor_page(person: Person, form: SupervisorForm) -> str:
    current = queries.supervisor_of(person.id, day=form.today)
    return render_template("org/supervisor.html", person=person, form=form, supervisor=current)


def _ending_page(person: Person, form: EndingForm) -> str:
    return render_template("org/day.html", person=person, form=form, what="ending")


def _active(person_id: int) -> Person:
    """Posts of somebody who has left are history."""
    person = get_person(person_id)
    return person if person.is_active else abort(404)


def _back(person: Person) -> ResponseReturnValue:
    return redirect(url_for(".show_person", person_id=person.id))

"""Changes of one person: posts, a supervisor set by hand, leaving."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.kit import clock
from app.kit.errors import DomainError
from app.org import actions, people, policies, queries
from app.org.forms import (
    EndingForm,
    LastDayForm,
    MainPostForm,
    OtherPostForm,
    PostForm,
    SupervisorForm,
)
from app.org.views.base import (
    bp,
    get_person,
    get_position,
    get_unit,
    position_choices,
    tell,
    today,
    unit_choices,
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
    if not _is_valid(form):
        return _post_page(person, form), 422
    try:
        actions.give_main_post(
            person,
            unit=get_unit(form.unit.data),
            position=get_position(form.position.data),
            employment_type=form.employment_type.data,
            rank=form.rank.data or None,
            day=form.day.data,
        )
    except DomainError as error:
        tell(form, error)
        return _post_page(person, form), 422
    say(gettext("Saved. The post before ends the day before; it stays in the history."))
    return _back(person)


def _main_form(person: Person) -> MainPostForm:
    """Filled in with what holds today, so that only what changes is typed."""
    day = today()
    now = next((one for one in people.posts_of(person.id) if _is_open_main(one)), None)
    held = now.membership if now else None
    values = {
        name: getattr(held, f"{name}_id" if name in ("unit", "position") else name)
        for name in ("unit", "position", "employment_type", "rank")
        if held
    }
    form = MainPostForm(today=day, **values)
    form.offer(unit_choices(day), position_choices())
    return form


def _is_open_main(post: people.Post) -> bool:
    return post.membership.is_main and post.membership.valid_to is None


@bp.get("/people/<int:person_id>/posts")
@requires(policies.may_manage)
def new_post(person_id: int) -> ResponseReturnValue:
    return _post_page(_active(person_id), _other_form())


@bp.post("/people/<int:person_id>/posts")
@requires(policies.may_manage)
def create_post(person_id: int) -> ResponseReturnValue:
    person, form = _active(person_id), _other_form()
    if not _is_valid(form):
        return _post_page(person, form), 422
    try:
        actions.give_other_post(
            person,
            unit=get_unit(form.unit.data),
            position=get_position(form.position.data),
            kind=form.kind.data,
            day=form.day.data,
            until=form.until.data,
        )
    except DomainError as error:
        tell(form, error)
        return _post_page(person, form), 422
    say(gettext("Saved."))
    return _back(person)


def _other_form() -> OtherPostForm:
    form = OtherPostForm(today=today())
    form.offer(unit_choices(form.today), position_choices())
    return form


def _is_valid(form: PostForm) -> bool:
    if not form.validate():
        return False
    return not form.refuse_foreign(get_unit(form.unit.data), get_position(form.position.data))


def _post_page(person: Person, form: PostForm) -> str:
    return render_template("org/post.html", person=person, form=form)


@bp.route("/people/<int:person_id>/posts/<int:post_id>/ending", methods=["GET", "POST"])
@requires(policies.may_manage)
def end_post(person_id: int, post_id: int) -> ResponseReturnValue:
    person = get_person(person_id)
    post = people.find_post(person_id, post_id)
    if post is None or post.is_main:
        abort(404)
    form = EndingForm(today=today())
    if request.method == "GET":
        return _day_page(person, form, "ending")
    if not form.validate():
        return _day_page(person, form, "ending"), 422
    try:
        is_new = actions.end_post(post, day=form.day.data)
    except DomainError as error:
        tell(form, error)
        return _day_page(person, form, "ending"), 422
    if is_new:
        say(gettext("Saved."))
    else:
        warn(gettext("It had ended before; nothing was changed."))
    return _back(person)


@bp.get("/people/<int:person_id>/supervisor")
@requires(policies.may_manage)
def edit_supervisor(person_id: int) -> ResponseReturnValue:
    return _supervisor_page(_active(person_id), SupervisorForm(today=today()))


@bp.post("/people/<int:person_id>/supervisor")
@requires(policies.may_manage)
def create_supervisor(person_id: int) -> ResponseReturnValue:
    person, form = _active(person_id), SupervisorForm(today=today())
    if not form.validate():
        return _supervisor_page(person, form), 422
    try:
        actions.choose_supervisor(
            person,
            form.found,
            reason=form.reason.data,
            by=current_person,
            day=form.day.data,
            at=clock.now(),
        )
    except DomainError as error:
        tell(form, error)
        return _supervisor_page(person, form), 422
    say(gettext("Saved. %(name)s supervises from that day on.", name=form.found.name))
    return _back(person)


@bp.post("/people/<int:person_id>/supervisor/withdrawal")
@requires(policies.may_manage)
def create_supervisor_withdrawal(person_id: int) -> ResponseReturnValue:
    person = _active(person_id)
    if actions.unchoose_supervisor(person, day=today()):
        say(gettext("From today on the supervisor follows from the tree of units again."))
    else:
        warn(gettext("Nobody was set by hand; nothing was changed."))
    return _back(person)


def _supervisor_page(person: Person, form: SupervisorForm) -> str:
    current = queries.supervisor_of(person.id, day=form.today)
    return render_template("org/supervisor.html", person=person, form=form, supervisor=current)


@bp.get("/people/<int:person_id>/deactivation")
@requires(policies.may_manage)
def new_deactivation(person_id: int) -> ResponseReturnValue:
    return _day_page(_active(person_id), LastDayForm(today=today()), "leaving")


@bp.post("/people/<int:person_id>/deactivation")
@requires(policies.may_manage)
def create_deactivation(person_id: int) -> ResponseReturnValue:
    person, form = get_person(person_id), LastDayForm(today=today())
    if person.id == current_person.id:
        form.form_errors.append(gettext("You cannot deactivate your own account."))
        return _day_page(person, form, "leaving"), 422
    if not form.validate():
        return _day_page(person, form, "leaving"), 422
    if actions.deactivate(person, last_day=form.day.data, at=clock.now()):
        say(gettext("%(name)s is deactivated. Results and certificates stay.", name=person.name))
    else:
        warn(gettext("The account had been deactivated before; nothing was changed."))
    return _back(person)


def _day_page(person: Person, form: EndingForm | LastDayForm, what: str) -> str:
    return render_template("org/day.html", person=person, form=form, what=what)


def _active(person_id: int) -> Person:
    """Posts of somebody who has left are history."""
    person = get_person(person_id)
    return person if person.is_active else abort(404)


def _back(person: Person) -> ResponseReturnValue:
    return redirect(url_for(".show_person", person_id=person.id))

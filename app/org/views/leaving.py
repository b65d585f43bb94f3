"""When somebody leaves, and when they come back after all."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.queries import lock_person, roles_of
from app.kit import clock
from app.org import leaving, policies
from app.org.forms.dated import LastDayForm
from app.org.views.base import bp, get_person, today, tried
from app.web.access import requires
from app.web.messages import say, warn


@bp.get("/people/<int:person_id>/deactivation")
@requires(policies.may_manage)
def new_deactivation(person_id: int) -> ResponseReturnValue:
    person = _person(person_id)
    return _page(person, LastDayForm(today=today())) if person.is_active else abort(404)


@bp.post("/people/<int:person_id>/deactivation")
@requires(policies.may_manage)
def create_deactivation(person_id: int) -> ResponseReturnValue:
    lock_person(person_id)
    person, form = _person(person_id), LastDayForm(today=today())
    is_new = tried(
        form,
        lambda: leaving.deactivate(
            person,
            last_day=form.day.data,
            today=form.today,
            at=clock.now(),
            by_id=current_person.id,
        ),
    )
    if is_new is None:
        return _page(person, form), 422
    if is_new:
        say(gettext("%(name)s is deactivated. Results and certificates stay.", name=person.name))
    else:
        warn(gettext("The account had been deactivated before; nothing was changed."))
    return _back(person)


@bp.post("/people/<int:person_id>/reactivation")
@requires(policies.may_manage)
def create_reactivation(person_id: int) -> ResponseReturnValue:
    lock_person(person_id)
    person = _person(person_id)
    if leaving.reactivate(person, by_id=current_person.id):
        say(gettext("The account is open again. %(name)s still needs a post.", name=person.name))
    else:
        warn(gettext("The account was open; nothing was changed."))
    return _back(person)


def _person(person_id: int) -> Person:
    person = get_person(person_id)
    # Yesterday still, early in the morning: what has just ended counts a little longer here.
    roles = roles_of(person_id, day=clock.now().date())
    return person if policies.may_deactivate(current_person, person_id, roles=roles) else abort(403)


def _page(person: Person, form: LastDayForm) -> str:
    return render_template("org/day.html", person=person, form=form, what="leaving")


def _back(person: Person) -> ResponseReturnValue:
    return redirect(url_for("org.show_person", person_id=person.id))

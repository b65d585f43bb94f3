"""Assigning a course: which one, to whom, how many that are, and then to them."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import SelectChoice

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.policies import is_officer, is_supervisor
from app.accounts.reach import find_reached
from app.assignments import actions, meant, spreading
from app.assignments.forms import AssignmentForm
from app.assignments.models import Assignment
from app.assignments.policies import may_assign
from app.assignments.spreading import Asked, Recipients
from app.assignments.targets import titles_within_reach
from app.assignments.views.base import bp, today
from app.kit import clock
from app.learning import catalogue
from app.learning import queries as learning
from app.learning.catalogue import PAGE_SIZE, Wanted
from app.learning.queries import CourseView
from app.org import queries as org
from app.org.tree import reached_tree
from app.web.access import requires
from app.web.filters import day as write_day
from app.web.input import read_id
from app.web.locale import language
from app.web.messages import say, warn

# A list of ticks; whoever leads more assigns by unit, as an officer.
LARGEST_TEAM = 1000


@bp.get("/assignments/courses")
@requires(may_assign)
def courses() -> ResponseReturnValue:
    """Which one? `person`: for whom, when that is known."""
    wanted = Wanted(words=" ".join(request.args.get("q", "")[:200].split()))
    after = request.args.get("after", type=read_id)
    found = catalogue.search(current_person.id, wanted, after=after, lang=language())
    return render_template(
        "assignments/courses.html",
        words=wanted.words,
        courses=found[:PAGE_SIZE],
        count=catalogue.count(wanted),
        after=after,
        next_after=found[PAGE_SIZE - 1].version.course_id if len(found) > PAGE_SIZE else None,
        person=_named_person(),
    )


@bp.get("/assignments/courses/<course_ref>")
@requires(may_assign)
def new(course_ref: str) -> ResponseReturnValue:
    course = _course(course_ref)
    form = _form()
    person_id = _named_id()
    if any(person_id == choice[0] for choice in form.team.choices):
        form.whom.data, form.team.data = "team", [person_id]
    elif person_id:
        form.whom.data, form.people.data = "people", _find_reached(person_id).email
    return _form_page(course, form)


@bp.post("/assignments/courses/<course_ref>/preview")
@requires(may_assign)
def preview(course_ref: str) -> ResponseReturnValue:
    """How many get it, before anything is sent; or the form again, to change it."""
    course, form = _course(course_ref), _form()
    if not form.validate():
        return _form_page(course, form), 422
    if "change" in request.form:
        return _form_page(course, form)
    recipients = _recipients(course, form)
    return _preview_page(course, form, recipients), 200 if _reaches(form, recipients) else 422


@bp.post("/assignments/courses/<course_ref>")
@requires(may_assign)
def create(course_ref: str) -> ResponseReturnValue:
    course, form = _course(course_ref), _form()
    if not form.validate():
        return _form_page(course, form), 422
    content = (course.version, form.targets, form.wanted)
    sender = {"form_key": form.form_key.data, "by": current_person}
    recipients = _recipients(course, form)
    # Whoever sends a form twice is led to what it made; nobody is left to get it by then.
    if not _reaches(form, recipients) and not actions.was_sent(*content, **sender):
        return _preview_page(course, form, recipients), 422
    assignment, is_new = actions.assign(*content, **sender, at=clock.now())
    _say_assigned(assignment, is_new=is_new)
    return redirect(url_for(".show", assignment_id=assignment.id))


def _recipients(course: CourseView, form: AssignmentForm) -> Recipients:
    return spreading.count(form.targets, _asked(course, form.wanted), day=today())


def _reaches(form: AssignmentForm, recipients: Recipients) -> bool:
    """Anybody: a unit or a position may have newcomers."""
    return bool(recipients.get_it) or not all(target.person_id for target in form.targets)


def _asked(course: CourseView, wanted: actions.Wanted) -> Asked:
    begins = max(today(), wanted.opens_on)
    return Asked(course.version.course_id, wanted.kind, begins, wanted.due_on, clock.now())


def _say_assigned(assignment: Assignment, *, is_new: bool) -> None:
    if not is_new:
        warn(gettext("This form had been sent before. Here is the assignment that it made."))
    elif assignment.opens_on > today():
        day = write_day(assignment.opens_on)
        say(gettext("Assigned. Everybody concerned sees it and is told from %(day)s on.", day=day))
    else:
        say(gettext("Assigned. Everybody concerned finds a notice within minutes."))


def _course(course_ref: str) -> CourseView:
    found = learning.find_course(course_ref, person_id=current_person.id, lang=language())
    return found or abort(404)


def _form() -> AssignmentForm:
    form = AssignmentForm(
        actor=current_person,
        is_officer=is_officer(current_person),
        team=_team() if is_supervisor(current_person) else None,
        today=today(),
    )
    units = reached_tree(current_person).all_in_order() if is_officer(current_person) else ()
    form.unit.choices = [
        SelectChoice("", gettext("Choose a unit")),
        *(SelectChoice(unit.id, "\u2003" * depth + unit.name) for unit, depth in units),
    ]
    return form


def _team() -> list[tuple[int, str]]:
    rows = org.team_of(current_person.id, day=today(), limit=LARGEST_TEAM)
    return [(person.id, f"{person.name} ({position})") for person, position, _ in rows]


def _named_person() -> tuple[int, str] | None:
    """(id, name) of the one in the address, whom the reader looks after; else 404."""
    person_id = _named_id()
    if person_id is None:
        return None
    team = org.team_of(current_person.id, day=today(), limit=LARGEST_TEAM)
    found = next((person for person, _, _ in team if person.id == person_id), None)
    found = found or _find_reached(person_id)
    return found.id, found.name


def _named_id() -> int | None:
    return request.args.get("person", type=read_id)


def _find_reached(person_id: int) -> Person:
    return find_reached(current_person, person_id) or abort(404)


def _preview_page(course: CourseView, form: AssignmentForm, recipients: Recipients) -> str:
    return render_template(
        "assignments/preview.html",
        course=course,
        form=form,
        wanted=form.wanted,
        meant=meant.of_targets(form.targets),
        recipients=recipients,
        is_sendable=_reaches(form, recipients),
        today=today(),
        fields=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in ("csrf_token", "change")
        ],
    )


def _form_page(course: CourseView, form: AssignmentForm) -> str:
    titles = titles_within_reach(current_person, day=today()) if form.is_officer else ()
    return render_template("assignments/new.html", course=course, form=form, titles=titles)

"""Trainings elsewhere: entered, changed, sent for verification, taken back, deleted."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_employee
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.records import entering, entries, evidence
from app.records.forms.entries import EntryForm, StepForm
from app.records.forms.evidence import FilesForm
from app.records.models import Activity
from app.records.settings import FEWEST_FILES, FILE_SIZE
from app.records.views.base import bp, today
from app.reference import queries as reference
from app.settings.values import value_of
from app.web.access import requires
from app.web.errors import message_of
from app.web.kept import keeps_post
from app.web.locale import language
from app.web.messages import say, warn


@bp.get("/record/entries/new")
@requires(is_employee)
def new_entry() -> ResponseReturnValue:
    return _form_page(_form())


@bp.post("/record/entries")
@keeps_post
@requires(is_employee)
def create_entry() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _form_page(form), 422
    key = form.form_key.data
    activity, is_new = entering.enter(
        form.facts, form_key=key, owner=current_person, at=clock.now()
    )
    if is_new:
        say(gettext("Saved. Add the certificate or another proof, then send it."))
    else:
        warn(gettext("This form had been sent before. Here is the entry that it made."))
    return redirect(_page_of(activity))


@bp.get("/record/entries/<int:activity_id>")
@requires(is_employee)
def show_entry(activity_id: int) -> ResponseReturnValue:
    return entry_page(_own(activity_id))


@bp.get("/record/entries/<int:activity_id>/editing")
@requires(is_employee)
def edit_entry(activity_id: int) -> ResponseReturnValue:
    activity = _own(activity_id)
    if not activity.is_open:
        return redirect(_page_of(activity))
    return _form_page(_form(activity), activity)


@bp.post("/record/entries/<int:activity_id>")
@keeps_post
@requires(is_employee)
def update_entry(activity_id: int) -> ResponseReturnValue:
    activity = _own(activity_id)
    if not activity.is_open:
        raise Conflict("activity.changed")
    form = _form(activity)
    if not form.validate():
        return _form_page(form, activity), 422
    try:
        entering.change(activity, form.facts, revision=form.revision.data)
    except Conflict as error:
        return _faster(form, activity, error)
    say(gettext("Saved."))
    return redirect(_page_of(activity))


def _faster(form: EntryForm, activity: Activity, error: Conflict) -> ResponseReturnValue:
    """Another tab was: what was typed stays, and saving it again is meant."""
    form.show_revision(activity.revision)
    return _form_page(form, activity, conflict=message_of(error)), 409


@bp.post("/record/entries/<int:activity_id>/proposal")
@requires(is_employee)
def propose_entry(activity_id: int) -> ResponseReturnValue:
    activity = _own(activity_id)
    try:
        entering.propose(activity, revision=_revision(), at=clock.now())
    except Invalid as error:
        return entry_page(activity, [("#files", message_of(error))]), 422
    say(gettext("Sent. You are told once it has been decided."))
    return redirect(_page_of(activity))


@bp.post("/record/entries/<int:activity_id>/withdrawal")
@requires(is_employee)
def take_back_entry(activity_id: int) -> ResponseReturnValue:
    activity = _own(activity_id)
    entering.take_back(activity, revision=_revision())
    say(gettext("Taken back. Change it, then send it again."))
    return redirect(_page_of(activity))


@bp.post("/record/entries/<int:activity_id>/removal")
@requires(is_employee)
def discard_entry(activity_id: int) -> ResponseReturnValue:
    activity = _own(activity_id)
    entering.discard(activity, revision=_revision())
    say(gettext("Deleted."))
    return redirect(url_for(".index"))


def _own(activity_id: int) -> Activity:
    return entries.find_own(current_person.id, activity_id) or abort(404)


def _page_of(activity: Activity) -> str:
    return url_for(".show_entry", activity_id=activity.id)


def _revision() -> int:
    """As the page showed it; raises Conflict for what is none."""
    form = StepForm()
    if not form.validate():
        raise Conflict("activity.changed")
    return int(form.revision.data)


def _form(activity: Activity | None = None) -> EntryForm:
    form = EntryForm(
        activity, today=today(), born_on=current_person.birth_date, rules=reference.rulebook()
    )
    form.offer(reference.forms(), reference.competencies(), lang=language())
    return form


def _form_page(
    form: EntryForm, activity: Activity | None = None, *, conflict: str | None = None
) -> str:
    return render_template(
        "records/entry_form.html",
        form=form,
        activity=activity,
        conflict=conflict,
        providers=reference.offered_providers(),
    )


def entry_page(activity: Activity, problems: Sequence[tuple[str, str]] = ()) -> str:
    decisions = entries.decisions_on(activity.id)
    is_over = activity.state in ("verified", "rejected")
    has_counted = any(one.verification.decision == "verified" for one in decisions)
    files = evidence.files_of(activity.id)
    return render_template(
        "records/entry.html",
        activity=activity,
        entry=entries.entry_of(activity),
        duplicates=() if is_over or has_counted else entries.own_duplicates_of(activity),
        decisions=decisions,
        has_counted=has_counted,
        rule=reference.find_rule_on(activity.form_id, day=activity.ends_on),
        files=files,
        files_form=FilesForm(formdata=None),
        file_limit=FILE_SIZE.kind.words(value_of(FILE_SIZE)),
        count_missing=max(value_of(FEWEST_FILES) - len(files), 0),
        problems_found=problems,
    )

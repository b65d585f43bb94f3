"""Reminding those who lack hours: whom, in which words, and what became of it."""

from decimal import Decimal

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext
from markupsafe import Markup

from app.accounts.identity import current_person
from app.accounts.policies import is_officer, is_supervisor
from app.kit import clock
from app.notifications import kinds, outbox
from app.notifications.models import Notice
from app.notifications.own_data import STATES
from app.notifications.texts import words_of
from app.org.queries import local_day
from app.org.tree import reached_tree
from app.reminders import actions, choosing, notices, queries
from app.reminders.choosing import Recipients
from app.reminders.forms import ReminderForm
from app.reminders.messages import LEFT_OUT_NAMES, MESSAGES, OUTCOME_NAMES, STANDING_NAMES
from app.reminders.notice_texts import TEXTS
from app.reminders.policies import may_remind
from app.web.access import requires
from app.web.errors import register_messages
from app.web.input import read_id
from app.web.locale import LANGUAGES
from app.web.messages import say, warn

# Sent on from the preview.
FIELDS = ("whom", "unit", "standing", "note", "form_key")

bp = Blueprint("reminders", __name__)
register_messages(MESSAGES)
kinds.register(TEXTS)


@bp.get("/reminders")
@requires(may_remind)
def index() -> ResponseReturnValue:
    before = request.args.get("before", type=read_id)
    found = queries.rounds(current_person, before=before)
    return render_template(
        "reminders/index.html",
        rows=found[: queries.PAGE_SIZE],
        has_more=len(found) > queries.PAGE_SIZE,
        before=before,
        standings=STANDING_NAMES,
    )


@bp.get("/reminders/new")
@requires(may_remind)
def new() -> ResponseReturnValue:
    """`whom`, `unit` and `standing`: what the page has shown that led here."""
    form = _form()
    for name in ("whom", "standing"):
        form[name].data = request.args.get(name, form[name].data)
    form.unit.data = request.args.get("unit", type=read_id)
    return _form_page(form)


@bp.post("/reminders/preview")
@requires(may_remind)
def preview() -> ResponseReturnValue:
    """How many are told, and in which words, before anything is sent; or the form again."""
    form = _form()
    if not form.validate():
        return _form_page(form), 422
    if "change" in request.form:
        return _form_page(form)
    recipients = _recipients(form)
    return _preview_page(form, recipients), 200 if recipients.told else 422


@bp.post("/reminders")
@requires(may_remind)
def create() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _form_page(form), 422
    key, recipients = form.form_key.data, _recipients(form)
    # Whoever sends a form twice is led to what it made; nobody is left to be told by then.
    if not recipients.told and not actions.find_sent(key, by=current_person):
        return _preview_page(form, recipients), 422
    sending, is_new = actions.send(
        form.wanted, note=form.note.data or "", form_key=key, by=current_person, at=clock.now()
    )
    if is_new:
        say(gettext("Sent. Everybody concerned finds a notice within minutes."))
    else:
        warn(gettext("This form had been sent before. Here is the reminder that it made."))
    return redirect(url_for(".show", round_id=sending.id))


@bp.get("/reminders/<int:round_id>")
@requires(may_remind)
def show(round_id: int) -> ResponseReturnValue:
    row = queries.find(current_person, round_id) or abort(404)
    after, outcome = request.args.get("after", type=read_id), request.args.get("outcome", "")
    sends_mail = outbox.sends_mail()
    found = queries.people_of(round_id, outcome=outcome, after=after)
    return render_template(
        "reminders/show.html",
        row=row,
        counts=queries.counts_of(round_id),
        people=found[: queries.PAGE_SIZE],
        has_more=len(found) > queries.PAGE_SIZE,
        after=after,
        outcome=outcome if outcome in OUTCOME_NAMES else "",
        outcomes={
            key: name
            for key, name in OUTCOME_NAMES.items()
            if sends_mail or key in ("left_out", "unopened", outcome)
        },
        standings=STANDING_NAMES,
        left_out=LEFT_OUT_NAMES,
        states=STATES,
        sends_mail=sends_mail,
    )


def _form() -> ReminderForm:
    units = reached_tree(current_person).all_in_order() if is_officer(current_person) else None
    return ReminderForm(
        is_supervisor=is_supervisor(current_person),
        units=None if units is None else list(units),
    )


def _recipients(form: ReminderForm) -> Recipients:
    return choosing.count(form.wanted, actor=current_person, at=clock.now())


def _form_page(form: ReminderForm) -> str:
    return render_template("reminders/new.html", form=form, is_officer=is_officer(current_person))


def _preview_page(form: ReminderForm, recipients: Recipients) -> str:
    return render_template(
        "reminders/preview.html",
        form=form,
        recipients=recipients,
        texts=_texts(form, recipients.example) if recipients.example else (),
        standing=STANDING_NAMES[form.standing.data],
        unit=reached_tree(current_person).name_of(form.wanted.unit_id),
        fields=[(name, form[name].data or "") for name in FIELDS],
    )


def _texts(form: ReminderForm, example: tuple[Decimal, Decimal]) -> list[tuple[str, Markup]]:
    """(language, words) as they are sent, with the JP of one who is told."""
    note, (hours, target) = form.note.data or "", example
    year = local_day(current_person, at=clock.now()).year
    params = notices.params_of(
        hours=hours, target=target, year=year, giver=current_person.name, note=note
    )
    notice = Notice(kind=notices.kind_of(note), params=params)
    found = []
    for lang in LANGUAGES:
        with force_locale(lang):
            found.append((lang, words_of(notice)))
    return found

"""The officer's page of other terms for a quiz."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import SelectChoice

from app.accounts.identity import current_person
from app.kit import clock
from app.kit.errors import Conflict
from app.learning import override_lists as lists
from app.learning import overrides, terms
from app.learning.forms import OverrideForm, login_of, values_of
from app.learning.messages import MESSAGES
from app.org.tree import reached_tree
from app.quizzes.models import AttemptTerms
from app.quizzes.policies import may_manage_attempts
from app.quizzes.quizzes import Quiz, find_quiz
from app.web.access import requires
from app.web.errors import message_of, register_messages
from app.web.input import read_id
from app.web.locale import language
from app.web.messages import say, warn

bp = Blueprint("overrides", __name__)
register_messages(MESSAGES)


@bp.get("/quizzes/<course_ref>/<module_ref>/terms")
@requires(may_manage_attempts)
def index(course_ref: str, module_ref: str) -> ResponseReturnValue:
    quiz = _find(course_ref, module_ref)
    filled_in = _filled_in(quiz)
    return _page(quiz, _form(data=filled_in))


def _filled_in(quiz: Quiz) -> dict[str, Any]:
    """`edit`: the terms in force to begin with; `person`: for whom new ones are meant."""
    edited, person_id = (request.args.get(name, type=read_id) for name in ("edit", "person"))
    if edited:
        override = lists.find(edited, actor=current_person, module_id=quiz.module_id)
        if override is None or override.withdrawn_at:
            abort(404)
        return values_of(override, actor=current_person)
    if person_id is None:
        return {}
    return {"whom": "person", "person": login_of(person_id, actor=current_person)}


@bp.post("/quizzes/<course_ref>/<module_ref>/terms")
@requires(may_manage_attempts)
def create(course_ref: str, module_ref: str) -> ResponseReturnValue:
    quiz = _find(course_ref, module_ref)
    form = _form()
    if not form.validate():
        return _page(quiz, form), 422
    try:
        _give(quiz, form)
    except Conflict as error:
        form.form_errors.append(message_of(error))
        return _page(quiz, form, is_told=True), 409
    say(gettext("Saved. These terms hold for every attempt that begins from now on."))
    if _shuts(quiz, form):
        flash(
            gettext("With these terms the quiz is closed at once for %(whom)s.", whom=form.named),
            "warn",
        )
    return redirect(url_for(".index", course_ref=course_ref, module_ref=module_ref))


def _shuts(quiz: Quiz, form: OverrideForm) -> bool:
    """For one person with all that holds for them besides."""
    at, person_id = clock.now(), form.target.person_id
    if person_id is not None:
        held = terms.terms_for(person_id, quiz.version, quiz.settings, at=at)
    else:
        held = AttemptTerms(None, opens=form.terms.opens_at, closes=form.terms.closes_at)
    return terms.is_shut(held, at=at)


def _give(quiz: Quiz, form: OverrideForm) -> None:
    overrides.give(
        quiz.module_id,
        form.target,
        form.terms,
        reason=form.reason.data,
        seen=form.newest_seen,
        by_id=current_person.id,
        at=clock.now(),
    )


@bp.post("/quizzes/<course_ref>/<module_ref>/terms/<int:override_id>/withdrawal")
@requires(may_manage_attempts)
def create_withdrawal(course_ref: str, module_ref: str, override_id: int) -> ResponseReturnValue:
    quiz = _find(course_ref, module_ref)
    if lists.find(override_id, actor=current_person, module_id=quiz.module_id) is None:
        abort(404)
    if overrides.withdraw(override_id, by_id=current_person.id, at=clock.now()):
        say(gettext("Withdrawn. Attempts that begin from now on follow what holds otherwise."))
    else:
        warn(gettext("Somebody has withdrawn these terms before you."))
    return redirect(url_for(".index", course_ref=course_ref, module_ref=module_ref))


def _find(course_ref: str, module_ref: str) -> Quiz:
    return find_quiz(course_ref, module_ref, lang=language()) or abort(404)


def _form(**values: Any) -> OverrideForm:
    form = OverrideForm(actor=current_person, **values)
    units = reached_tree(current_person).all_in_order()
    form.unit.choices = [
        SelectChoice("", gettext("Choose a unit")),
        *(SelectChoice(unit.id, "\u2003" * depth + unit.name) for unit, depth in units),
    ]
    return form


def _page(quiz: Quiz, form: OverrideForm, *, is_told: bool = False) -> str:
    """`is_told`: the sender sees now what is newer, so that sending again decides."""
    if is_told or not form.is_submitted():
        form.seen.data = lists.newest_in(quiz.module_id)
    before, older = (request.args.get(name, type=read_id) for name in ("before", "older"))
    me = current_person
    held = lists.overrides_of(quiz.module_id, actor=me, in_force=True, before=before)
    withdrawn = lists.overrides_of(quiz.module_id, actor=me, in_force=False, before=older)
    return render_template(
        "quizzes/manage/terms.html",
        quiz=quiz,
        settings=quiz.settings,
        form=form,
        held=held[: lists.PAGE_SIZE],
        has_more_held=len(held) > lists.PAGE_SIZE,
        withdrawn=withdrawn[: lists.PAGE_SIZE],
        has_more_withdrawn=len(withdrawn) > lists.PAGE_SIZE,
        before=before,
        older=older,
    )

"""The rules by which hours count, form by form; a change is shown before it is saved."""

from decimal import Decimal

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.jobs.watching import watched_once
from app.records import policies, ruling
from app.records.forms.ledger import EndForm, RuleForm
from app.records.impact import Change
from app.records.views.base import ledger_bp as bp
from app.records.views.base import today
from app.reference import queries as reference
from app.reference.models import ActivityForm, JpRule
from app.reference.rule import Rule, find_rule, to_json
from app.web.access import requires
from app.web.filters import number
from app.web.messages import say


@bp.get("/jp-rules")
@requires(policies.may_edit_rules)
def list_forms() -> ResponseReturnValue:
    day, book = today(), reference.rulebook()
    rows = [(form, find_rule(book.get(form.id, ()), day)) for form in reference.forms()]
    return render_template("records/rules/list.html", rows=rows)


@bp.get("/jp-rules/<int:form_id>")
@requires(policies.may_edit_rules)
def show_form(form_id: int) -> ResponseReturnValue:
    return render_template(
        "records/rules/form.html",
        training=get_form(form_id),
        rules=list(reversed(reference.rules_of(form_id))),
        today=today(),
    )


@bp.get("/jp-rules/<int:form_id>/new")
@requires(policies.may_edit_rules)
def new_rule(form_id: int) -> ResponseReturnValue:
    """As it is now, to be changed; or as the preview leads back with it."""
    training = get_form(form_id)
    if request.args:
        return rule_page(training, RuleForm(request.args))
    held = find_rule(reference.rulebook().get(form_id, ()), today())
    values = written(held) if held else {"basis": "programme"}
    return rule_page(training, RuleForm(data={**values, "valid_from": today()}))


@bp.post("/jp-rules/<int:form_id>")
@requires(policies.may_edit_rules)
def create_rule(form_id: int) -> ResponseReturnValue:
    training, form = get_form(form_id), sent_rule(form_id)
    if not form.validate():
        return rule_page(training, form), 422
    row, change = ruling.enter(form.rule(form_id), by=current_person)
    return _recomputed(row, change)


@bp.get("/jp-rules/<int:form_id>/<int:rule_id>/ending")
@requires(policies.may_edit_rules)
def edit_ending(form_id: int, rule_id: int) -> ResponseReturnValue:
    rule = get_rule(form_id, rule_id)
    form = EndForm(rule.terms, formdata=request.args or None, data={"last_day": today()})
    return end_page(rule, form)


@bp.post("/jp-rules/<int:form_id>/<int:rule_id>/ending")
@requires(policies.may_edit_rules)
def create_ending(form_id: int, rule_id: int) -> ResponseReturnValue:
    rule = get_rule(form_id, rule_id)
    form = EndForm(rule.terms)
    if not form.validate():
        return end_page(rule, form), 422
    return _recomputed(rule, ruling.end(rule, form.last_day.data, by=current_person))


@bp.post("/jp-rules/<int:form_id>/<int:rule_id>/withdrawal")
@requires(policies.may_edit_rules)
def create_withdrawal(form_id: int, rule_id: int) -> ResponseReturnValue:
    ruling.withdraw(get_rule(form_id, rule_id), by=current_person, today=today())
    say(gettext("The rule is withdrawn. Nobody's hours had followed it yet."))
    return redirect(url_for(".show_form", form_id=form_id))


def _recomputed(rule: JpRule, change: Change) -> ResponseReturnValue:
    arguments = {
        "rule_id": rule.id,
        "form_id": rule.form_id,
        "since": change.since.isoformat(),
        "until": change.until.isoformat() if change.until else None,
        # What was saved twice is computed once; other terms in the same place are not the same.
        "terms": to_json(rule.terms),
    }
    back = url_for(".show_form", form_id=rule.form_id)
    subject = get_form(rule.form_id).name
    return watched_once("records.recomputation", arguments, back=back, subject=subject)


def get_form(form_id: int) -> ActivityForm:
    return reference.find_form(form_id) or abort(404)


def sent_rule(form_id: int) -> RuleForm:
    form, rules = RuleForm(), reference.rules_of(form_id)
    form.earliest = rules[0].valid_from if rules else None
    return form


def get_rule(form_id: int, rule_id: int) -> JpRule:
    return reference.find_rule(form_id, rule_id) or abort(404)


def written(rule: Rule) -> dict[str, object]:
    """What the form begins with; numbers as the reader writes them."""
    return {
        name: number(value) if isinstance(value, Decimal) else value
        for name, value in vars(rule).items()
    }


def rule_page(training: ActivityForm, form: RuleForm) -> str:
    return render_template("records/rules/new.html", training=training, form=form)


def end_page(rule: JpRule, form: EndForm) -> str:
    training = get_form(rule.form_id)
    return render_template("records/rules/ending.html", training=training, rule=rule, form=form)

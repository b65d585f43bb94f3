"""What a change of rules would do, shown before it is saved.

Everybody's entries are read for it, so a job does that; its page leads to what it has found.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.jobs import queries as jobs
from app.jobs.watching import watched_once
from app.records import impact, policies, ruling
from app.records.forms.ledger import EndForm, RuleForm
from app.records.impact import Impact
from app.records.views.base import ledger_bp as bp
from app.records.views.rules import end_page, get_form, get_rule, rule_page, sent_rule, written
from app.reference import queries as reference
from app.reference import rule as rules
from app.reference.rule import find_rule
from app.web.access import requires

KIND = "records.preview"


@bp.post("/jp-rules/<int:form_id>/previews")
@requires(policies.may_edit_rules)
def create_preview(form_id: int) -> ResponseReturnValue:
    training, form = get_form(form_id), sent_rule(form_id)
    if not form.validate():
        return rule_page(training, form), 422
    new = form.rule(form_id)
    arguments = {"form_id": form_id, "rule": rules.to_json(new)}
    typed: dict[str, Any] = {n: value for n, value in written(new).items() if value is not None}
    back = url_for(".new_rule", **typed)
    return watched_once(KIND, arguments, back=back, subject=training.name)


@bp.post("/jp-rules/<int:form_id>/<int:rule_id>/ending-previews")
@requires(policies.may_edit_rules)
def create_ending_preview(form_id: int, rule_id: int) -> ResponseReturnValue:
    rule = get_rule(form_id, rule_id)
    form = EndForm(rule.terms)
    if not form.validate():
        return end_page(rule, form), 422
    last_day = form.last_day.data.isoformat()
    arguments = {"form_id": form_id, "rule_id": rule_id, "last_day": last_day}
    back = url_for(".edit_ending", form_id=form_id, rule_id=rule_id, last_day=last_day)
    return watched_once(KIND, arguments, back=back, subject=get_form(form_id).name)


@bp.get("/jp-rules/<int:form_id>/previews/<int:job_id>")
@requires(policies.may_edit_rules)
def show_preview(form_id: int, job_id: int) -> ResponseReturnValue:
    job = jobs.find_own(job_id, current_person.id) or abort(404)
    summary = job.outcome.summary
    if job.kind != KIND or job.arguments["form_id"] != form_id or summary is None:
        abort(404)
    page = _ending if "rule_id" in job.arguments else _entering
    return page(job.arguments, impact.from_json(summary.params), job.back)


def _entering(arguments: Mapping[str, Any], found: Impact, back: str) -> str:
    new, form_id = rules.from_json(arguments["rule"]), arguments["form_id"]
    return render_template(
        "records/rules/preview.html",
        training=get_form(form_id),
        form=RuleForm(formdata=None, data=written(new)),
        rule=find_rule(ruling.entering(new).rules, new.valid_from),
        replaced=find_rule(reference.rulebook().get(form_id, ()), new.valid_from),
        impact=found,
        back_url=back,
        action=url_for(".create_rule", form_id=form_id),
    )


def _ending(arguments: Mapping[str, Any], found: Impact, back: str) -> str:
    form_id, rule_id = arguments["form_id"], arguments["rule_id"]
    last_day = date.fromisoformat(arguments["last_day"])
    rule = get_rule(form_id, rule_id)
    return render_template(
        "records/rules/ending_preview.html",
        training=get_form(form_id),
        form=EndForm(rule.terms, formdata=None, data={"last_day": last_day}),
        impact=found,
        back_url=back,
        action=url_for(".create_ending", form_id=form_id, rule_id=rule_id),
    )

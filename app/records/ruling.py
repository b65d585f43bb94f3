"""Changing the rules by which the hours of a form count.

Whoever changes one computes the credits of those concerned afterwards: `tasks.recompute`.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import exists, or_, select

from app.accounts.models import Person
from app.db import db
from app.kit.errors import Conflict
from app.records import audited
from app.records.impact import Change
from app.records.models import JpCorrection, JpCredit
from app.reference.models import ActivityForm, JpRule
from app.reference.queries import rules_of
from app.reference.rule import ONE_DAY, Rule, until, with_rule, without_rule


def entering(new: Rule) -> Change:
    """One that begins on the day of another takes its place."""
    rules = with_rule([row.terms for row in rules_of(new.form_id)], new)
    own = next(rule for rule in rules if rule.valid_from == new.valid_from)
    return Change(new.form_id, rules, own.valid_from, own.valid_to)


def ending(rule: Rule, last_day: date) -> Change:
    """Raises Conflict where that is no end of it."""
    if not rule.holds_on(last_day) or rule.valid_to == last_day:
        raise Conflict("jp-rule.over")
    rules = [
        until(one, last_day) if one.id == rule.id else one
        for one in (row.terms for row in rules_of(rule.form_id))
    ]
    return Change(rule.form_id, rules, last_day + ONE_DAY, rule.valid_to)


def enter(new: Rule, *, by: Person) -> tuple[JpRule, Change]:
    form = _hold(new.form_id)
    rows = {row.valid_from: row for row in rules_of(new.form_id)}
    change = entering(new)
    row = rows.get(new.valid_from)
    before = row.terms if row else None
    for rule in change.rules:
        if rule.valid_from != new.valid_from:
            rows[rule.valid_from].hold_until(rule.valid_to)
    terms = next(rule for rule in change.rules if rule.valid_from == new.valid_from)
    row = _store(row, replace(terms, id=None))
    audited.entered_rule(row, before, form.name, by=by)
    return row, change


def _store(row: JpRule | None, terms: Rule) -> JpRule:
    values = {name: value for name, value in vars(terms).items() if name != "id"}
    if row is None:
        row = JpRule(**values)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    return row


def end(row: JpRule, last_day: date, *, by: Person) -> Change:
    """Raises Conflict where that is no end of it."""
    form = _hold(row.form_id)
    db.session.refresh(row)
    change, before = ending(row.terms, last_day), row.valid_to
    row.hold_until(last_day)
    db.session.flush()
    audited.ended_rule(row, before, form.name, by=by)
    return change


def withdraw(row: JpRule, *, by: Person, today: date) -> None:
    """One that has not begun, as if it had not been entered. Raises Conflict where it has begun, or
    hours count by it already."""
    form = _hold(row.form_id)
    if row.valid_from <= today or _is_used(row.id):
        raise Conflict("jp-rule.begun")
    rows = {one.valid_from: one for one in rules_of(row.form_id)}
    for rule in without_rule([one.terms for one in rows.values()], row.terms):
        rows[rule.valid_from].hold_until(rule.valid_to)
    audited.withdrew_rule(row, form.name, by=by)
    db.session.delete(row)
    db.session.flush()


def _is_used(rule_id: int) -> bool:
    used = or_(
        exists().where(JpCredit.rule_id == rule_id), exists().where(JpCorrection.rule_id == rule_id)
    )
    return db.session.scalar(select(used)) or False


def _hold(form_id: int) -> ActivityForm:
    """Two officers wait for each other, and for whoever enters something of this form: its key
    makes the database hold the form's row, so what is entered later follows the new rule."""
    return db.session.scalars(
        select(ActivityForm).where(ActivityForm.id == form_id).with_for_update()
    ).one()

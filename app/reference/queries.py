"""The registers, as they are read."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.db import db, in_force
from app.reference.models import COMPETENCY_KINDS, ActivityForm, Competency, JpRule, Provider
from app.reference.provider_names import name_key
from app.reference.rule import Rule, Rulebook


def rulebook() -> Rulebook:
    """All rules there ever were, as they are now: some dozens of rows."""
    rules: dict[int, list[Rule]] = {}
    fresh = select(JpRule).order_by(JpRule.valid_from).execution_options(populate_existing=True)
    for row in db.session.scalars(fresh):
        rules.setdefault(row.form_id, []).append(row.terms)
    return rules


def rules_of(form_id: int) -> Sequence[JpRule]:
    """The earliest first."""
    statement = select(JpRule).where(JpRule.form_id == form_id).order_by(JpRule.valid_from)
    return db.session.scalars(statement).all()


def find_rule_on(form_id: int, *, day: date) -> Rule | None:
    """The latest, should two overlap."""
    row = db.session.scalar(
        select(JpRule)
        .where(JpRule.form_id == form_id, in_force(JpRule, day))
        .order_by(JpRule.valid_from.desc())
        .limit(1)
    )
    return row.terms if row else None


def find_rule(form_id: int, rule_id: int) -> JpRule | None:
    return db.session.scalar(select(JpRule).where(JpRule.id == rule_id, JpRule.form_id == form_id))


def find_form(form_id: int) -> ActivityForm | None:
    return db.session.get(ActivityForm, form_id)


def forms() -> Sequence[ActivityForm]:
    return db.session.scalars(select(ActivityForm).order_by(ActivityForm.id)).all()


def competencies() -> Sequence[Competency]:
    """Managerial ones first, as position standards list them."""
    rows = db.session.scalars(select(Competency).order_by(Competency.name))
    return sorted(rows, key=lambda row: COMPETENCY_KINDS.index(row.kind))


def find_competency(competency_id: str) -> Competency | None:
    return db.session.get(Competency, competency_id)


def find_provider_named(name: str) -> Provider | None:
    """However its name is typed."""
    return db.session.scalar(select(Provider).where(Provider.key == name_key(name)))


def offered_providers() -> Sequence[str]:
    """Names to choose from: some hundreds at most."""
    statement = select(Provider.name).where(Provider.retired_at.is_(None)).order_by(Provider.name)
    return db.session.scalars(statement).all()

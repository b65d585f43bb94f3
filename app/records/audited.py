"""What of the ledger's rules and years is recorded, and its words."""

from dataclasses import fields

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import Changes, record
from app.org.models import Agency
from app.reference.models import JpRule
from app.reference.rule import Rule

catalogue.register(
    actions={
        "jp-rule.entered": lazy_gettext("Rule for JP entered"),
        "jp-rule.ended": lazy_gettext("Rule for JP ended"),
        "jp-rule.withdrawn": lazy_gettext("Rule for JP withdrawn"),
        "year.closed": lazy_gettext("Year of JP closed"),
    },
    fields={
        "form": lazy_gettext("Form of training"),
        "valid_from": lazy_gettext("Valid from"),
        "valid_to": lazy_gettext("Valid until"),
        "basis": lazy_gettext("What is counted"),
        "jp": lazy_gettext("JP in the country"),
        "international_jp": lazy_gettext("JP abroad"),
        "international_factor": lazy_gettext("Factor abroad"),
        "daily_cap": lazy_gettext("At most a day, in the country"),
        "international_daily_cap": lazy_gettext("At most a day, abroad"),
        "monthly_sessions": lazy_gettext("Sessions a month at most"),
        "year": lazy_gettext("Year"),
    },
    objects={
        "jp-rule": lazy_gettext("Rule for JP"),
        "agency": lazy_gettext("Agency"),
    },
    values={
        "basis=programme": lazy_gettext("The hours of the programme"),
        "basis=day": lazy_gettext("Each day"),
        "basis=activity": lazy_gettext("Each activity"),
    },
)
TERMS = tuple(field.name for field in fields(Rule) if field.name not in ("id", "form_id"))


def entered_rule(rule: JpRule, before: Rule | None, form_name: str, *, by: Person) -> None:
    """`before`: what stood in its place from the same day on."""
    changes: Changes = {name: (getattr(before, name, None), getattr(rule, name)) for name in TERMS}
    record(
        "jp-rule.entered",
        actor_id=by.id,
        about=("jp-rule", rule.id),
        changes={"form": (None, form_name), **changes},
    )


def ended_rule(rule: JpRule, before: object, form_name: str, *, by: Person) -> None:
    record(
        "jp-rule.ended",
        actor_id=by.id,
        about=("jp-rule", rule.id),
        changes={"form": (None, form_name), "valid_to": (before, rule.valid_to)},
    )


def withdrew_rule(rule: JpRule, form_name: str, *, by: Person) -> None:
    """One that never held."""
    gone: Changes = {name: (getattr(rule, name), None) for name in TERMS}
    record(
        "jp-rule.withdrawn",
        actor_id=by.id,
        about=("jp-rule", rule.id),
        changes={"form": (form_name, None), **gone},
    )


def closed_year(agency: Agency, year: int, *, by: Person) -> None:
    record(
        "year.closed", actor_id=by.id, about=("agency", agency.id), changes={"year": (None, year)}
    )

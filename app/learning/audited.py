"""What of learning is recorded, and its words."""

from flask_babel import lazy_gettext

from app.accounts.reach import unit_name
from app.audit import catalogue
from app.audit.actions import record
from app.learning.models import QuizOverride

catalogue.register(
    actions={
        "terms.given": lazy_gettext("Other terms given for a quiz"),
        "terms.withdrawn": lazy_gettext("Other terms for a quiz withdrawn"),
    },
    fields={
        "attempts": lazy_gettext("Attempts"),
        "closes_at": lazy_gettext("Closes"),
        "extra_minutes": lazy_gettext("Extra minutes"),
        "opens_at": lazy_gettext("Opens"),
        "unit": lazy_gettext("Unit"),
    },
    objects={"quiz": lazy_gettext("Quiz")},
)
TERMS = ("opens_at", "closes_at", "extra_minutes", "attempts")


def given(override: QuizOverride) -> None:
    record(
        "terms.given",
        actor_id=override.given_by_id,
        subject_id=override.person_id,
        about=("quiz", override.module_id),
        changes={
            **{name: (None, getattr(override, name)) for name in TERMS},
            "unit": (None, unit_name(override.unit_id)),
            "reason": (None, override.reason),
        },
    )


def withdrawn(override: QuizOverride, *, by_id: int) -> None:
    record(
        "terms.withdrawn",
        actor_id=by_id,
        subject_id=override.person_id,
        about=("quiz", override.module_id),
        changes={
            **{name: (getattr(override, name), None) for name in TERMS},
            "unit": (unit_name(override.unit_id), None),
        },
    )

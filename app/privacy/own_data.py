"""What this feature itself keeps about a person."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.privacy.models import CorrectionRequest
from app.privacy.words import ABOUT

KINDS = (
    Kind(
        "privacy.corrections",
        lazy_gettext("Your correction requests"),
        lazy_gettext("To answer them in time, and to show that they were answered."),
        select(
            CorrectionRequest.asked_at.label("at"),
            CorrectionRequest.about.label("about"),
            CorrectionRequest.wrong.label("wrong"),
            CorrectionRequest.right.label("right"),
            CorrectionRequest.decision.label("decision"),
            CorrectionRequest.reason.label("answer"),
        ).order_by(CorrectionRequest.id.desc()),
        CorrectionRequest.person_id,
        {
            "at": lazy_gettext("When"),
            "about": lazy_gettext("About"),
            "wrong": lazy_gettext("What is wrong"),
            "right": lazy_gettext("What is right"),
            "decision": lazy_gettext("Decision"),
            "answer": lazy_gettext("Answer"),
        },
        rule="corrections",
        codes={
            "about": ABOUT,
            "decision": {
                "accepted": lazy_gettext("Accepted"),
                "refused": lazy_gettext("Refused"),
            },
        },
    ),
)

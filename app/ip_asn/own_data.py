"""What is kept of a person for the index."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.ip_asn import words
from app.ip_asn.models import IpAsnInput
from app.kit.personal import Kind

KINDS = (
    Kind(
        "ip_asn.input",
        lazy_gettext("Facts for the simulation of your IP ASN"),
        lazy_gettext("So that the training officer sees what would raise it."),
        select(
            IpAsnInput.education.label("education"),
            IpAsnInput.performance.label("performance"),
            IpAsnInput.discipline.label("discipline"),
            IpAsnInput.at.label("at"),
        ),
        IpAsnInput.person_id,
        {
            "education": lazy_gettext("Education"),
            "performance": lazy_gettext("Performance of last year"),
            "discipline": lazy_gettext("Discipline"),
            "at": lazy_gettext("When"),
        },
        codes={
            "education": words.EDUCATIONS,
            "performance": words.PERFORMANCES,
            "discipline": words.DISCIPLINES,
        },
    ),
)

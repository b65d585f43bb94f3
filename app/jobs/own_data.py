"""What is kept about the long work that a person started."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.jobs.kinds import kind_of
from app.jobs.models import Job
from app.kit.personal import Kind

STATES = {
    "queued": lazy_gettext("Waiting"),
    "running": lazy_gettext("Running"),
    "done": lazy_gettext("Done"),
    "failed": lazy_gettext("Failed"),
}


def _title(name: str) -> object:
    kind = kind_of(name)
    return kind and kind.title


KINDS = (
    Kind(
        "jobs.jobs",
        lazy_gettext("Long work that you started"),
        lazy_gettext("So that you can watch it and take its files along."),
        select(
            Job.created_at.label("began"),
            Job.finished_at.label("ended"),
            Job.kind.label("kind"),
            Job.subject.label("subject"),
            Job.state.label("state"),
        ).order_by(Job.id.desc()),
        Job.person_id,
        {
            "began": lazy_gettext("From"),
            "ended": lazy_gettext("Until"),
            "kind": lazy_gettext("Kind"),
            "subject": lazy_gettext("About"),
            "state": lazy_gettext("State"),
        },
        rule="jobs",
        codes={"kind": _title, "state": STATES},
    ),
)

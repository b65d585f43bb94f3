"""What of the library is recorded, and its words."""

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record

catalogue.register(
    actions={
        "author.entered": lazy_gettext("Entered as author of a course"),
        "author.ended": lazy_gettext("No longer author of a course"),
    },
    objects={"course": lazy_gettext("Course")},
)


def became_author(person_id: int, ref: str, *, by_id: int) -> None:
    record("author.entered", actor_id=by_id, subject_id=person_id, about=("course", ref))


def ceased_as_author(person_id: int, ref: str, *, by_id: int) -> None:
    record("author.ended", actor_id=by_id, subject_id=person_id, about=("course", ref))

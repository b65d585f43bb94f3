"""What of the studio is recorded, and its words."""

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record
from app.library.models import CourseVersion

catalogue.register(
    actions={"course.published": lazy_gettext("Course published")},
    fields={"version": lazy_gettext("Version"), "origin": lazy_gettext("Published from")},
    objects={"course": lazy_gettext("Course")},
    values={
        "origin=folder": lazy_gettext("a folder on the server"),
        "origin=studio": lazy_gettext("the Studio"),
    },
)


def published(version: CourseVersion, ref: str, *, by_id: int | None) -> None:
    """Versions of a course are numbered one after the other."""
    before = version.number - 1 or None
    record(
        "course.published",
        actor_id=by_id,
        about=("course", ref),
        changes={
            "course": (None, version.title),
            "version": (before, version.number),
            "origin": (None, version.origin),
        },
    )

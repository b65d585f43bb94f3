"""Which courses a person writes and has published."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.library.models import Course, CourseAuthor, CourseVersion

TO_WRITE = lazy_gettext("To know who writes a course and answers for it.")

KINDS = (
    Kind(
        "library.authorships",
        lazy_gettext("Courses that you write"),
        TO_WRITE,
        select(
            Course.ref.label("course"),
            CourseAuthor.valid_from.label("valid_from"),
            CourseAuthor.valid_to.label("valid_to"),
        )
        .select_from(CourseAuthor)
        .join(Course, Course.id == CourseAuthor.course_id)
        .order_by(CourseAuthor.id.desc()),
        CourseAuthor.person_id,
        {
            "course": lazy_gettext("Course"),
            "valid_from": lazy_gettext("From"),
            "valid_to": lazy_gettext("Until"),
        },
        stays=True,
    ),
    Kind(
        "library.versions",
        lazy_gettext("Versions that you published"),
        TO_WRITE,
        select(
            CourseVersion.title.label("course"),
            CourseVersion.number.label("number"),
            CourseVersion.published_at.label("at"),
        ).order_by(CourseVersion.id.desc()),
        CourseVersion.published_by_id,
        {
            "course": lazy_gettext("Course"),
            "number": lazy_gettext("Version"),
            "at": lazy_gettext("When"),
        },
        stays=True,
    ),
)

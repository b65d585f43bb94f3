"""What a person has been asked to take, and what they said to it."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.accounts.models import Person
from app.assignments.models import Assignment, AssignmentPerson
from app.kit.personal import Kind
from app.library.models import Course

KINDS = (
    Kind(
        "assignments.assigned",
        lazy_gettext("Courses that were assigned or recommended to you"),
        lazy_gettext("Because a supervisor or the training officer asked you to take them."),
        select(
            Course.ref.label("course"),
            Assignment.kind.label("kind"),
            Person.name.label("giver"),
            Assignment.reason.label("reason"),
            Assignment.due_on.label("due"),
            AssignmentPerson.got_at.label("at"),
            AssignmentPerson.declined_at.label("declined_at"),
            AssignmentPerson.declined_because.label("declined_because"),
        )
        .select_from(AssignmentPerson)
        .join(Assignment, Assignment.id == AssignmentPerson.assignment_id)
        .join(Person, Person.id == Assignment.given_by_id)
        .join(Course, Course.id == Assignment.course_id)
        .order_by(AssignmentPerson.id.desc()),
        AssignmentPerson.person_id,
        {
            "course": lazy_gettext("Course"),
            "kind": lazy_gettext("Kind"),
            "giver": lazy_gettext("By whom"),
            "reason": lazy_gettext("Reason"),
            "due": lazy_gettext("Due on"),
            "at": lazy_gettext("When"),
            "declined_at": lazy_gettext("Declined"),
            "declined_because": lazy_gettext("Why you declined"),
        },
        codes={
            "kind": {
                "mandatory": lazy_gettext("mandatory"),
                "recommended": lazy_gettext("recommended"),
            }
        },
        stays=True,
    ),
)

"""What pages of the rooms below show of assignments: their templates ask for it themselves, since
a page of learning knows nothing of what stands above it."""

from flask import Flask, g

from app.accounts.identity import current_person
from app.assignments import queries
from app.assignments.queries import Assigned
from app.kit import clock
from app.web.locale import language


def my_assignments() -> list[Assigned]:
    """The reader's open ones, by the day they are due; one query a request."""
    if "assignments" not in g:
        g.assignments = queries.open_of(current_person.id, at=clock.now(), lang=language())
    found: list[Assigned] = g.assignments
    return found


def my_assignment(course_id: int) -> Assigned | None:
    return next((one for one in my_assignments() if one.course_id == course_id), None)


def install(app: Flask) -> None:
    app.jinja_env.globals.update(my_assignment=my_assignment)

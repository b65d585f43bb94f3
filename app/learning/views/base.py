"""What the pages of courses and of their modules share."""

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.reach import reaches_all
from app.learning import queries
from app.learning.messages import MESSAGES
from app.learning.notice_texts import TEXTS
from app.learning.queries import CourseView, ModuleView
from app.library import queries as library
from app.library.authors import is_author_of
from app.notifications import kinds
from app.surveys.policies import may_read_results
from app.web.errors import register_messages
from app.web.locale import language
from app.web.messages import warn

bp = Blueprint("learning", __name__)
register_messages(MESSAGES)
kinds.register(TEXTS)


def find_course(course_ref: str) -> CourseView | None:
    return queries.find_course(course_ref, person_id=current_person.id, lang=language())


def moved(course_ref: str) -> ResponseReturnValue:
    """To the course that once bore this id, for old links and bookmarks; else 404."""
    found = library.find_renamed(course_ref) or abort(404)
    return redirect(url_for(".course", course_ref=found.ref), 301)


def find_module(course_ref: str, module_ref: str) -> ModuleView | None:
    """To be read in the language of the interface, where there is a translation."""
    return queries.find_module(course_ref, module_ref, person_id=current_person.id, lang=language())


def outside(course_ref: str) -> ResponseReturnValue:
    """Not enrolled, or no such module: the course page says which."""
    found = find_course(course_ref)
    if found is None:
        return moved(course_ref)
    if found.enrolment:
        abort(404)
    warn(gettext("Enrol in the course first, then you can open its modules."))
    return redirect(url_for(".course", course_ref=course_ref))


def reads_results(course_ref: str) -> bool:
    """Whether the reader may see what a course's surveys found."""
    if not may_read_results(current_person) or reaches_all(current_person):
        return may_read_results(current_person)
    return is_author_of(current_person, course_ref)


def around(found: ModuleView) -> dict[str, object]:
    outline = queries.outline_of(
        found.course.version.id, found.enrolment.id, lang=found.course.wanted
    )
    before, after = outline.neighbours(found.module.module_id)
    current = next(step for step in outline.steps if step.entry.module_id == found.module.module_id)
    return {
        "found": found,
        "course": found.course,
        "module": found.module,
        "text": found.text,
        "outline": outline,
        "step": current,
        "place": outline.place_of(found.module.module_id),
        "before": before,
        "after": after,
    }

"""What only the other courses of a site can tell about one."""

from app.content.course_reader import FILE
from app.content.model import Course, Finding
from app.library import queries


def findings_of(course: Course) -> list[Finding]:
    return [*_renamed(course), *_circular(course)]


def _renamed(course: Course) -> list[Finding]:
    """An id that another course has given up still means that course."""
    found = queries.find_renamed(course.ref)
    if found is None or queries.find_course(course.ref) or found.ref == course.was:
        return []
    return [Finding("E138", FILE, course.lines.get("id", 1), {"id": course.ref, "now": found.ref})]


def _circular(course: Course) -> list[Finding]:
    """Courses that wait for each other can never be begun."""
    needed = {**queries.prerequisites(), course.ref: course.prerequisites}
    for ref in course.prerequisites:
        if ref != course.ref and course.ref in _reached(ref, needed):
            line = course.lines.get("prerequisites", 1)
            return [Finding("E139", FILE, line, {"id": ref})]
    return []


def _reached(ref: str, needed: dict[str, tuple[str, ...]]) -> set[str]:
    """All that must come before a course."""
    reached: set[str] = set()
    waiting = [ref]
    while waiting:
        for other in needed.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached

"""`was` names the id a page, question or course gave up; its results go over to the new id."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.content.course_reader import FILE
from app.content.files import CourseFiles
from app.content.model import Course, Page


@dataclass(frozen=True, slots=True)
class Name:
    """An id with the one it replaces ("" for none), and where that stands."""

    ref: str
    was: str
    path: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


def check_renames(course: Course, files: CourseFiles) -> None:
    """Results can go over only from an id that nothing bears any more, and only to one heir.

    The course's own id is apart: a page may bear the id that the course once had.
    """
    check_names([Name(course.ref, course.was, FILE, course.was_line)], files)
    check_names([name for page in course.pages for name in names_of(page)], files)


def names_of(page: Page) -> Iterator[Name]:
    yield Name(page.ref, page.was, page.path, page.was_line)
    for question in page.questions:
        yield Name(question.ref, question.was, page.path, question.line)


def check_names(names: list[Name], files: CourseFiles) -> None:
    present = {name.ref for name in names}
    heirs: dict[str, Name] = {}
    for name in names:
        if not name.was:
            continue
        if name.was in present:
            files.report(name.path).add("E131", name.line, id=name.was)
        elif heirs.setdefault(name.was, name) is not name:
            other = heirs[name.was].place
            files.report(name.path).add("E132", name.line, id=name.was, other=other)

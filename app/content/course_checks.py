"""What only the whole course can tell: ids met twice, links that lead nowhere, draws, JP."""

from collections import Counter
from decimal import Decimal

from app.content.course_reader import FILE, CourseFile, learning_hours
from app.content.files import CourseFiles
from app.content.findings import Report
from app.content.media_checks import check_players
from app.content.model import Course, Draw, Page
from app.content.renames import check_renames
from app.content.suggest import Guesses
from app.content.targets import check_targets

STEPS = ("lesson", "quiz", "survey")
"""The kinds of pages that learners work through."""
MOST_HOURS = 9999


def check_pages(course: Course, files: CourseFiles) -> None:
    """What needs nothing of `course.md`."""
    check_ids(course, files)
    check_renames(course, files)
    check_draws(course, files)
    check_targets(course, files)
    check_players(course, files)


def check_course(course: Course, files: CourseFiles, read: CourseFile) -> None:
    check_completion(course, read.line("completion"), files.report(FILE))
    check_jp(read.course.jp, learning_hours(course.pages), read.line("jp"), files.report(FILE))
    if not any(page.kind in STEPS for page in course.pages):
        files.report(FILE).add("E126", 1)


def check_ids(course: Course, files: CourseFiles) -> None:
    """Ids of pages, and of questions over all pages: results are stored under them."""
    seen: dict[str, str] = {}
    for page in course.pages:
        places = [(page.ref, page.line), *((q.ref, q.line) for q in page.questions)]
        for ref, line in places:
            other = seen.setdefault(ref, f"{page.path}:{line}")
            if other != f"{page.path}:{line}" and not other.startswith(f"{page.path}:"):
                files.report(page.path).add("E102", line, id=ref, other=other)


def check_completion(course: Course, line: int, report: Report) -> None:
    known = {page.ref for page in course.pages if page.kind in STEPS}
    guesses = Guesses()
    for ref in course.completion.refs:
        if ref not in known:
            report.add("E120", line, id=ref, meant=guesses.nearest(ref, known))


def check_draws(course: Course, files: CourseFiles) -> None:
    pools = {page.path: page for page in course.pages if page.kind == "pool"}
    guesses = Guesses()
    for page in course.pages:
        report = files.report(page.path)
        for draw in page.settings.draws if page.settings else ():
            if draw.source not in pools:
                meant = guesses.nearest(draw.source, pools)
                report.add("E602", draw.line, source=draw.source, meant=meant)
            elif draw.pick > (available := size_for(draw, pools[draw.source])):
                report.add("E601", draw.line, pick=draw.pick, available=available)
        check_total(page, pools, report)


def size_for(draw: Draw, pool: Page) -> int:
    """How many questions of the pool bear all the tags that the draw names."""
    return sum(set(draw.tags) <= set(question.tags) for question in pool.questions)


def check_total(page: Page, pools: dict[str, Page], report: Report) -> None:
    """Several draws from one pool never give the same question twice, so they share what it has."""
    draws = page.settings.draws if page.settings else ()
    for source, count in Counter(draw.source for draw in draws).items():
        total = sum(draw.pick for draw in draws if draw.source == source)
        if count > 1 and source in pools and total > len(pools[source].questions):
            line = next(draw.line for draw in draws if draw.source == source)
            report.add("E601", line, pick=total, available=len(pools[source].questions))


def check_jp(stated: Decimal, taken: Decimal, line: int, report: Report) -> None:
    if taken > MOST_HOURS:
        report.add("E711", 1, limit=MOST_HOURS)
    if stated > taken:
        report.add("W803", line, stated=f"{stated:f}", taken=f"{taken:f}")

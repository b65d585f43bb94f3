"""What only the whole course can tell: ids met twice, links that lead nowhere, draws, JP."""

from collections import Counter
from decimal import Decimal

from app.content.course_reader import FILE, CourseFile, learning_hours
from app.content.files import CourseFiles
from app.content.findings import Report
from app.content.links import Link, headings_in, is_external, links_in, resolved
from app.content.model import Course, Draw, Page, Text
from app.content.prose_checks import leaves, texts_of
from app.content.renames import check_renames

MOST_HOURS = 9999
LARGEST_PICTURE = 300 * 1024


def check_course(course: Course, files: CourseFiles, read: CourseFile) -> None:
    check_ids(course, files)
    check_renames(course, files)
    check_completion(course, read.line("completion"), files.report(FILE))
    check_draws(course, files)
    check_targets(course, files)
    check_jp(read.course.jp, learning_hours(course.pages), read.line("jp"), files.report(FILE))
    if not any(page.kind in ("lesson", "quiz") for page in course.pages):
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
    known = {page.ref for page in course.pages if page.kind in ("lesson", "quiz")}
    for ref in course.completion.refs:
        if ref not in known:
            report.add("E120", line, id=ref)


def check_draws(course: Course, files: CourseFiles) -> None:
    pools = {page.path: page for page in course.pages if page.kind == "pool"}
    for page in course.pages:
        report = files.report(page.path)
        for draw in page.settings.draws if page.settings else ():
            if draw.source not in pools:
                report.add("E602", draw.line, source=draw.source)
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


def check_targets(course: Course, files: CourseFiles) -> None:
    anchors = {page.path: anchors_of(page) for page in course.pages if page.kind != "pool"}
    anchors[FILE] = anchors_in([course.body])
    sources = [(FILE, [course.body]), *((page.path, list(texts_of(page))) for page in course.pages)]
    for path, texts in sources:
        for text in texts:
            for link in links_in(text):
                if not is_external(link.target):
                    check_target(link, path, anchors, files)


def anchors_of(page: Page) -> set[str]:
    texts = [part for part in page.parts if isinstance(part, Text)]
    return anchors_in(texts) | {question.ref for question in page.questions}


def anchors_in(texts: list[Text]) -> set[str]:
    return {anchor for text in texts for _, _, anchor in headings_in(text)}


def check_target(link: Link, base: str, anchors: dict[str, set[str]], files: CourseFiles) -> None:
    target, anchor = resolved(link.target, base)
    report = files.report(base)
    if leaves(target) or (target == base and base.startswith("pools/")):
        return
    if target not in anchors and not (target.startswith("assets/") and target in files.sizes):
        report.add("E501", link.line, target=link.target[:80] or "()")
    elif anchor and anchor not in anchors.get(target, set()):
        report.add("E503", link.line, target=link.target[:80])
    elif link.is_picture and files.sizes[target] > LARGEST_PICTURE:
        report.add("W802", link.line, target=link.target[:80], kilobytes=LARGEST_PICTURE // 1024)


def check_jp(stated: Decimal, taken: Decimal, line: int, report: Report) -> None:
    if taken > MOST_HOURS:
        report.add("E711", 1, limit=MOST_HOURS)
    if stated > taken:
        report.add("W803", line, stated=stated, taken=taken)

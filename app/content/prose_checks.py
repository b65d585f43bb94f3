"""What can be said about a page's texts without knowing the rest of the course."""

import re
from collections.abc import Iterable, Iterator

from app.content import formulas
from app.content.findings import Report
from app.content.lines import BULLET, lines_of
from app.content.links import (
    bare_pictures,
    headings_in,
    is_allowed,
    is_external,
    links_in,
    resolved,
)
from app.content.look_checks import check_look
from app.content.lost_questions import is_glued
from app.content.model import Page, Text
from app.content.questions.base import Question
from app.content.raw_html import html_spans
from app.content.tables import long_rows

INTERRUPTING = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]")
NOT_PROSE = ("#", ">", "|", "[^", "*[", ":")


def texts_of(page: Page) -> Iterator[Text]:
    for part in page.parts:
        yield from texts_in(part)


def texts_in(part: Text | Question) -> list[Text]:
    if isinstance(part, Text):
        return [part]
    found: list[Text] = []

    def keep(text: Text, inline: bool) -> Text:
        found.append(text)
        return text

    part.map_texts(keep)
    return found


def check_page(page: Page, report: Report) -> None:
    for text in texts_of(page):
        check_text(text, page.path, report)
    check_formulas(texts_of(page), report)
    for part in page.parts:
        check_lists(part if isinstance(part, Text) else part.stem, report)
    if page.kind in ("lesson", "folder"):
        check_headings([part for part in page.parts if isinstance(part, Text)], report)


def check_text(text: Text, path: str, report: Report) -> None:
    check_html(text, report)
    check_links(text, path, report)
    check_look(text, report)
    for row in long_rows(lines_of(text.source, first=text.line)[0]):
        report.add("W710", row.line, count=row.cells, expected=row.expected)
    for line in bare_pictures(text):
        report.add("E502", line)


def check_html(text: Text, report: Report) -> None:
    lines = lines_of(text.source)[0]
    masked = formulas.without_formulas("\n".join(line.masked for line in lines))
    found: set[tuple[int, str]] = set()
    line, position = text.line, 0
    for span in html_spans(masked):
        line += masked.count("\n", position, span.start)
        position = span.start
        found.add((line, span.tag))
    for line, tag in sorted(found):
        report.add("W701", line, tag=tag)


def check_formulas(texts: Iterable[Text], report: Report) -> None:
    """All of a page together, since each takes its time to read."""
    count = 0
    for text in texts:
        lines = lines_of(text.source, first=text.line)[0] if "$" in text.source else []
        for line in formulas.glued_in(lines):
            report.add("W704", line)
        for formula in formulas.formulas_in(lines):
            count += 1
            if count > formulas.MOST:
                report.add("E715", formula.line, limit=formulas.MOST)
                return
            check_formula(formula, report)


def check_formula(formula: formulas.Formula, report: Report) -> None:
    if len(formula.latex) > formulas.LONGEST:
        report.add("E713", formula.line, limit=formulas.LONGEST)
    elif formulas.mathml(formula.latex) is None:
        report.add("E714", formula.line, formula=f"${formula.latex[:60]}$")


def check_links(text: Text, path: str, report: Report) -> None:
    for link in links_in(text):
        if link.is_picture and is_allowed(link.target):
            report.add("E507", link.line, target=link.target[:80])
        elif is_external(link.target) and not is_allowed(link.target):
            report.add("E505", link.line, target=link.target[:80])
        elif not is_external(link.target) and leaves(resolved(link.target, path)[0]):
            report.add("E504", link.line, target=link.target[:80])


def leaves(path: str) -> bool:
    return path.startswith("/") or path == ".." or path.startswith("../")


def check_lists(text: Text, report: Report) -> None:
    """A list right under a paragraph: other viewers show a list there, here it would run on."""
    in_paragraph = in_list = False
    after_blank = True
    for line in lines_of(text.source, first=text.line)[0]:
        if line.is_blank or not line.masked.strip():
            in_paragraph, after_blank = False, True
            continue
        is_glued = in_paragraph and bool(INTERRUPTING.match(line.masked))
        if is_glued:
            report.add("W702", line.number)
        opens_list = is_glued or (bool(BULLET.match(line.masked)) and not in_paragraph)
        in_list = opens_list or (in_list and not (after_blank and line.indent == 0))
        in_paragraph = not in_list and not line.masked.lstrip().startswith(NOT_PROSE)
        after_blank = False


def check_headings(texts: list[Text], report: Report) -> None:
    """Levels may not jump downwards; level 1 is the page's title and stands in its front matter."""
    last, anchors = 1, dict[str, int]()
    for text in texts:
        check_glued(text, report)
        for line, level, anchor in headings_in(text):
            if level == 1:
                report.add("W804", line)
            elif level > last + 1:
                report.add("W801", line, level=level, before=last)
            if anchor in anchors:
                report.add("W805", line, anchor=anchor, other=anchors[anchor])
            anchors.setdefault(anchor, line)
            last = max(level, 2) if level == 1 else level


def check_glued(text: Text, report: Report) -> None:
    for line in filter(is_glued, lines_of(text.source, first=text.line)[0]):
        report.add("W705", line.number)

"""The shipped course can be passed from the first page to the certificate."""

import html
import re
import shutil

import pytest
from playwright.sync_api import Locator, Page, expect

from app.config import ROOT
from app.content.folder import read_course
from app.content.model import Course, Question
from app.content.model import Page as Module
from app.content.questions.cloze import Cloze
from app.content.questions.matching import Matching
from app.content.questions.ordering import Ordering
from tests.journeys.server import Server
from tests.journeys.words import word

pytestmark = pytest.mark.journey

COURSE = "manajemen-proyek-dasar"


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("courses")
    shutil.copytree(ROOT / "courses" / COURSE, folder / COURSE)
    return folder


def plain(markdown: str) -> str:
    """A choice as the page shows it: without Markdown's signs."""
    return " ".join(html.unescape(re.sub(r"[*`_]|\\(?=\W)", "", markdown)).split())


def give_right_answer(field: Locator, question: Question) -> None:
    if isinstance(question, Matching):
        selects = {plain(s.inner_text()): s for s in field.locator("label.matching-term").all()}
        for term in question.terms:
            label = selects[plain(term.text.source)]
            select = field.locator(f"#{label.get_attribute('for')}")
            options = {plain(o.inner_text()): o for o in select.locator("option").all()}
            wanted = options[plain(question.matches[term.match].text.source)]
            select.select_option(value=wanted.get_attribute("value"))
    elif isinstance(question, Ordering):
        for place, item in enumerate(question.items, start=1):
            field.get_by_label(plain(item.text.source), exact=True).select_option(str(place))
    elif isinstance(question, Cloze):
        boxes = field.locator(".gap :is(input, select)").all()
        for gap, box in zip(question.gaps, boxes, strict=True):
            if gap.kind == "choice":
                box.select_option(label=plain(gap.label))
            else:
                box.fill(gap.label)
    elif question.type in ("short", "numeric"):
        best = next(a for a in question.answers if a.credit == 1)
        field.get_by_role("textbox").fill(best.text)
    else:
        right = {plain(c.text.source) for c in question.choices if c.is_right}
        for label in field.locator(".choice label").all():
            if plain(label.locator(".choice-text").inner_text()) in right:
                label.locator("input").check()


def questions_of(course: Course, quiz: Module) -> dict[str, Question]:
    """Its own and those of the pools it draws from, by title."""
    pools = {draw.source for draw in quiz.settings.draws} if quiz.settings else set()
    sources = [quiz, *(page for page in course.pages if page.path in pools)]
    return {plain(q.title.source): q for source in sources for q in source.questions}


def take(page: Page, ref: str, questions: dict[str, Question]) -> None:
    page.locator(f'form[action$="/{ref}/attempts"] button').click()
    page.wait_for_url("**/attempts/*")
    for field in page.locator("fieldset.question").all():
        title = plain(field.locator("legend span[lang]").inner_text())
        give_right_answer(field, questions[title])
    page.get_by_role("button", name=word("Check and hand in")).click()
    page.get_by_role("button", name=word("Hand in now")).click()


def test_every_page_is_passed_and_the_certificate_is_there(
    open_page, sign_in, server: Server
) -> None:
    course, findings = read_course(ROOT / "courses" / COURSE)
    assert findings == []
    page = open_page(javascript=False, width=1280)
    sign_in(page, "ana")
    page.goto(f"/courses/{COURSE}")
    page.get_by_role("button", name=word("Enrol and start")).click()
    # The survey is voluntary, and pools are no pages.
    for module in (one for one in course.pages if one.kind in ("lesson", "quiz")):
        page.goto(f"/courses/{COURSE}/modules/{module.ref}")
        if module.kind == "quiz":
            take(page, module.ref, questions_of(course, module))
            expect(page.locator("main")).to_contain_text("100%")
        else:
            page.locator(f'form[action$="/{module.ref}/completion"] button').click()
    page.goto("/record")
    # 3 JP a day count; the agency's midnight may fall into this journey.
    expect(page.get_by_role("cell", name=re.compile(r"^[36] dari 12$"))).to_be_visible()
    pdf = page.request.get(page.locator('a[href$=".pdf"]').first.get_attribute("href"))
    assert pdf.body().startswith(b"%PDF-")

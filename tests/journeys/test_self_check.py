"""A self-check answers in its place, although what makes it do so comes late, or not at all."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey


@pytest.fixture
def lesson(open_page, sign_in) -> Page:
    page = open_page()
    sign_in(page, "ana")
    page.goto("/courses/contoh")
    if page.get_by_role("button", name=word("Enrol and start")).count():
        steps.enrol(page)
    page.goto("/courses/contoh/modules/pengantar")
    return page


def asked_for_htmx(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: "htmx" in request.url and asked.append(request.url))
    return asked


def send(page: Page) -> None:
    page.locator("form[data-check] button[type=submit]").first.click()


def test_nothing_is_loaded_for_it_until_somebody_turns_to_it(lesson) -> None:
    asked = asked_for_htmx(lesson)
    lesson.reload(wait_until="networkidle")
    assert asked == []
    # Pressed at once: the check waits for what it needs, and the page stays.
    lesson.evaluate("document.body.dataset.stayed = 'yes'")
    send(lesson)
    expect(lesson.locator(".self-check-result").first).to_be_visible()
    assert lesson.evaluate("document.body.dataset.stayed") == "yes"
    assert len(asked) == 1


def test_it_is_posted_plainly_where_that_does_not_come(lesson) -> None:
    lesson.route("**/vendor/htmx.*", lambda route: route.abort())
    lesson.evaluate("document.body.dataset.stayed = 'yes'")
    send(lesson)
    expect(lesson.locator(".self-check-result").first).to_be_visible()
    assert lesson.evaluate("document.body.dataset.stayed") is None


def test_without_a_line_the_page_stays_and_says_so_and_works_afterwards(lesson) -> None:
    lesson.context.set_offline(True)
    send(lesson)
    expect(lesson.locator("[data-check-failed]").first).to_be_visible()
    lesson.context.set_offline(False)
    send(lesson)
    expect(lesson.locator(".self-check-result").first).to_be_visible()

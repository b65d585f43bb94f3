"""Ana reads in Indonesian, switches to English and takes the quiz there."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.journey

COURSE = "dwibahasa"
SAVED = re.compile(r"Saved \d\d:\d\d")


SHELF = (COURSE,)


def switch(page: Page, language: str) -> None:
    page.locator(f'.site-header button[lang="{language}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def field(page: Page, title: str) -> Locator:
    return page.locator("fieldset.question").filter(has_text=title)


def write(page: Page, title: str, text: str) -> None:
    question = field(page, title)
    question.get_by_role("textbox").fill(text)
    question.get_by_role("textbox").blur()
    expect(question.locator("[data-save-status]")).to_have_text(SAVED)


def test_a_course_is_read_and_answered_in_the_language_of_the_reader(open_page, sign_in) -> None:
    page = open_page(width=1280)
    sign_in(page, "ana")
    steps.enrol(page, COURSE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sapaan")
    expect(page.locator("main")).to_contain_text("salam yang ramah")

    switch(page, "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Greetings")
    expect(page.locator("main")).to_contain_text("a friendly greeting")
    check = page.locator("#q-salam")
    check.get_by_label("Good morning").check()
    check.get_by_role("button").first.click()
    expect(check).to_contain_text("The morning lasts until ten o'clock.")

    page.get_by_role("link", name="the quiz", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quiz")
    page.locator('form[action$="/kuis/attempts"] button').click()
    page.wait_for_url("**/attempts/*")
    write(page, "How many metres long is the table?", "2.5")
    write(page, "What is “thank you” in Indonesian?", "terima kasih")
    write(page, "The opposite of “large”", "little")
    field(page, "What colour is the sky?").get_by_label("Blue").check()

    switch(page, "id")
    expect(page.locator("main")).to_contain_text("What colour is the sky?")
    expect(page.locator("main")).to_contain_text("dalam bahasa Inggris")
    steps.hand_in(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Quiz")
    table = field(page, "How many metres long is the table?")
    expect(table.locator(".verdict.is-right").first).to_be_visible()
    expect(
        field(page, "The opposite of “large”").locator(".verdict.is-right").first
    ).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Apa warna langit?")

    page.goto(f"/courses/{COURSE}/modules/kuis")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kuis")

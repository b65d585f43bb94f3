"""The line is down: whoever presses a button stays on the page, is told so, and loses nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.test_quiz_ways import start_quiz
from tests.journeys.words import word

pytestmark = pytest.mark.journey

TOLD = "Tidak ada jaringan. Belum dikirim; cobalah lagi saat jaringan kembali."


SHELF = ("contoh", "perilaku")


def expect_to_stay(page: Page, press) -> None:
    address = page.url
    press()
    expect(page.locator("[data-offline-note]")).to_have_text(TOLD)
    expect(page.locator("[data-offline-note]")).to_be_in_viewport()
    assert page.url == address


def test_a_quiz_stays_and_its_answers_arrive_when_the_line_is_back(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "ana")
    steps.enrol(page, "perilaku")
    start_quiz(page, "berhalaman")
    box = page.locator("fieldset.question", has_text="Siapa yang")
    page.context.set_offline(True)
    box.get_by_label("Atasan langsung").check()
    expect(box.locator("[data-save-status]")).to_contain_text("Belum tersimpan")
    for name in ("Next page", "Check and hand in"):
        expect_to_stay(page, page.get_by_role("button", name=word(name)).click)
    expect_to_stay(page, page.get_by_role("link", name="Beberapa halaman").click)
    page.context.set_offline(False)
    expect(page.locator("[data-offline-note]")).to_have_text("")
    # Nothing was taken for sent: the answer goes out by itself.
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED, timeout=20_000)
    page.get_by_role("button", name=word("Check and hand in")).click()
    page.wait_for_url("**/summary")
    page.context.set_offline(True)
    # Before the question whether one is sure.
    expect_to_stay(page, page.get_by_role("button", name=word("Hand in now")).click)
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.context.set_offline(False)
    page.get_by_role("button", name=word("Hand in now")).click()
    page.locator("dialog[open] [data-confirm-yes]").click()
    page.wait_for_url(re.compile(r"/attempts/\d+$"))


def test_a_lesson_stays_and_is_finished_afterwards(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "budi")
    steps.enrol(page)
    done = page.locator('form[action$="/pengantar/completion"] button')
    page.context.set_offline(True)
    expect_to_stay(page, done.click)
    page.context.set_offline(False)
    done.click()
    expect(page.get_by_role("heading", level=1, name="Kuis latihan")).to_be_visible()

"""More time that an officer gives reaches the page that is open, without loading it anew."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.test_quiz_ways import question, start_quiz

pytestmark = pytest.mark.journey


SHELF = ("perilaku",)


def extend(page, attempt_path: str, minutes: int) -> None:
    page.goto(f"/quizzes{attempt_path}")
    page.get_by_text("Tambah waktu").first.click()
    page.get_by_label("Menit").fill(str(minutes))
    page.get_by_label("Alasan").fill("Jaringan putus.")
    page.get_by_role("button", name="Tambah waktu").click()


def test_more_time_comes_with_the_next_save_and_is_asked_for_at_the_end(open_page, sign_in) -> None:
    page, officer = open_page(), open_page()
    page.clock.install()
    sign_in(page, "dewi")
    sign_in(officer, "citra")
    steps.enrol(page, "perilaku")
    start_quiz(page, "berurutan")
    time, said = page.locator("[data-time]"), page.locator("[data-say]")
    path = re.search(r"/attempts/\d+", page.url)[0]
    # 10 minutes by the quiz, 15 with the five given.
    extend(officer, path, 5)
    question(page, "berbatas waktu").get_by_label("Ya").check()
    expect(said).to_have_text(re.compile(r"\d\d\.\d\d"))
    expect(time).to_have_text(re.compile(r"1[45]:\d\d"))
    # Given once more while nothing is saved: the page asks before it says that the time is up.
    extend(officer, path, 5)
    page.clock.run_for("15:01")
    expect(time).to_have_text(re.compile(r"0?[45]:\d\d"), timeout=20_000)
    expect(page.locator("[data-when-over]")).to_be_hidden()
    page.clock.run_for("05:01")
    expect(page.locator("[data-when-over]")).to_be_visible()
    expect(said).to_contain_text("Waktu habis.")

"""Moments of a quiz on a phone: an answer is checked, a number is read, the time is up."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.test_quiz_ways import check, question, start_quiz

pytestmark = pytest.mark.journey


SHELF = ("perilaku",)


def test_an_outcome_is_seen_together_with_its_question_on_a_phone(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "dewi")
    steps.enrol(page, "perilaku")
    start_quiz(page, "langsung")
    box = question(page, "Apa warna langit")
    # Before anything was chosen there is nothing to check, and that is said until something is.
    check(box)
    said = box.locator("[data-check-said]")
    expect(said).to_contain_text("Jawablah dahulu soal 1")
    box.get_by_label("Hijau").check()
    expect(said).to_have_text("")
    check(box)
    expect(box.locator("[data-checked-outcome]")).to_be_focused()
    expect(box.locator("[data-checked-outcome]")).to_be_in_viewport()
    top = box.locator(".choice.is-wrong").bounding_box()["y"]
    bar = page.locator(".attempt-bar").bounding_box()
    assert bar["y"] + bar["height"] <= top < 740


def test_when_no_answer_is_taken_any_more_the_page_shows_the_result_by_itself(
    open_page, sign_in
) -> None:
    page = open_page()
    page.clock.install()
    sign_in(page, "citra")
    steps.enrol(page, "perilaku")
    start_quiz(page, "berurutan")
    question(page, "berbatas waktu").get_by_label("Ya").check()
    expect(page.locator("[data-save-status]")).to_have_text(steps.SAVED)
    hand_in = page.locator("[data-when-over] button")
    expect(hand_in).to_be_hidden()
    # 10 minutes, and a minute of grace; then it asks the server, whose clock has not moved.
    page.clock.run_for("10:01")
    expect(hand_in).to_be_visible()
    expect(page.locator("[data-say]")).to_contain_text("Waktu habis. Jawaban masih diterima")
    with page.expect_navigation():
        page.clock.run_for("01:10")


def test_what_was_read_as_a_number_goes_as_one_types_and_comes_with_the_save(
    open_page, sign_in
) -> None:
    page = open_page()
    sign_in(page, "ana")
    steps.enrol(page, "perilaku")
    start_quiz(page, "berhalaman")
    box = question(page, "Berapa hari")
    field, told = box.get_by_role("textbox"), box.locator("[data-readings]")
    field.fill("32")
    expect(told).to_have_text("Terbaca sebagai 32 hari")
    page.context.set_offline(True)
    field.fill("dua belas")
    expect(told).to_have_text("")
    page.context.set_offline(False)
    expect(told).to_contain_text("tidak terbaca sebagai angka", timeout=20_000)
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED)

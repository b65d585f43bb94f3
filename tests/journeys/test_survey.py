"""A survey on a phone, with JavaScript and without; its results wait for the fifth response."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey

SURVEY = "/courses/jenis-soal/modules/pendapat"
RESULTS = "/studio/courses/jenis-soal/surveys/pendapat"


SHELF = ("jenis-soal",)


def send(page: Page) -> None:
    page.get_by_role("button", name=word("Send my answers")).click()


def answer(page: Page) -> None:
    useful = page.get_by_role("group", name="Materi berguna untuk pekerjaan saya")
    useful.get_by_label("Setuju", exact=True).check()
    page.get_by_label("Minat sendiri").check()
    page.get_by_label("Di rumah").check()
    page.get_by_role("textbox").fill("Tambah contoh dari pelayanan.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_survey_is_answered_once(open_page, sign_in, javascript) -> None:
    page = open_page(javascript=javascript)
    sign_in(page, "ana" if javascript else "dewi")
    steps.enrol(page, "jenis-soal")
    page.goto(SURVEY)
    expect(page.locator("main")).to_contain_text(word("Your answers are not stored with your name"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    send(page)
    expect(page.get_by_role("alert")).to_contain_text(
        word("Nothing is answered yet. Answer at least one question, then send it.")
    )
    answer(page)
    send(page)
    expect(page.locator("main")).to_contain_text(word("Thank you for your answers"))
    expect(page.locator("main")).not_to_contain_text("Tambah contoh")
    expect(page.get_by_role("button", name=word("Send my answers"))).to_have_count(0)

    page.go_back()
    page.reload()
    expect(page.locator("main")).to_contain_text(word("Thank you for your answers"))


def test_a_survey_is_answered_by_keyboard(open_page, sign_in) -> None:
    page = open_page(width=1280)
    sign_in(page, "budi")
    steps.enrol(page, "jenis-soal")
    page.goto(SURVEY)
    page.get_by_label("Sangat setuju").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("textbox").press_sequentially("Cukup.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(word("Thank you for your answers"))


def test_the_author_finds_results_once_there_are_enough(open_page, sign_in) -> None:
    """Whoever of the five has not answered before does so now; Budi leaves a question open."""
    for name in ("ana", "dewi", "budi", "citra", "eko"):
        page = open_page()
        sign_in(page, name)
        page.goto("/courses/jenis-soal")
        if page.get_by_role("button", name=word("Enrol and start")).count():
            steps.enrol(page, "jenis-soal")
        if name == "eko":
            page.goto(RESULTS)
            expect(page.locator("main")).to_contain_text(word("Too few responses yet"))
        page.goto(SURVEY)
        if page.get_by_role("button", name=word("Send my answers")).count():
            if name == "budi":
                page.get_by_label("Setuju", exact=True).first.check()
            else:
                answer(page)
            send(page)
            expect(page.locator("main")).to_contain_text(word("Thank you for your answers"))
    page.goto("/studio/courses/jenis-soal")
    page.get_by_role("link", name="Pendapat Anda").click()
    expect(page.locator("main")).to_contain_text(word("Too few answers to be shown."))
    expect(page.get_by_role("row", name="Minat sendiri")).to_have_count(0)
    useful = page.get_by_role("group", name="Materi berguna").get_by_role("row", name="100%")
    expect(useful).to_contain_text("5")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

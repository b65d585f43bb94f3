"""Ana studies a course and holds the certificate."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey


def test_from_sign_in_to_the_downloaded_certificate_and_its_verification(
    open_page, sign_in
) -> None:
    page = open_page()
    sign_in(page, "ana")
    page.goto("/courses?q=contoh")
    page.get_by_role("link", name="Kursus Contoh").first.click()
    page.get_by_role("button", name=word("Enrol and start")).click()
    expect(page.get_by_role("heading", level=1, name="Pengantar")).to_be_visible()

    check = page.locator("#q-cek-jp")
    check.get_by_label("30 menit").check()
    check.get_by_role("button").first.click()
    expect(check).to_contain_text("umpanbalik-q-cek-jp")
    steps.finish_lesson(page, "pengantar")
    expect(page.get_by_role("heading", level=1, name="Kuis latihan")).to_be_visible()

    steps.start_quiz(page, "kuis-latihan")
    steps.answer_all(page)
    steps.hand_in(page)
    steps.finish_lesson(page, "lanjutan")

    steps.start_quiz(page, "ujian-akhir")
    steps.answer_all(page)
    # The window closes; the attempt and all in it are there again.
    attempt = page.url
    page.goto("/")
    page.goto(attempt)
    expect(page.locator("[data-answered-count]")).to_have_text("4")
    steps.hand_in(page)
    expect(page.locator("main")).to_contain_text("umpanbalik-q-dinilai-c")

    page.goto("/record")
    expect(page.locator("main")).to_contain_text("Kursus Contoh")
    link = page.locator('a[href$=".pdf"]').first
    answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(answer.body())).pages)
    assert "Ana Lestari" in text
    assert "19920411 201903 2 003" in text

    code = re.search(r"/([A-Z0-9]{12})\.pdf", link.get_attribute("href"))[1]
    stranger = open_page()
    stranger.goto("/verify")
    stranger.locator('input[name="code"]').fill(code.lower())
    stranger.locator("main form button").click()
    expect(stranger.locator("main")).to_contain_text("Ana Lestari")
    expect(stranger.locator("main")).to_contain_text("Kursus Contoh")
    assert "199204112019032003" not in stranger.content()
    assert "19920411" not in stranger.content()


def test_without_javascript_a_quiz_is_answered_and_handed_in(open_page, sign_in) -> None:
    page = open_page(javascript=False)
    sign_in(page, "dewi")
    steps.enrol(page)
    steps.start_quiz(page, "ujian-akhir")
    for question in steps.questions(page):
        steps.answer(question, steps.ref_of(question))
    page.get_by_role("button", name=word("Check and hand in")).click()
    expect(page.locator("main")).to_contain_text(word("All questions are answered"))
    page.get_by_role("button", name=word("Hand in now")).click()
    expect(page.locator("main")).to_contain_text("umpanbalik-q-terbit-a")


def test_an_answer_given_while_the_line_is_down_is_sent_when_it_is_back(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "citra")
    steps.enrol(page)
    steps.start_quiz(page, "kuis-latihan")
    first = steps.questions(page)[0]
    status = first.locator("[data-save-status]")
    page.context.set_offline(True)
    steps.answer(first, steps.ref_of(first))
    expect(status).to_contain_text("Belum tersimpan")
    page.context.set_offline(False)
    expect(status).to_have_text(steps.SAVED, timeout=20_000)
    page.reload()
    expect(page.locator("[data-answered-count]")).to_have_text("1")


def test_the_other_language_is_one_click_away_and_stays(open_page, sign_in) -> None:
    page = open_page(width=1280)
    sign_in(page, "budi")
    page.locator('button[name="language"][value="en"]').first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/courses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Courses")
    page.goto("/courses/contoh")
    expect(page.locator("h1")).to_have_attribute("lang", "id")

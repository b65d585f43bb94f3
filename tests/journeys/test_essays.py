"""Essays from both sides: written and handed in, marked by a trainer or by the learner."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey

MODEL = "contohjawaban-q-ubah"


SHELF = ("esai",)


def start_quiz(page: Page, ref: str) -> None:
    page.goto(f"/courses/esai/modules/{ref}")
    page.locator(f'form[action$="/{ref}/attempts"] button').click()
    page.wait_for_url("**/attempts/*")


def essay(page: Page, title: str) -> Locator:
    return page.locator("fieldset.question", has_text=title)


@pytest.mark.parametrize(("name", "javascript"), [("ana", True), ("dewi", False)])
def test_a_reflection_is_compared_and_given_its_points_by_who_wrote_it(
    open_page, sign_in, name, javascript
) -> None:
    page = open_page(javascript=javascript)
    sign_in(page, name)
    steps.enrol(page, "esai")
    start_quiz(page, "refleksi")
    box = essay(page, "Apa yang akan Anda ubah?")
    box.get_by_role("textbox").fill("Saya menulis\n  daftar tugas setiap pagi.")
    if javascript:
        expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED)
    expect(page.locator("main")).not_to_contain_text(MODEL)
    steps.hand_in(page)

    expect(page.locator("main")).to_contain_text(MODEL)
    expect(page.locator(".essay-text")).to_have_text("Saya menulis\n  daftar tugas setiap pagi.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    points = page.locator("input.points")
    points.fill("5")
    page.get_by_role("button", name=word("Give these points")).click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(points).to_have_value("5")
    points.fill("3,5")
    page.get_by_role("button", name=word("Give these points")).click()
    expect(page.locator(".numbers")).to_contain_text("3,5")
    expect(points).to_have_count(0)


def test_a_trainer_marks_and_the_learner_reads_points_and_comment(open_page, sign_in) -> None:
    budi, eko = open_page(), open_page(width=1280)
    sign_in(budi, "budi")
    steps.enrol(budi, "esai")
    start_quiz(budi, "telaah")
    budi.get_by_label("Atasan langsung").check()
    for title in ("Bagaimana Anda menolak", "Apa yang Anda catat?"):
        box = essay(budi, title)
        box.get_by_role("textbox").fill(f"Jawaban: {title}")
        expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED)
    steps.hand_in(budi)
    expect(budi.locator("main")).to_contain_text(word("Waiting for points"))
    expect(budi.locator(".numbers")).to_contain_text("9")

    sign_in(eko, "eko")
    eko.locator("main").get_by_role("link", name=word("Answers to mark")).click()
    eko.get_by_role("link", name="Bagaimana Anda menolak bingkisan?").click()
    expect(eko.locator("main")).to_contain_text("contohjawaban-q-tolak")
    expect(eko.locator("main")).to_contain_text("catatanpengajar-q-tolak")
    eko.get_by_label(word("Points"), exact=True).fill("4,5")
    eko.get_by_label(word("Comment to the learner")).fill(
        "Sopan dan jelas.\nCatat juga tanggalnya."
    )
    eko.get_by_role("button", name=word("Save and next")).click()
    expect(eko.get_by_role("heading", level=1)).to_have_text("Apa yang Anda catat?")
    eko.get_by_label(word("Points"), exact=True).fill("4")
    eko.get_by_role("button", name=word("Save and next")).click()
    expect(eko.locator("main")).to_contain_text(word("No answer is waiting for points."))

    budi.reload()
    expect(budi.locator(".numbers")).to_contain_text("9,5")
    expect(budi.locator("main")).to_contain_text("Catat juga tanggalnya.")
    budi.goto("/courses/esai")
    expect(budi.locator("main")).to_contain_text("1 dari 2")


def test_a_text_too_long_to_be_kept_alive_is_saved_all_the_same(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "citra")
    steps.enrol(page, "esai")
    start_quiz(page, "telaah")
    # 20,000 letters of four bytes: more than a browser keeps alive.
    text = "\U00010400" * 20_000
    page.add_init_script(
        "const own = window.fetch; window.kept = [];"
        "window.fetch = (url, options) => (window.kept.push(options.keepalive), own(url, options));"
    )
    page.reload()
    box = essay(page, "Bagaimana Anda menolak")
    field = box.get_by_role("textbox")
    field.evaluate(
        "(field, text) => { field.value = text;"
        " field.dispatchEvent(new Event('input', {bubbles: true})); }",
        text,
    )
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED)
    other = essay(page, "Apa yang Anda catat?")
    other.get_by_role("textbox").fill("Pendek.")
    expect(other.locator("[data-save-status]")).to_have_text(steps.SAVED)
    alive = page.evaluate("window.kept")
    assert alive == [False, True]
    page.reload()
    assert len(field.input_value()) == 20_000
    # Nothing is left on the device that the server does not have.
    keys = page.evaluate("Object.keys(localStorage).filter((key) => /^lentera:answer:/.test(key))")
    assert keys == []


def test_a_long_text_that_could_not_be_sent_comes_back(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "eko")
    steps.enrol(page, "esai")
    start_quiz(page, "telaah")
    page.route("**/answers", lambda route: route.abort())
    box = essay(page, "Bagaimana Anda menolak")
    text = "Baris panjang tentang bingkisan.\n" * 600
    box.get_by_role("textbox").fill(text)
    expect(box.locator("[data-save-status]")).to_contain_text("Belum tersimpan")
    page.reload()
    assert box.get_by_role("textbox").input_value() == text
    page.unroute("**/answers")
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED, timeout=20_000)

"""Every type of question as a learner meets it, with JavaScript and without, on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey

STEPS = ["Perencanaan", "Pemilihan penyedia", "Pelaksanaan kontrak", "Serah terima"]
ESSAY = "Saya menolak bingkisan itu dengan sopan."
REASON = "Saya menolak bingkisan dari rekanan dan melaporkannya."


SHELF = ("jenis-soal",)


def start_quiz(page: Page) -> None:
    page.goto("/courses/jenis-soal/modules/kuis")
    page.locator('form[action$="/kuis/attempts"] button').click()
    page.wait_for_url("**/attempts/*")


def question(page: Page, title: str) -> Locator:
    return page.locator("fieldset.question", has_text=title)


def gaps_of(box: Locator) -> Locator:
    return box.locator(".gap :is(input, select)")


def items_of(box: Locator) -> list[str]:
    return [text.strip() for text in box.locator("[data-text]").all_inner_texts()]


def put_in_order(box: Locator, wanted: list[str], *, key: str = "") -> None:
    """Each item in turn upwards to its place; with `key`, by keyboard."""
    for place, item in enumerate(wanted):
        while items_of(box).index(item) > place:
            button = box.get_by_role("button", name=f"{word('Up:')} {item}")
            button.press(key) if key else button.click()
    keep = box.get_by_role("button", name=word("Use this order"))
    if keep.is_visible():
        keep.press(key) if key else keep.click()


def answer_everything(page: Page, *, live: bool) -> None:
    question(page, "Siapa yang menandatangani").get_by_label("Atasan langsung").check()
    question(page, "Cuti tahunan adalah hak").get_by_label("Benar").check()
    for box in page.locator("fieldset.question", has_text="Pilih semua gratifikasi").all():
        box.get_by_label("Tiket perjalanan dari rekanan").check()
        box.get_by_label("Fasilitas penginapan dari rekanan").check()
    question(page, "Tulis singkatan").get_by_role("textbox").fill("ASN")
    question(page, "Berapa meter").get_by_role("textbox").fill("2,5")
    pairs = question(page, "Jodohkan singkatan")
    pairs.get_by_label("SPT", exact=True).select_option(label="Surat Perintah Tugas")
    pairs.get_by_label("SPPD").select_option(label="Surat Perintah Perjalanan Dinas")
    orders = {"tahap pengadaan": STEPS, "langkah surat": ["Diterima", "Dicatat", "Diteruskan"]}
    for title, wanted in orders.items():
        box = question(page, title)
        if live:
            put_in_order(box, wanted)
            continue
        for place, item in enumerate(wanted, start=1):
            box.get_by_label(item).select_option(str(place))
    city, length, who = gaps_of(question(page, "Lengkapi kalimat")).all()
    city.fill("kota bandung")
    length.fill("2.5")
    who.select_option(label="atasan")


def expect_full_points(page: Page) -> None:
    """2 + 1 + 1 + 2 + 1 + 1 + 1 + 2 + 3 + 1 + 3 points."""
    page.get_by_role("button", name=word("Hand in now")).click()
    page.wait_for_url(re.compile(r"/attempts/\d+$"))
    expect(page.locator(".numbers")).to_contain_text("18")
    verdicts = page.locator(".outcome .verdict")
    expect(verdicts).to_have_count(11)
    expect(page.locator(".outcome .verdict.is-right")).to_have_count(11)


def test_all_types_are_answered_saved_and_graded_on_a_phone(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "ana")
    steps.enrol(page, "jenis-soal")
    start_quiz(page)
    answer_everything(page, live=True)
    for box in steps.questions(page):
        expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED)
    page.reload()
    expect(page.locator("[data-answered-count]")).to_have_text("11")
    assert items_of(question(page, "tahap pengadaan")) == STEPS
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name=word("Check and hand in")).click()
    expect(page.locator("main")).to_contain_text(word("All questions are answered"))
    expect_full_points(page)


def test_all_types_are_answered_without_javascript(open_page, sign_in) -> None:
    page = open_page(javascript=False)
    sign_in(page, "dewi")
    steps.enrol(page, "jenis-soal")
    start_quiz(page)
    answer_everything(page, live=False)
    page.get_by_role("button", name=word("Check and hand in")).click()
    expect(page.locator("main")).to_contain_text(word("All questions are answered"))
    expect_full_points(page)


def test_items_are_ordered_by_keyboard_and_each_move_is_said(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "budi")
    steps.enrol(page, "jenis-soal")
    start_quiz(page)
    box = question(page, "tahap pengadaan")
    last = items_of(box)[-1]
    up = box.get_by_role("button", name=f"{word('Up:')} {last}")
    up.focus()
    for _ in range(5):
        page.keyboard.press("Enter")
    # Twice too often: it stays first, and the keyboard stays where it is.
    assert items_of(box)[0] == last
    expect(up).to_be_focused()
    expect(box.get_by_role("status").filter(has_text=last)).to_have_text(
        word("%(item)s: now number %(place)s of %(count)s", item=last, place=1, count=4)
    )
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED)
    order = items_of(box)
    page.reload()
    assert items_of(question(page, "tahap pengadaan")) == order


def test_an_order_made_while_the_line_was_down_comes_back(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "citra")
    steps.enrol(page, "jenis-soal")
    start_quiz(page)
    page.route("**/answers", lambda route: route.abort())
    box = question(page, "tahap pengadaan")
    put_in_order(box, STEPS[::-1])
    expect(box.locator("[data-save-status]")).to_contain_text("Belum tersimpan")
    # The page is as the server knows it, with nothing ordered yet; the device knows better.
    page.reload()
    box = question(page, "tahap pengadaan")
    assert items_of(box) == STEPS[::-1]
    page.unroute("**/answers")
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED, timeout=20_000)


def test_self_checks_of_the_new_types_answer_in_their_place(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "eko")
    steps.enrol(page, "jenis-soal")
    page.goto("/courses/jenis-soal/modules/cek-diri")
    order = page.locator("#q-cek-urut")
    put_in_order(order, STEPS[::-1], key="Enter")
    order.get_by_role("button", name=word("Check my answer")).click()
    expect(order.locator(".outcome")).to_have_text(word("Wrong"))
    # The part of the page that came back is as alive as the one before.
    put_in_order(order, STEPS, key="Space")
    order.get_by_role("button", name=word("Check again")).click()
    expect(order.locator(".outcome")).to_have_text(word("Right"))

    cloze = page.locator("#q-cek-rumpang")
    city, length, _ = gaps_of(cloze).all()
    city.fill("Jakarta")
    length.fill("dua")
    cloze.get_by_role("button", name=word("Check my answer")).click()
    expect(cloze.locator(".gap.is-wrong")).to_have_count(2)
    expect(cloze).to_contain_text("Bandung; Kota Bandung")

    essay = page.locator("#q-cek-esai")
    expect(essay).to_contain_text("Menyebut dilema")
    expect(essay).not_to_contain_text(REASON)
    field = essay.get_by_role("textbox")
    height = field.bounding_box()["height"]
    field.press_sequentially(ESSAY)
    expect(essay.locator("[data-words]")).to_have_text("6")
    expect(essay.get_by_text(word("Long enough"))).to_be_visible()
    field.fill("Baris.\n" * 30)
    assert field.bounding_box()["height"] > height
    field.fill(ESSAY)
    essay.get_by_role("button", name=word("Compare my answer")).click()
    expect(essay).to_contain_text(REASON)
    expect(essay.locator(".verdict")).to_have_count(0)
    expect(field).to_have_value(ESSAY)

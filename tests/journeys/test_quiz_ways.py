"""Ways of a quiz in a real browser: pages, flags, tries; by keyboard, without JavaScript, with a
line that drops, in two tabs, and back after handing in."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey

RESULT = re.compile(r"/attempts/\d+$")


SHELF = ("perilaku",)


def start_quiz(page: Page, ref: str) -> None:
    page.goto(f"/courses/perilaku/modules/{ref}")
    page.locator(f'form[action$="/{ref}/attempts"] button').click()
    page.wait_for_url("**/attempts/*")


def question(page: Page, title: str) -> Locator:
    return page.locator("fieldset.question", has_text=title)


def check(box: Locator) -> None:
    box.get_by_role("button", name=word("Check this answer")).click()


def next_page(page: Page) -> Locator:
    return page.get_by_role("button", name=word("Next page"))


def press_to(page: Page, target: Locator, key: str) -> None:
    """Tab from where the keyboard stands, and press; nothing else moves there."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {target}")


def test_a_whole_quiz_by_keyboard_alone(open_page, sign_in) -> None:
    page = open_page(width=1280)
    sign_in(page, "ana")
    steps.enrol(page, "perilaku")
    page.goto("/courses/perilaku/modules/bertahap")
    press_to(page, page.get_by_role("button", name=word("Start the quiz")), "Enter")
    page.wait_for_url("**/attempts/*")

    box = question(page, "Berapa menit dalam satu JP?")
    press_to(page, box.get_by_label("30 menit"), "Space")
    press_to(page, box.get_by_role("button", name=word("Check this answer")), "Enter")
    expect(box.locator("[data-checked-outcome]")).to_be_focused()
    expect(box).to_contain_text("petunjuk-q-menit-1")
    expect(page.locator("[data-checked-said]")).to_have_text(word("Wrong"))
    # Backwards to the choices, where arrows choose; what was said of the old answer is gone.
    while not box.get_by_label("30 menit").evaluate("e => e === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(box.locator(".verdict")).to_have_count(0)
    press_to(page, box.get_by_role("button", name=word("Check this answer")), "Space")
    # One try more at 25 % of 4 points.
    expect(box.locator(".outcome")).to_contain_text("3 dari 4")
    expect(box).to_contain_text("pembahasan-q-menit")
    press_to(page, next_page(page), "Enter")
    page.wait_for_url("**page=2")

    pairs = question(page, "Jodohkan hewan")
    for term, letter in (("Ikan", "A"), ("Burung", "U")):
        press_to(page, pairs.get_by_label(term), letter)
    press_to(page, pairs.locator("[data-flag]"), "Space")
    expect(page.locator('[data-slot="2"] [data-if-flagged]')).to_be_visible()
    press_to(page, next_page(page), "Enter")
    page.wait_for_url("**page=3")

    order = question(page, "Urutkan langkah")
    for place, item in enumerate(["Diterima", "Dicatat", "Diteruskan"]):
        while order.locator("[data-text]").all_inner_texts().index(item) > place:
            press_to(page, order.get_by_role("button", name=f"{word('Up:')} {item}"), "Enter")
    keep = order.get_by_role("button", name=word("Use this order"))
    if keep.is_visible():
        press_to(page, keep, "Enter")
    press_to(page, order.get_by_role("button", name=word("Check this answer")), "Enter")
    expect(order.locator(".outcome")).to_contain_text("4 dari 4")
    press_to(page, page.get_by_role("button", name=word("Check and hand in")), "Enter")
    page.wait_for_url("**/summary")
    expect(page.locator("main")).to_contain_text("1 soal ditandai")
    press_to(page, page.get_by_role("button", name=word("Hand in now")), "Enter")
    press_to(page, page.locator("dialog[open] [data-confirm-yes]"), "Enter")
    page.wait_for_url(RESULT)
    # 3 + 4 + 4 of 12 points.
    expect(page.locator(".numbers")).to_contain_text("11")


def test_a_whole_quiz_without_javascript(open_page, sign_in) -> None:
    page = open_page(javascript=False)
    sign_in(page, "dewi")
    steps.enrol(page, "perilaku")
    start_quiz(page, "berhalaman")
    question(page, "Siapa yang").get_by_label("Atasan langsung").check()
    days = question(page, "Berapa hari")
    days.get_by_label(word("Look at this again later")).check()
    # Enter stores the page and stays on it.
    days.get_by_role("textbox").fill("21")
    days.get_by_role("textbox").press("Enter")
    page.wait_for_url("**page=1")
    expect(page.locator("[data-answered-count]")).to_have_text("2")
    page.get_by_role("navigation", name=word("Questions")).get_by_role("button").last.click()
    page.wait_for_url("**page=3#q5")
    question(page, "Sebutkan").get_by_role("textbox").fill("ASN")
    page.get_by_role("button", name=word("Previous page")).click()
    page.wait_for_url("**page=2")
    question(page, "Lengkapi kalimat").get_by_role("textbox").fill("PNS")
    page.get_by_role("button", name=word("Check and hand in")).click()
    page.get_by_role("link", name="4. Mana yang harus ditolak?").click()
    page.wait_for_url("**page=2#q4")
    box = question(page, "Mana yang harus")
    for label in ("Tiket dari rekanan", "Penginapan dari rekanan"):
        box.get_by_label(label).check()
    page.get_by_role("button", name=word("Check and hand in")).click()
    expect(page.locator("main")).to_contain_text(word("All questions are answered"))
    page.get_by_role("link", name="2. Berapa hari cuti tahunan?").click()
    page.wait_for_url("**page=1#q2")
    question(page, "Berapa hari").get_by_role("textbox").fill("12")
    page.get_by_role("button", name=word("Check and hand in")).click()
    page.get_by_role("button", name=word("Hand in now")).click()
    expect(page.locator(".numbers")).to_contain_text("100%")

    start_quiz(page, "langsung")
    question(page, "Apa warna langit").get_by_label("Biru").check()
    question(page, "Apa ibu kota").get_by_role("textbox").fill("Bandung")
    check(question(page, "Apa ibu kota"))
    page.wait_for_url("**#q2")
    expect(question(page, "Apa ibu kota").locator(".outcome")).to_contain_text(word("Right"))
    # The rest of the page was stored with it, and is not judged.
    sky = question(page, "Apa warna langit")
    expect(sky.get_by_label("Biru")).to_be_checked()
    expect(sky.locator(".verdict")).to_have_count(0)


def test_the_line_drops_in_the_midst_of_tries(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "citra")
    steps.enrol(page, "perilaku")
    start_quiz(page, "bertahap")
    box = question(page, "Berapa menit dalam satu JP?")
    box.get_by_label("60 menit").check()
    check(box)
    expect(box.locator(".outcome")).to_contain_text(word("Wrong"))
    page.context.set_offline(True)
    box.get_by_label("45 menit").check()
    check(box)
    expect(box.locator("[data-check-said]")).to_contain_text("Belum diperiksa")
    expect(box.locator("[data-save-status]")).to_contain_text("Belum tersimpan")
    expect(box.get_by_label("45 menit")).to_be_checked()
    page.context.set_offline(False)
    expect(box.locator("[data-save-status]")).to_have_text(steps.SAVED, timeout=20_000)
    # The server counts the try, its answer is lost: pressing again costs nothing.
    page.route("**/check", lambda route: (route.fetch(), route.abort()))
    check(box)
    expect(box.locator("[data-check-said]")).to_contain_text("Belum diperiksa")
    page.unroute("**/check")
    check(box)
    expect(box.locator(".outcome")).to_contain_text("3 dari 4")


def test_two_tabs_end_with_what_was_checked(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "budi")
    steps.enrol(page, "perilaku")
    start_quiz(page, "langsung")
    other = page.context.new_page()
    other.goto(page.url)
    sky = question(page, "Apa warna langit")
    sky.get_by_label("Biru").check()
    check(sky)
    expect(sky.locator(".outcome")).to_contain_text("2 dari 2")
    late = question(other, "Apa warna langit")
    late.get_by_label("Hijau").check()
    expect(late.locator("[data-save-status]")).to_contain_text(
        word("This question takes no answer any more, so the change was not stored.")
    )
    expect(late.get_by_label("Hijau")).to_be_disabled()
    other.reload()
    expect(question(other, "Apa warna langit").get_by_label("Biru")).to_be_checked()
    # Nothing of it comes back from the device later.
    assert other.evaluate("Object.keys(localStorage).filter((key) => key.includes('answer'))") == []


def test_back_after_handing_in_shows_the_result(open_page, sign_in) -> None:
    page = open_page()
    sign_in(page, "eko")
    steps.enrol(page, "perilaku")
    start_quiz(page, "berurutan")
    question(page, "berbatas waktu").get_by_label("Ya").check()
    expect(page.locator("[data-save-status]")).to_have_text(steps.SAVED)
    next_page(page).click()
    expect(question(page, "halaman pertama")).to_be_visible()
    page.go_back()
    # Where pages come one after another, the one left stays left.
    expect(question(page, "halaman pertama")).to_be_visible()
    next_page(page).click()
    expect(question(page, "Berapa jumlah soal")).to_be_visible()
    steps.hand_in(page)
    expect(page.locator("main")).to_contain_text(word("Not passed yet"))
    for _ in range(2):
        page.go_back()
        expect(page.locator("main")).to_contain_text(word("Not passed yet"))
        expect(page.locator("#answers")).to_have_count(0)

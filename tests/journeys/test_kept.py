"""An answer that is sent after the sign-in has expired, on a phone without JavaScript."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.server import Server
from tests.journeys.words import word

pytestmark = pytest.mark.journey

SURVEY = "/courses/jenis-soal/modules/pendapat"


SHELF = ("contoh", "jenis-soal")


def expire_all_sessions(server: Server) -> None:
    """As twelve hours would; the browsers keep their cookies."""
    with closing(sqlite3.connect(server.instance / "lentera.sqlite3", timeout=30)) as database:
        database.execute("UPDATE sign_in_session SET expires_at = '2020-01-01 00:00:00'")
        database.commit()


def sign_in_here(page: Page, server: Server, name: str, *, password: str = "") -> None:
    """On the page as it is, not on one opened anew."""
    email, right = server.account(name)
    page.get_by_label("Email atau NIP").fill(email)
    page.get_by_label("Kata sandi").fill(password or right)
    page.locator("main").get_by_role("button", name="Masuk").click()


def test_answers_sent_too_late_are_stored_after_a_mistyped_and_a_right_password(
    open_page, sign_in, server
) -> None:
    page = open_page(javascript=False)
    sign_in(page, "ana")
    steps.enrol(page)
    steps.start_quiz(page, "ujian-akhir")
    attempt = page.url
    for question in steps.questions(page):
        steps.answer(question, steps.ref_of(question))
    expire_all_sessions(server)
    page.get_by_role("button", name=word("Check and hand in")).click()
    expect(page.locator("main")).to_contain_text(word("Your answer is not lost"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    sign_in_here(page, server, "ana", password="salah-sekali")
    expect(page.locator("main")).to_contain_text(word("Your answer is not lost"))
    sign_in_here(page, server, "ana")
    page.wait_for_url(f"{attempt}/summary")
    expect(page.locator(".flashes")).to_have_text(steps.SAVED)
    expect(page.locator("main")).to_contain_text(word("All questions are answered"))
    page.get_by_role("button", name=word("Hand in now")).click()
    expect(page.locator("main")).to_contain_text("umpanbalik-q-terbit-a")


def test_somebody_else_at_the_same_phone_stores_nothing(open_page, sign_in, server) -> None:
    page = open_page(javascript=False)
    sign_in(page, "dewi")
    steps.enrol(page, "jenis-soal")
    page.goto(SURVEY)
    page.get_by_role("textbox").fill("Hanya untuk saya.")
    expire_all_sessions(server)
    page.get_by_role("button", name=word("Send my answers")).click()
    sign_in_here(page, server, "budi")
    page.wait_for_url(f"{server.url}/")
    expect(page.locator("body")).not_to_contain_text("Hanya untuk saya.")

    sign_in(other := open_page(javascript=False), "dewi")
    other.goto(SURVEY)
    expect(other.get_by_role("button", name=word("Send my answers"))).to_be_visible()


def test_with_javascript_too_the_plain_form_is_kept(open_page, sign_in, server) -> None:
    page = open_page()
    sign_in(page, "citra")
    steps.enrol(page, "jenis-soal")
    page.goto(SURVEY)
    page.get_by_role("textbox").fill("Tambah contoh.")
    expire_all_sessions(server)
    page.get_by_role("button", name=word("Send my answers")).click()
    sign_in_here(page, server, "citra")
    expect(page.locator("main")).to_contain_text(word("Thank you for your answers"))
    expect(page.locator(".flashes")).to_have_text(steps.SAVED)

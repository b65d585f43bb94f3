"""Finding a course, and reading a long text in more than one sitting."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.courses import LESSON, write_course
from tests.journeys import steps

pytestmark = pytest.mark.journey

LONG = "".join(f"\n## Bagian {name}\n\n" + "Isi panjang.\n\n" * 60 for name in ("satu", "dua"))


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("courses")
    files = {"modules/01-a.md": LESSON.format(ref="a") + LONG}
    write_course(folder / "panjang", files, front="subject: arsip\n")
    write_course(folder / "pendek", files, front="subject: anggaran\n")
    return folder


@pytest.fixture
def page(open_page, sign_in) -> Page:
    page = open_page()
    sign_in(page, "ana")
    return page


def found(page: Page) -> list[str]:
    return page.locator("#found .card-title").all_inner_texts()


def test_a_choice_narrows_the_catalogue_in_its_place_and_back_undoes_it(page) -> None:
    page.goto("/courses")
    page.evaluate("document.body.dataset.stayed = 'yes'")
    page.locator(".filters-more > summary").click()
    page.locator("select[name=subject]").select_option("arsip")
    page.wait_for_url("**/courses?subject=arsip")
    assert found(page) == ["Kursus panjang"]
    assert page.locator("body").get_attribute("data-stayed") == "yes"
    expect(page.locator("#found-count")).to_have_text(
        page.locator("[data-found-count]").inner_text()
    )
    page.go_back()
    expect(page.locator("#found .card")).to_have_count(2)
    expect(page.locator("select[name=subject]")).to_have_value("")


def test_without_javascript_the_catalogue_is_narrowed_too(open_page, sign_in) -> None:
    page = open_page(javascript=False)
    sign_in(page, "ana")
    page.goto("/courses")
    page.locator(".filters-more > summary").click()
    page.locator("select[name=subject]").select_option("anggaran")
    page.locator(".filters button").click()
    assert found(page) == ["Kursus pendek"]
    page.locator(".chip").click()
    assert len(found(page)) == 2


def test_who_left_in_the_middle_is_offered_to_read_on_there(page) -> None:
    steps.enrol(page, "panjang")
    resume = page.locator("[data-resume]")
    expect(resume).to_be_hidden()
    page.locator("#h-bagian-dua").evaluate("heading => heading.scrollIntoView()")
    page.goto("/")
    page.goto("/courses/panjang/modules/a")
    expect(resume).to_contain_text("Bagian dua")
    resume.click()
    expect(page.locator("#h-bagian-dua")).to_be_in_viewport()


def test_the_contents_are_folded_on_a_phone_and_open_beside_the_text(open_page, sign_in) -> None:
    for width, is_open in ((360, False), (1280, True)):
        page = open_page(width=width)
        sign_in(page, "budi")
        page.goto("/courses/panjang")
        if page.locator("form[action$=enrolment]").count():
            steps.enrol(page, "panjang")
        page.goto("/courses/panjang/modules/a")
        heading = page.locator(".outline-headings a").first
        expect(heading).to_be_visible(visible=is_open)
        if not is_open:
            page.locator(".reading-contents > summary").click()
        heading.click()
        expect(page.locator("#h-bagian-satu")).to_be_in_viewport()

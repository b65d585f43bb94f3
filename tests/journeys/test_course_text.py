"""What a reader can press in a lesson: a term, a video, a transcript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.courses import LESSON, write_course
from tests.journeys import steps

pytestmark = pytest.mark.journey

EMBED = "https://www.youtube-nocookie.com/embed/abcdefghijk"
TEXT = """ASN wajib belajar.

[Video](https://www.youtube.com/watch?v=abcdefghijk)

> **Transkrip:** Selamat datang.

$$
x^2
$$
"""


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("courses")
    lesson = LESSON.format(ref="satu").replace("Isi bacaan satu.\n", TEXT)
    files = {"modules/01-satu.md": lesson, "glossary.md": "ASN\n: Pegawai *negeri*.\n"}
    write_course(folder / "media", files)
    return folder


@pytest.fixture
def lesson(open_page, sign_in) -> Page:
    page = open_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.context.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Film</p>"),
    )
    sign_in(page, "ana")
    page.goto("/courses/media")
    if page.locator("form[action$=enrolment]").count():
        steps.enrol(page, "media")
    page.goto("/courses/media/modules/satu")
    return page


def test_a_video_is_asked_for_only_when_it_is_pressed(lesson, server) -> None:
    assert [url for url in lesson.asked if not url.startswith(server.url)] == []
    lesson.get_by_text("Putar dari YouTube").click()
    expect(lesson.frame_locator("iframe").get_by_text("Film")).to_be_visible()
    frame = lesson.locator("iframe")
    assert (frame.get_attribute("src") or "").startswith(EMBED)
    assert frame.get_attribute("title") == "Video"


def test_a_transcript_is_unfolded(lesson) -> None:
    expect(lesson.get_by_text("Selamat datang.")).to_be_hidden()
    lesson.get_by_text("Transkrip").click()
    expect(lesson.get_by_text("Selamat datang.")).to_be_visible()


def test_a_term_is_explained_beside_the_word_by_pointer_and_by_keyboard(lesson) -> None:
    term = lesson.locator("a.term")
    box = lesson.get_by_role("tooltip")
    term.hover()
    expect(box).to_contain_text("Pegawai negeri.")
    lesson.keyboard.press("Escape")
    expect(box).to_be_hidden()
    lesson.mouse.move(0, 0)
    lesson.keyboard.press("Tab")
    while not term.evaluate("link => link === document.activeElement"):
        lesson.keyboard.press("Tab")
    expect(box).to_contain_text("Pegawai negeri.")
    lesson.keyboard.press("Enter")
    expect(lesson).to_have_url(
        f"{lesson.url.split('/courses')[0]}/courses/media/glossary?lang=id#g-asn"
    )


def test_without_scripts_everything_is_a_link(open_page, sign_in) -> None:
    page = open_page(javascript=False)
    sign_in(page, "dewi")
    page.goto("/courses/media")
    steps.enrol(page, "media")
    page.goto("/courses/media/modules/satu")
    link = page.locator("a[data-player]")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=abcdefghijk"
    page.locator("a.term").click()
    expect(page.get_by_text("Pegawai negeri.")).to_be_visible()

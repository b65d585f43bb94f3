"""Eko without a shell: he uploads, mends, looks, publishes and goes back; Ana's progress stays."""

import io
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey
JOBS = True


def packed(folder, **changed: str) -> bytes:
    """The course folder as a ZIP; `changed`: the stem of a module file → its other text."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in folder.rglob("*"):
            if path.is_file():
                text = changed.get(path.stem.partition("-")[2].replace("-", "_"))
                data = text.encode() if text else path.read_bytes()
                archive.writestr(f"contoh/{path.relative_to(folder).as_posix()}", data)
    return file.getvalue()


def upload(page: Page, name: str, data: bytes) -> None:
    page.goto("/studio")
    page.get_by_label(word("File"), exact=True).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name=word("Upload and check")).click()
    wait_for_the_job(page)


def wait_for_the_job(page: Page) -> None:
    """Its page leads on by itself; a browser without scripts is asked to load it anew. On a busy
    machine a child takes its time."""
    anew = page.get_by_role("link", name=word("Load this page anew every few seconds"))
    if anew.count():
        anew.click()
    page.wait_for_url("**/studio/**", timeout=180_000)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_course_is_uploaded_mended_previewed_published_and_taken_back(
    open_page, sign_in, courses, javascript
) -> None:
    ana = open_page()
    sign_in(ana, "ana" if javascript else "dewi")
    steps.enrol(ana)
    steps.finish_lesson(ana, "pengantar")

    folder = courses / "contoh"
    quiz = (folder / "modules" / "04-ujian-akhir.md").read_text("utf-8")
    lesson = (folder / "modules" / "01-pengantar.md").read_text("utf-8")
    page = open_page(javascript=javascript, width=1280 if javascript else 360)
    sign_in(page, "eko")
    broken = packed(folder, ujian_akhir=quiz.replace("- (x)", "- ( )", 1))
    upload(page, "contoh.zip", broken)
    expect(page.locator(".findings")).to_contain_text("E203")
    expect(page.locator(".findings")).to_contain_text("modules/04-ujian-akhir.md:")
    expect(page.get_by_role("button", name=word("Publish"), exact=True)).to_have_count(0)

    for name, text in (
        ("04-ujian-akhir.md", quiz),
        ("01-pengantar.md", f"{lesson}\nKalimat terakhir yang baru.\n"),
    ):
        page.get_by_label(word("File"), exact=True).set_input_files(
            {"name": name, "mimeType": "text/markdown", "buffer": text.encode()}
        )
        page.get_by_role("button", name=word("Upload and check")).click()
        wait_for_the_job(page)
        expect(page.locator(".draft-pages li")).to_have_count(4)

    page.locator(".draft-pages").get_by_role("link", name="Pengantar").click()
    expect(page.locator("ins")).to_contain_text(["Kalimat terakhir yang baru."])
    expect(page.locator(".side")).to_have_count(2)
    page.go_back()
    page.get_by_role("button", name=word("Publish"), exact=True).click()
    wait_for_the_job(page)
    expect(page.locator(".versions li").first).to_contain_text(word("live"))

    ana.goto("/courses/contoh")
    expect(ana.locator("main")).to_contain_text("1 dari 4")
    ana.goto("/courses/contoh/modules/pengantar")
    expect(ana.locator("main")).to_contain_text("Kalimat terakhir yang baru.")

    page.get_by_role("button", name=word("Go back to this")).first.click()
    wait_for_the_job(page)
    page.get_by_role("button", name=word("Publish"), exact=True).click()
    wait_for_the_job(page)
    expect(page.locator(".versions li").first).to_contain_text(word("live"))
    ana.reload()
    expect(ana.locator("main")).not_to_contain_text("Kalimat terakhir yang baru.")


def test_the_folder_of_a_version_can_be_downloaded(open_page, sign_in, courses) -> None:
    page = open_page()
    sign_in(page, "eko")
    page.goto("/studio/courses/contoh")
    with page.expect_download() as waited:
        page.get_by_role("link", name=word("Download")).last.click()
    with zipfile.ZipFile(waited.value.path()) as archive:
        held = archive.read("contoh/modules/01-pengantar.md")
    assert held == (courses / "contoh" / "modules" / "01-pengantar.md").read_bytes()

"""Eko adds a module and publishes; nobody's progress moves."""

import pytest
from playwright.sync_api import expect

from tests.factories.courses import LESSON
from tests.journeys import steps

pytestmark = pytest.mark.journey


def test_a_new_module_appears_and_progress_stays(open_page, sign_in, server, courses) -> None:
    page = open_page()
    sign_in(page, "ana")
    steps.enrol(page)
    steps.finish_lesson(page, "pengantar")
    page.goto("/courses/contoh")
    expect(page.locator("main")).to_contain_text("1 dari 4")

    module = courses / "contoh" / "modules" / "05-tambahan.md"
    module.write_text(LESSON.format(ref="tambahan"), "utf-8")
    report = server.run("publish", str(courses / "contoh"))
    assert report.returncode == 0, report.stdout + report.stderr
    assert "versi 2 tayang: 1 baru, 0 berubah, 0 dihapus; kemajuan 1 peserta" in report.stdout

    page.reload()
    expect(page.locator("main")).to_contain_text("1 dari 5")
    expect(page.locator("main")).to_contain_text("Bacaan tambahan")


def test_an_error_is_told_by_path_and_line_and_the_live_version_stays(
    open_page, sign_in, server, courses
) -> None:
    file = courses / "contoh" / "modules" / "02-kuis-latihan.md"
    text = file.read_text("utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("- (x)"))
    file.write_text(text.replace("- (x)", "- ( )", 1), "utf-8")
    try:
        checked = server.run("check", str(courses / "contoh"))
        published = server.run("publish", str(courses / "contoh"))
    finally:
        file.write_text(text, "utf-8")
    assert checked.returncode == published.returncode == 1
    heading = max(
        n for n, row in enumerate(text.splitlines(), 1) if row.startswith("## ") and n < line
    )
    assert f"{file}:{heading}: E203" in checked.stdout
    page = open_page()
    sign_in(page, "dewi")
    page.goto("/courses/contoh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kursus Contoh")


def test_a_lesson_is_rendered_safely_on_standard_output(server, tmp_path) -> None:
    lesson = tmp_path / "a.md"
    lesson.write_text(
        "---\nid: a\ntitle: A\n---\n\n# Judul\n\n<script>x</script> *teks*\n", "utf-8"
    )
    result = server.run("render", str(lesson))
    assert "<em>teks</em>" in result.stdout
    assert "<script" not in result.stdout

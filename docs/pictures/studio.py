"""What Eko does in the studio before its pictures are taken: uploads, mends, looks."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page  # deptry: ignore[DEP004]

QUIZ = "modules/02-kuis-proyek-dan-piagam.md"
LESSON = "modules/01-proyek-dan-piagam.md"
KEY = "- (x) Waktunya sementara"
BROKEN = {QUIZ: (KEY, KEY.replace("x", " ")), LESSON: ("**Proyek** adalah", "<u>Proyek</u> adalah")}
BETTER = ("Kuis ini untuk berlatih. Anda boleh", "Kuis ini untuk berlatih: Anda selalu boleh")


def upload_broken(page: Page, course: Path) -> None:
    """A draft with an error and a remark; leads to its page."""
    page.goto("/studio")
    send(page, f"{course.name}.zip", packed(course), "/studio/drafts")
    page.wait_for_url("**/studio/drafts/*")


def mend_and_preview(page: Page, course: Path) -> None:
    """The draft that `upload_broken` left: leads to the quiz beside the one that is live."""
    text = (course / QUIZ).read_text(encoding="utf-8").replace(*BETTER)
    send(page, Path(QUIZ).name, text.encode(), "/files")
    page.wait_for_url("**/studio/drafts/*")
    page.locator(".draft-pages a", has_text="Kuis 1").click()
    page.wait_for_url("**/pages/*")


def send(page: Page, name: str, data: bytes, action: str) -> None:
    form = page.locator(f'form[action$="{action}"]')
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    form.locator('input[name="file"]').set_input_files(file)
    with page.expect_navigation(wait_until="networkidle"):
        form.locator("button").click()


def packed(course: Path) -> bytes:
    """The course folder as a ZIP, with `BROKEN` put into it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(one for one in course.rglob("*") if one.is_file()):
            name = path.relative_to(course).as_posix()
            data = path.read_bytes()
            if name in BROKEN:
                data = data.decode().replace(*BROKEN[name]).encode()
            archive.writestr(f"{course.name}/{name}", data)
    return file.getvalue()

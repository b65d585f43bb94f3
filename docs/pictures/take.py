"""Takes the pictures beside this file: a temporary instance, the demo cast, a headless Chromium.

What the pictures show is prepared below the pages, by the product's own actions, so that nobody
has to click through a whole course first; each picture itself is of a page as it is served.
"""

import base64
import io
import logging
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import typst
from flask import Flask, render_template_string
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Locator, Page, sync_playwright  # deptry: ignore[DEP004]
from sqlalchemy import select
from werkzeug.serving import make_server  # deptry: ignore[DEP003]

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app import demo, server  # noqa: E402
from app.accounts import queries as accounts  # noqa: E402
from app.certificates.models import Certificate  # noqa: E402
from app.certificates.pdf import certificate_pdf  # noqa: E402
from app.config import from_environment  # noqa: E402
from app.db import db  # noqa: E402
from app.jobs.worker import Workers, run_next  # noqa: E402
from app.kit import clock  # noqa: E402
from app.learning import actions as learning  # noqa: E402
from app.library import queries as library  # noqa: E402
from app.studio.cli import configured, publish_all  # noqa: E402
from app.web.transaction import transaction  # noqa: E402
from docs.pictures import studio  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
COURSE = "manajemen-proyek-dasar"
TYPES = "jenis-soal"
SITE = "https://belajar.lembayung.example"
LARGEST = 80 * 1024
DESK = {"width": 1120, "height": 680}
PHONE = {"width": 390, "height": 780}
NARROW = {"width": 360, "height": 740}
CHECKS = {
    "q-cek-tunggal": "single",
    "q-cek-benar-salah": "truefalse",
    "q-cek-ganda": "multiple",
    "q-cek-singkat": "short",
    "q-cek-angka": "numeric",
    "q-cek-rumpang": "cloze",
    "q-cek-jodoh": "matching",
    "q-cek-urut": "order",
    "q-cek-esai": "essay",
}
SCALE_PAGE = """{% extends "base.html" %}
{% block head %}{% include "quizzes/_head.html" %}{% endblock %}
{% block main %}
  <fieldset class="question">
    <legend>{{ title }}</legend>
    {% include "quizzes/types/scale.html" %}
  </fieldset>
{% endblock %}"""
SCALE = {
    "title": "Penilaian Anda",
    "prefix": "",
    "question": {
        "is_closed": False,
        "view": {
            "statements": [
                {"token": "a", "html": "Materi berguna untuk pekerjaan saya", "rating": 3},
                {"token": "b", "html": "Bahasanya mudah dipahami", "rating": None},
            ],
            "points": ["Sangat tidak setuju", "Tidak setuju", "Setuju", "Sangat setuju"],
        },
    },
}
# A course whose certificate an officer approves, so that the queue has something to show.
APPROVED = "pelayanan-ramah"
FILES = {
    "course.md": f"""---
id: {APPROVED}
title: Pelayanan yang Ramah
description: Menyapa, mendengarkan, dan menjelaskan dengan kata yang mudah di loket.
provider: Lentera
subject: pelayanan-publik
certificate: approval
---

Kursus pendek bagi petugas loket.
""",
    "modules/01-menyapa.md": """---
id: menyapa
title: Menyapa dan mendengarkan
time-required: 90 menit
---

Sapa warga lebih dulu, lalu dengarkan sampai selesai.
""",
}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lentera-pictures-") as folder:
        take_all(Path(folder))
    for picture in sorted([*FOLDER.glob("*.webp"), *FOLDER.glob("*.png")]):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(ROOT)}: {size // 1024} KB\n")
        if size > LARGEST:
            sys.exit(f"{picture.name} is larger than {LARGEST // 1024} KB.")


def take_all(folder: Path) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app, passwords = prepare(folder)
    with serving(app) as url, chromium() as browser:
        ana = signed_in(browser, url, "ana", passwords)
        # As on every day but the first.
        ana.get_by_role("button", name="Mengerti").click()
        shot(ana, "/", "home")
        shot(ana, f"/courses/{COURSE}/modules/jadwal-dan-tanggung-jawab", "lesson")
        take_question(browser, url, passwords)
        take_types(signed_in(browser, url, "eko", passwords, NARROW), app)
        take_studio(signed_in(browser, url, "eko", passwords))
        with app.app_context():
            study(COURSE, "ana")
            code = the_certificate().code
        shot(ana, "/record", "record")
        stranger = opened(browser, url, PHONE)
        shot(stranger, f"/verify/{code}", "verify")
        citra = signed_in(browser, url, "citra", passwords)
        shot(citra, "/certificate-requests", "queue")
        with app.app_context():
            take_certificate(browser, folder)


def prepare(folder: Path) -> tuple[Flask, dict[str, str]]:
    """Ana is in the middle of the course; three people wait for a certificate."""
    write_course(folder / "courses" / APPROVED)
    shutil.copytree(ROOT / "courses" / COURSE, folder / "courses" / COURSE)
    shutil.copytree(ROOT / "tests" / "courses" / TYPES, folder / "courses" / TYPES)
    settings = {
        "LENTERA_INSTANCE": str(folder / "instance"),
        "LENTERA_COURSES": str(folder / "courses"),
        # The officer shows a page, not how to sign in.
        "LENTERA_SECOND_FACTOR": "",
    }
    app = server.prepare(from_environment(settings))
    with app.app_context():
        config = app.config["LENTERA"]
        publish_all(configured(config), config)
        with transaction():
            cast = demo.create_cast(at=clock.now())
        for name in ("dewi", "budi", "ana"):
            study(APPROVED, name)
        study(COURSE, "ana", modules=4)
        study(TYPES, "eko", modules=1)
    return app, {email: password for email, password, _ in cast}


def write_course(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def study(course: str, name: str, *, modules: int | None = None) -> None:
    """Enrol and finish the course's first modules, or all of them: one a day until today."""
    with transaction():
        person = accounts.find_person_by_email(email_of(name))
        version = library.find_live(course)
        assert person  # noqa: S101  made above, as is the course
        assert version  # noqa: S101
        entries = [entry for entry in library.syllabus_of(version.id) if entry.is_step][:modules]
        days = [clock.now() - timedelta(days=days) for days in reversed(range(len(entries)))]
        learning.enrol(person, version, at=days[0])
        found = learning.queries.find_course(course, person_id=person.id)
        assert found  # noqa: S101
        assert found.enrolment  # noqa: S101
        for entry, day in zip(entries, days, strict=True):
            learning.complete_module(found.enrolment, entry.module_id, at=day)


def email_of(name: str) -> str:
    return f"{name}@lentera.example"


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    running = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=running.serve_forever)
    workers = Workers(app, {run_next: 1})
    thread.start()
    workers.start()
    try:
        yield f"http://127.0.0.1:{running.port}"
    finally:
        workers.stop(seconds=5)
        running.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.exit("No Chromium was found (Debian: apt install chromium).")
    with sync_playwright() as playwright:
        # The pages are our own, and root, as in containers, has no sandbox to run in.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, url: str, size: dict[str, int]) -> Page:
    context = browser.new_context(
        base_url=url,
        viewport={"width": size["width"], "height": size["height"]},
        device_scale_factor=1.25 if size is DESK else 2,
        locale="id-ID",
        reduced_motion="reduce",
    )
    return context.new_page()


def signed_in(
    browser: Browser,
    url: str,
    name: str,
    passwords: dict[str, str],
    size: dict[str, int] = DESK,
) -> Page:
    page = opened(browser, url, size)
    page.goto("/sign-in")
    page.locator('input[name="login"]').fill(email_of(name))
    page.locator('input[name="password"]').fill(passwords[email_of(name)])
    page.locator('main button[type="submit"]').click()
    page.wait_for_url("**/")
    return page


def take_question(browser: Browser, url: str, passwords: dict[str, str]) -> None:
    page = signed_in(browser, url, "ana", passwords, PHONE)
    quiz = f"/courses/{COURSE}/modules/kuis-jadwal-dan-tanggung-jawab"
    page.goto(quiz)
    page.locator(f'form[action="{quiz}/attempts"] button').click()
    page.wait_for_url("**/attempts/*")
    question = page.locator("fieldset.question", has=page.get_by_role("radio")).first
    question.get_by_role("radio").nth(1).check()
    page.locator("[data-save-status]", has_text="Tersimpan").first.wait_for()
    question.evaluate("element => element.scrollIntoView()")
    keep(page, "question")


def take_types(page: Page, app: Flask) -> None:
    """Each type of question alone, filled in a little where an empty one would tell less."""
    page.goto(f"/courses/{TYPES}/modules/cek-diri", wait_until="networkidle")
    page.locator("#q-cek-tunggal").get_by_role("radio").first.check()
    page.locator("#q-cek-ganda").get_by_role("checkbox").first.check()
    page.locator("#q-cek-esai textarea").fill("Rekanan pernah mengirim bingkisan ke rumah saya.")
    page.locator("#q-cek-esai textarea").blur()
    for ref, name in CHECKS.items():
        keep_question(page.locator(f"#{ref} fieldset.question").first, name)
    # Surveys have no page of their own yet.
    page.mouse.move(0, 0)
    with app.test_request_context():
        page.set_content(render_template_string(SCALE_PAGE, **SCALE), wait_until="networkidle")
    keep_question(page.locator("fieldset.question"), "scale")


def take_studio(page: Page) -> None:
    studio.upload_broken(page, ROOT / "courses" / COURSE)
    keep(page, "studio-rancangan")
    studio.mend_and_preview(page, ROOT / "courses" / COURSE)
    keep(page, "studio-pratinjau")


def keep_question(question: Locator, name: str) -> None:
    """A few colours are enough for text on plain ground, and a third of the weight."""
    picture = Image.open(io.BytesIO(question.screenshot())).convert("RGB")
    ground = picture.getpixel((4, picture.height - 4))
    picture = ImageOps.expand(picture, border=24, fill=ground).quantize(64)
    picture.save(FOLDER / f"soal-{name}.png", optimize=True)


def the_certificate() -> Certificate:
    return db.session.scalars(select(Certificate).order_by(Certificate.id)).all()[-1]


def take_certificate(browser: Browser, folder: Path) -> None:
    """The PDF's first page; typst turns it into a picture, since a headless browser cannot."""
    certificate = the_certificate()
    pdf = certificate_pdf(certificate, site=SITE)
    (folder / "paper.pdf").write_bytes(pdf)
    source = folder / "paper.typ"
    source.write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("paper.pdf")')
    picture = base64.b64encode(typst.compile(source, format="png", ppi=90)).decode()
    page = browser.new_page()
    page.set_content(
        "<style>body { margin: 0 } img { display: block }</style>"
        f'<img src="data:image/png;base64,{picture}">'
    )
    box = page.locator("img").bounding_box()
    assert box  # noqa: S101  the picture is the page's only element
    page.set_viewport_size({"width": round(box["width"]), "height": round(box["height"])})
    keep(page, "certificate")


def shot(page: Page, path: str, name: str) -> None:
    page.goto(path, wait_until="networkidle")
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """WebP, for which Playwright's own screenshots have no setting."""
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(answer["data"]))


if __name__ == "__main__":
    main()

"""A browser and a server for journeys; without a Chromium they are skipped, loudly."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.server import Server

COURSES = Path(__file__).parents[1] / "courses"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("TEST_LENTERA_JOURNEYS") == "required":
            pytest.fail("no Chromium was found, and journeys are required here")
        pytest.skip("JOURNEYS SKIPPED: no Chromium was found (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def courses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that an author may write in, of the courses that the module's `SHELF` names."""
    folder = tmp_path_factory.mktemp("courses")
    for name in getattr(request.module, "SHELF", ("contoh", "persetujuan")):
        shutil.copytree(COURSES / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`prepared(courses)`: an instance folder with its schema, the cast and those courses live,
    made once in a run for each set of names, whichever worker asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    shared.mkdir(exist_ok=True)

    def prepare(courses: Path) -> Path:
        instance = shared / "+".join(sorted(folder.name for folder in courses.iterdir()))
        with (shared / f"{instance.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not instance.exists():
                draft = tmp_path_factory.mktemp("instance")
                Server(draft, courses, LENTERA_JOBS="off").start().stop()
                draft.rename(instance)
        return instance

    return prepare


@pytest.fixture(scope="module")
def server(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    courses: Path,
    prepared: Callable[[Path], Path],
) -> Iterator[Server]:
    """With background work only where the module says `JOBS = True`: it costs each start."""
    instance = tmp_path_factory.mktemp("instance")
    shutil.copytree(prepared(courses), instance, dirs_exist_ok=True)
    jobs = "on" if getattr(request.module, "JOBS", False) else "off"
    server = Server(instance, courses, LENTERA_JOBS=jobs, LENTERA_WORKERS="1").start()
    yield server
    server.kill()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """A new private window; every error in the console or of a script fails the journey."""
    contexts, errors = [], []

    def opened(*, javascript: bool = True, width: int = 360) -> Page:
        context = browser.new_context(
            base_url=server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 740},
            locale="id-ID",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = ("net::ERR", "Failed to load resource")
    assert [error for error in errors if not any(part in error for part in expected)] == []


@pytest.fixture
def sign_in(server: Server) -> Callable[[Page, str], None]:
    def signed_in(page: Page, name: str) -> None:
        email, password = server.account(name)
        page.goto("/sign-in")
        page.get_by_label("Email atau NIP").fill(email)
        page.get_by_label("Kata sandi").fill(password)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/")

    return signed_in

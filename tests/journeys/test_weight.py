"""A slow line: what a learner's pages weigh, counted by the browser, on a course as shipped."""

import shutil

import pytest
from playwright.sync_api import Page

from app.config import ROOT
from app.content.folder import read_course
from tests.journeys.server import Server
from tests.journeys.steps import enrol
from tests.journeys.wire import Wire
from tests.journeys.words import word

pytestmark = pytest.mark.journey

COURSE = "manajemen-proyek-dasar"
FIRST, LATER = 60_000, 10_000  # bytes


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("courses")
    shutil.copytree(ROOT / "courses" / COURSE, folder / COURSE)
    return folder


@pytest.fixture(scope="module")
def modules() -> dict[str, list[str]]:
    """Kind → addresses."""
    course, _ = read_course(ROOT / "courses" / COURSE)
    found: dict[str, list[str]] = {}
    for page in course.pages:
        found.setdefault(page.kind, []).append(f"/courses/{COURSE}/modules/{page.ref}")
    return found


@pytest.fixture
def learner(open_page, sign_in) -> Page:
    """Ana, who learns the course; the tests share her."""
    page = open_page()
    sign_in(page, "ana")
    page.goto(f"/courses/{COURSE}")
    if page.get_by_role("button", name=word("Enrol and start")).count():
        enrol(page, COURSE)
    return page


def told(name: str, wire: Wire) -> None:
    """A line of the table that `pytest -s` shows."""
    print(  # noqa: T201
        f"| {name:<60} | {wire.size:>6} | {wire.requests:>2} |"
    )


def test_every_first_visit_is_light_and_asks_nobody_else(
    learner: Page, server: Server, modules
) -> None:
    page = learner
    quiz = modules["quiz"][-1]
    page.goto(quiz)
    page.locator(f'form[action="{quiz}/attempts"] button').click()
    page.wait_for_url("**/attempts/*")
    attempt = page.url.removeprefix(server.url)
    wire = Wire(page)
    addresses = {
        "home": "/",
        "catalogue": "/courses",
        "course": f"/courses/{COURSE}",
        "lesson": max(modules["lesson"], key=lambda one: wire.visit(one).size),
        "quiz": quiz,
        "attempt": attempt,
        "summary": f"{attempt}/summary",
        "record": "/record",
        "notices": "/notices",
        "profile": "/profile",
        "verify": "/verify",
    }
    heavy = {}
    for name, address in addresses.items():
        wire.forget_cache()
        told(name, wire.visit(address))
        assert wire.foreign(server.url) == []
        if wire.size > FIRST:
            heavy[name] = wire.size
    assert heavy == {}


def test_signing_in_is_light(open_page, server: Server) -> None:
    wire = Wire(open_page()).visit("/sign-in")
    told("sign-in", wire)
    assert wire.size <= FIRST
    assert wire.foreign(server.url) == []


def test_a_later_module_costs_little_more_than_its_text(learner: Page, modules) -> None:
    wire = Wire(learner)
    lesson, quiz = modules["lesson"][0], modules["quiz"][0]
    for address in (lesson, quiz):
        wire.visit(address)
    heavy = {}
    for address in modules["lesson"][1:] + modules["quiz"][1:]:
        told(address, wire.visit(address))
        if wire.size > LATER:
            heavy[address] = wire.size
    assert heavy == {}


def test_a_page_that_did_not_change_is_not_sent_again(learner: Page, modules) -> None:
    wire = Wire(learner)
    lesson = modules["lesson"][1]
    first = wire.visit(lesson).size
    # The tokens in the page are signed by the second.
    learner.wait_for_timeout(1100)
    again = wire.visit(lesson).size
    told("the same lesson again", wire)
    assert first > 5_000
    # A head alone.
    assert 0 < again < 1_500

"""Visits every page as everyone who sees it, and looks at each shape of page once."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Response
from playwright.sync_api import Page as Tab

from tests.journeys.server import Server
from tests.journeys.wire import Wire
from tests.sweep.addresses import endpoint_of, is_public, readers
from tests.sweep.findings import Finding
from tests.sweep.look import DESK, HEIGHT, Look
from tests.sweep.pages import (
    ANA,
    DEWI,
    EVERYONE,
    FILES,
    LEARNT_BY_DEWI,
    PAGES,
    REDIRECTS,
    VISITOR,
    File,
    Page,
)
from tests.sweep.shape import shapes_of

# Bytes of a first visit; those who learn read these pages over a slow line.
HEAVIEST = 60_000
LEARNERS = (ANA, VISITOR)


class Tour:
    """`folder`: for pictures and pages; `found`: all that was found."""

    def __init__(self, app: Flask, server: Server, marks: dict[str, str], folder: Path) -> None:
        self.app = app
        self.server = server
        self.marks = marks
        self.folder = folder
        self.readers = readers(app, marks)
        self.found: list[Finding] = []
        self.shapes: set[str] = set()
        self.visited: set[str] = set()

    def go(self, browser: Browser, lane: int, lanes: int) -> None:
        """One page of so many, as everyone; lanes go at once, each with a browser of its own."""
        for role in EVERYONE:
            with signed_in(browser, self.server, role) as context:
                for file in FILES[lane::lanes]:
                    self._fetch(context, role, file)
                for page in PAGES[lane::lanes]:
                    if role in page.by:
                        self._visit(context, role, page)
                    elif role not in self._audience(page):
                        self._expect_refusal(context, role, page.address)
                for address in REDIRECTS[lane::lanes]:
                    self._expect_refusal(context, role, address)

    def _audience(self, page: Page) -> Collection[str]:
        endpoint = endpoint_of(self.app, self._filled(page.address))
        if is_public(self.app, endpoint):
            return EVERYONE
        known = page.by if page.is_own else self.readers[endpoint]
        return {*known, DEWI} if page.address.startswith(LEARNT_BY_DEWI) else known

    def _filled(self, address: str) -> str:
        return address.format(**self.marks)

    def _expect_refusal(self, context: BrowserContext, role: str, address: str) -> None:
        answer = context.request.get(self._filled(address), max_redirects=0)
        if answer.status not in (302, 403, 404):
            self._tell("routes", f"answers {answer.status} to {role}", address)

    def _fetch(self, context: BrowserContext, role: str, file: File) -> None:
        if role not in file.by:
            return self._expect_refusal(context, role, file.address)
        answer = context.request.get(self._filled(file.address), max_redirects=0)
        kind = answer.headers.get("content-type", "")
        if answer.status != 200 or not kind.startswith(file.content_type):
            self._tell("routes", f"answers {answer.status} {kind} to {role}", file.address)
        return None

    def _visit(self, context: BrowserContext, role: str, page: Page) -> None:
        endpoint = endpoint_of(self.app, self._filled(page.address))
        name = f"{endpoint}-{page.state}"
        where = f"{role}/{name}"
        with opened(context, self.server.url, where, self.found) as tab:
            answer = self._open(tab, role, page, where)
            if answer is None:
                return
            html = answer.text()
            self.visited.add(where)
            self._keep(f"{role}-{name}", html)
            if not (shapes := shapes_of(html)) <= self.shapes:
                self.shapes |= shapes
                look = Look(tab, tab.context.new_cdp_session(tab), where)
                look.at_everything(self._pictures(role, name), is_key=page.is_key)
                self.found += look.found

    def _pictures(self, role: str, name: str) -> Path | None:
        """They take a third of the time, and are for people alone."""
        if os.environ.get("TEST_LENTERA_WITHOUT_PICTURES"):
            return None
        return self.folder / "pictures" / role / name

    def _open(self, tab: Tab, role: str, page: Page, where: str) -> Response | None:
        address = self._filled(page.address)
        if role in LEARNERS and page.status == 200:
            self._weigh(tab, address, where)
        answer = tab.goto(address)
        if page.form:
            answer = self._send(tab, page)
        if answer is None or answer.status != page.status:
            self._tell("routes", f"answers {answer and answer.status}, not {page.status}", where)
            return None
        return answer

    def _send(self, tab: Tab, page: Page) -> Response | None:
        action = self._filled(page.form)
        form = tab.locator(f'main form[method="post"][action$="{action}"]').first
        if not form.count():
            return None
        with tab.expect_navigation() as navigation:
            form.evaluate(
                """(form, fields) => {
                  for (const name in fields) form.elements[name].value = fields[name];
                  form.noValidate = true;
                  form.submit();
                }""",
                dict(page.fields),
            )
        return navigation.value

    def _weigh(self, tab: Tab, address: str, where: str) -> None:
        wire = Wire(tab)
        wire.forget_cache()
        try:
            wire.visit(address)
        except AssertionError:
            return  # the status is told elsewhere
        if wire.size > HEAVIEST:
            self._tell("weight", f"{wire.size // 1000} KB", where)

    def _keep(self, name: str, html: str) -> None:
        folder = self.folder / "html"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")

    def _tell(self, check: str, what: str, where: str) -> None:
        self.found.append(Finding(check, what, where))


@contextmanager
def signed_in(browser: Browser, server: Server, role: str) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": DESK, "height": HEIGHT},
        locale="id-ID",
        reduced_motion="reduce",
    )
    if role != VISITOR:
        email, password = server.account(role)
        tab = context.new_page()
        tab.goto("/sign-in")
        tab.locator('input[name="login"]').fill(email)
        tab.locator('input[name="password"]').fill(password)
        tab.locator('main button[type="submit"]').click()
        tab.wait_for_url("**/")
        tab.close()
    yield context
    context.close()


@contextmanager
def opened(context: BrowserContext, own: str, where: str, found: list[Finding]) -> Iterator[Tab]:
    """A new tab; what its console complains about and whom else it asks are findings."""
    tab = context.new_page()
    tab.on("pageerror", lambda error: found.append(Finding("console", str(error), where)))
    tab.on("console", lambda message: _complain(message, found, where))
    tab.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((own, "data:", "blob:"))
            else found.append(Finding("console", f"asks {urlsplit(request.url).netloc}", where))
        ),
    )
    yield tab
    tab.close()


def _complain(message: object, found: list[Finding], where: str) -> None:
    text, kind = message.text, message.type  # type: ignore[attr-defined]
    # A page that answers with 404 or 422 is meant to.
    if kind == "error" and "server responded with a status of 4" not in text:
        found.append(Finding("console", text, where))

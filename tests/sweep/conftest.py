"""What the sweep needs: its tools, one stage, one server, one browser, one tour."""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from app.config import ROOT, from_environment
from app.factory import create_app
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.server import Server
from tests.stage.build import Stage, build
from tests.sweep import validity
from tests.sweep.findings import Finding, table
from tests.sweep.look import AXE
from tests.sweep.tour import Tour

WISH = "TEST_LENTERA_SWEEP"
PICTURES = "TEST_LENTERA_PICTURES"
LANES = min(os.cpu_count() or 1, 4)


@pytest.fixture(scope="session")
def tools() -> None:
    """Skips where the sweep is not wished for, and fails where it is and something is missing."""
    wish = os.environ.get(WISH)
    if not wish:
        pytest.skip("SWEEP SKIPPED: no page was looked at in a browser (run bin/sweep)")
    missing = [
        name
        for name, is_there in (
            ("Chromium", CHROMIUM),
            ("Node", shutil.which("node")),
            ("Java", shutil.which("java")),
            ("node_modules", AXE.exists() and validity.VNU.exists()),
        )
        if not is_there
    ]
    if missing and wish == "required":
        pytest.fail(f"the sweep is required here, and these are missing: {', '.join(missing)}")
    if missing:
        pytest.skip(f"SWEEP SKIPPED: {', '.join(missing)} missing (run bin/sweep)")


@pytest.fixture(scope="session")
def folder(tools: None) -> Path:
    """For pictures, pages and findings; empty at first."""
    found = Path(os.environ.get(PICTURES, ROOT / "instance" / "sweep"))
    for part in ("pictures", "html"):
        shutil.rmtree(found / part, ignore_errors=True)
    found.mkdir(parents=True, exist_ok=True)
    return found


@pytest.fixture(scope="session")
def stage(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return build(tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="session")
def server(stage: Stage) -> Iterator[Server]:
    """Without its clock: what is overdue stays so while it is looked at."""
    running = Server(stage.instance, stage.courses, LENTERA_JOBS="off").start()
    yield running
    running.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Else Chromium's pages yield to whatever else this machine does.
        arguments = [*ARGUMENTS, "--disable-renderer-priority-management"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser(tools: None) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def findings(tools: None, server: Server, stage: Stage, folder: Path) -> list[Finding]:
    """Of all pages and checks; also written into the folder as one table."""
    began = time.monotonic()
    app = create_app(from_environment({"LENTERA_INSTANCE": str(stage.instance)}))
    tour = Tour(app, server, stage.marks, folder)

    def walk(lane: int) -> None:
        with chromium() as browser:
            tour.go(browser, lane, LANES)

    with ThreadPoolExecutor(LANES) as pool:
        list(pool.map(walk, range(LANES)))
    toured = time.monotonic()
    found = [
        *tour.found,
        *validity.html_validate(folder / "html"),
        *validity.w3c(folder / "html"),
    ]
    (folder / "findings.md").write_text(table(found), encoding="utf-8")
    print(  # noqa: T201
        f"\n{len(tour.visited)} pages, {len(tour.shapes)} shapes: tour {toured - began:.0f} s, "
        f"validity {time.monotonic() - toured:.0f} s; see {folder}"
    )
    return found

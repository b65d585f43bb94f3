"""Lighthouse, as a phone on a slow line: accessibility and best practices are gates, the speed of
pages is told.

The stage is made and the server warm before the first run, so that what a run measures is the page.
"""

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.config import ROOT
from tests.journeys.conftest import CHROMIUM
from tests.journeys.server import Server
from tests.stage.build import Stage
from tests.sweep.pages import ANA, VISITOR
from tests.sweep.tour import signed_in

pytestmark = pytest.mark.sweep

LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
RUNS = int(os.environ.get("TEST_LENTERA_LIGHTHOUSE_RUNS", "1"))
ATTEMPTS = 2
GATES = ("accessibility", "best-practices")
PERFORMANCE = "performance"
PAGES = {
    "sign-in": (VISITOR, "/sign-in"),
    "home": (ANA, "/"),
    "module": (ANA, "/courses/manajemen-proyek-dasar/modules/rincian-kerja"),
    "quiz": (ANA, "/attempts/{running}"),
    "verify": (VISITOR, "/verify/{code_valid}"),
}


@pytest.fixture(scope="module")
def speeds() -> Iterator[dict[str, list[float]]]:
    """Told once all pages are measured."""
    found: dict[str, list[float]] = {}
    yield found
    print("\n| page | performance, median | runs |\n|---|---|---|")  # noqa: T201
    for name, scores in found.items():
        runs = ", ".join(f"{score:.0f}" for score in scores)
        print(f"| {name} | {statistics.median(scores):.0f} | {runs} |")  # noqa: T201


@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_finds_nothing_to_mend(
    name: str,
    browser: Browser,
    server: Server,
    stage: Stage,
    tmp_path: Path,
    speeds: dict[str, list[float]],
) -> None:
    role, address = PAGES[name]
    with signed_in(browser, server, role) as context:
        context.new_page().goto(address.format(**stage.marks))
        cookies = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
    url = server.url + address.format(**stage.marks)
    for run in range(RUNS):
        report = measured(url, cookies, tmp_path / f"{run}.json")
        # Not the page to sign in, which is light and without fault.
        assert report["finalDisplayedUrl"] == url
        speeds.setdefault(name, []).append(report["categories"][PERFORMANCE]["score"] * 100)
        assert faults(report) == []


def measured(url: str, cookies: str, path: Path) -> dict:
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = [
        LIGHTHOUSE,
        url,
        f"--only-categories={','.join((*GATES, PERFORMANCE))}",
        f"--chrome-flags={flags}",
        f"--extra-headers={json.dumps({'Cookie': cookies})}",
        "--output=json",
        f"--output-path={path}",
        "--quiet",
    ]
    env = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    told = []
    # Its Chromium does not always come up on a busy machine, which says nothing about the page.
    for _ in range(ATTEMPTS):
        run = subprocess.run(
            command, env=env, check=False, capture_output=True, text=True, timeout=180
        )
        if run.returncode == 0:
            return json.loads(path.read_text(encoding="utf-8"))
        told.append(run.stderr)
    raise AssertionError("\n".join(told))


def faults(report: dict) -> list[str]:
    """What keeps a gate from 100, with where."""
    found = []
    for gate in GATES:
        for part in report["categories"][gate]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] not in (None, 1):
                items = audit.get("details", {}).get("items", [])
                found.append(f"{gate}: {audit['title']} {json.dumps(items)[:400]}")
    return found

"""The screen reader's view of the main pages: names, roles, states and their order.

Compared with `trees/*.yaml`; `bin/sweep --renew-trees` writes them anew, to be read before they
are kept. Days, numbers and codes are masked: they differ from run to run.
"""

import difflib
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.kit import clock
from tests.journeys.server import Server
from tests.stage.build import Stage
from tests.sweep.pages import ANA, BUDI, CITRA, EKO, TIDY, VISITOR
from tests.sweep.tour import signed_in

pytestmark = pytest.mark.sweep

TREES = Path(__file__).parent / "trees"
PAGES = {
    "sign-in": (VISITOR, "/sign-in"),
    "home": (ANA, "/"),
    "catalogue": (ANA, "/courses"),
    "course": (ANA, f"/courses/{TIDY}"),
    "lesson": (ANA, "/courses/contoh/modules/pengantar"),
    "quiz": (ANA, "/attempts/{berhalaman}"),
    "result": (ANA, "/attempts/{passed}"),
    "record": (ANA, "/record"),
    "verify": (VISITOR, "/verify/{code_valid}"),
    "team": (BUDI, "/team"),
    "queue": (CITRA, "/certificate-requests"),
    "draft": (EKO, "/studio/drafts/{draft}"),
}
MONTHS = (
    "Jan(?:uari)?|Feb(?:ruari)?|Mar(?:et)?|Apr(?:il)?|Mei|Jun(?:i)?|Jul(?:i)?|Agu(?:stus)?|"
    "Sep(?:tember)?|Okt(?:ober)?|Nov(?:ember)?|Des(?:ember)?"
)
MASKS = (
    # Codes of certificates and the Roman months in their numbers.
    (re.compile(r"\b(?=\w*\d)[A-Z0-9]{12}\b|\b[A-Z2-9]{12}\b"), "CODE"),
    (re.compile(r"(?<=/)[IVX]+(?=/)"), "M"),
    (re.compile(rf"\b(?:{MONTHS})\b"), "MONTH"),
    (re.compile(r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b"), "DAY"),
    (re.compile(r"\b(?:hari ini|kemarin|besok)\b"), "WHEN"),
    (re.compile(r"(?<!level=)\b\d+(?:[.,:]\d+)*"), "N"),
    (re.compile(r"\n *- /url: .*"), ""),
)


def masked(tree: str) -> str:
    for pattern, word in MASKS:
        tree = pattern.sub(word, tree)
    return tree + "\n"


# In the first weeks of a year, what the stage's people have just finished lies in the one before.
OF_A_YEAR = ("home", "record", "team")
DAYS = 40


@pytest.mark.parametrize("name", PAGES)
def test_a_screen_reader_is_told_what_was_told_before(
    name: str, browser: Browser, server: Server, stage: Stage
) -> None:
    if name in OF_A_YEAR and clock.now().timetuple().tm_yday < DAYS:
        pytest.skip("the year has just begun")
    role, address = PAGES[name]
    with signed_in(browser, server, role) as context:
        tab = context.new_page()
        tab.goto(address.format(**stage.marks))
        told = masked(tab.locator("body").aria_snapshot())
    kept = TREES / f"{name}.yaml"
    if os.environ.get("TEST_LENTERA_RENEW_TREES"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(told, encoding="utf-8")
    changes = difflib.unified_diff(
        kept.read_text(encoding="utf-8").splitlines(), told.splitlines(), "before", "now", n=2
    )
    assert list(changes) == []

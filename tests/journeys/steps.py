"""What people do, as journeys need it more than once."""

import json
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.words import word

KEYS = json.loads((Path(__file__).parents[1] / "courses" / "KUNCI.json").read_text("utf-8"))
SAVED = re.compile(r"Tersimpan \d\d\.\d\d")


def enrol(page: Page, course: str = "contoh") -> None:
    page.goto(f"/courses/{course}")
    page.get_by_role("button", name=word("Enrol and start")).click()
    page.wait_for_url(f"**/courses/{course}/modules/*")


def finish_lesson(page: Page, ref: str, course: str = "contoh") -> None:
    page.goto(f"/courses/{course}/modules/{ref}")
    page.locator(f'form[action$="/{ref}/completion"] button').click()


def start_quiz(page: Page, ref: str) -> None:
    page.goto(f"/courses/contoh/modules/{ref}")
    page.locator(f'form[action$="/{ref}/attempts"] button').click()
    page.wait_for_url("**/attempts/*")


def questions(page: Page) -> list[Locator]:
    return page.locator("fieldset.question").all()


def ref_of(question: Locator) -> str:
    """Which question of the key file this is; found by one of its answers, for no page tells."""
    text = question.inner_text()
    return next(ref for ref, key in KEYS.items() if _title(key["page"], ref) in text)


def _title(page: str, ref: str) -> str:
    source = Path(__file__).parents[1] / "courses" / "contoh" / "modules"
    for file in source.glob("*.md"):
        match = re.search(rf"^## (.*?) \{{#{ref}[ }}]", file.read_text("utf-8"), re.MULTILINE)
        if match:
            return match[1]
    raise LookupError(ref)


def answer(question: Locator, ref: str, *, right: bool = True) -> None:
    key = KEYS[ref]
    wanted = key["right" if right else "wrong"]
    if key["type"] == "matching":
        for term, match in wanted.items():
            question.get_by_label(term, exact=True).select_option(label=match)
    elif key["type"] in ("short", "numeric"):
        field = question.get_by_role("textbox")
        field.fill(wanted[0] if wanted else "lain sekali")
        field.blur()
    else:
        for text in wanted if key["type"] == "multiple" else wanted[:1]:
            question.get_by_label(text, exact=True).check()


def answer_all(page: Page, *, right: bool = True) -> None:
    """Each answer is waited for until the page says that it is saved."""
    for question in questions(page):
        answer(question, ref_of(question), right=right)
        expect(question.locator("[data-save-status]")).to_have_text(SAVED)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name=word("Check and hand in")).click()
    page.wait_for_url("**/summary")
    page.get_by_role("button", name=word("Hand in now")).click()
    # Where attempts are limited the page asks once more.
    sure = page.locator("dialog[open] [data-confirm-yes]")
    if sure.count():
        sure.click()
    page.wait_for_url(re.compile(r"/attempts/\d+$"))

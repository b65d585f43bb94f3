"""Every text of code and templates has its Indonesian."""

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from app.config import ROOT

METHODS = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}


@pytest.fixture(scope="module")
def catalogue():
    with (ROOT / "translations/id/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="id")


def texts() -> set[str]:
    found = set()
    for folder, method in (("app", METHODS[:1]), ("templates", METHODS[1:])):
        methods = [(pattern.split("/", 1)[1], kind) for pattern, kind in method]
        options = {"**.html": {"trimmed": "true"}}
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder, methods, options, keywords=KEYWORDS
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found


def test_the_search_finds_texts_in_code_and_templates() -> None:
    assert {"Page not found", "There is a problem"} <= texts()


def test_every_text_is_translated(catalogue) -> None:
    missing = sorted(
        text for text in texts() if not (catalogue.get(text) and catalogue.get(text).string)
    )
    assert missing == []


def test_translations_keep_the_gaps_of_their_texts(catalogue) -> None:
    import re

    gap = re.compile(r"%\((\w+)\)")
    wrong = [
        message.id
        for message in catalogue
        if message.id
        and set(gap.findall("".join(message.string)))
        - set(gap.findall(message.id if isinstance(message.id, str) else message.id[1]))
    ]
    assert wrong == []


def test_nothing_translated_is_left_over(catalogue) -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id}
    assert known - texts() == set()

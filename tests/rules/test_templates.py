"""Templates keep to what the security policy allows, and use what they import."""

import re

import pytest

from app.config import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
IMPORT = re.compile(r'{%-? from "[^"]+" import (.+?)(?: with context)? -?%}')
# Course text was made safe when it was published; nothing else may skip the escaping.
MAY_HOLD_COURSE_TEXT = (
    "handbook/page.html",  # our own guides, rendered as courses are
    "learning/",
    "quizzes/",
    "studio/_side.html",
    "surveys/",
    "ui/icon.html",
)  # icons are our own
OF_THE_INTERFACE = ("base.html", "notifications/mail.html", "ui/_header.html")


def name_of(path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_nothing_inline(path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<[^>]*\sstyle=", text)
    assert not re.search(r"<[^>]*\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "<style" not in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_what_is_imported_is_used(path) -> None:
    text = path.read_text("utf-8")
    for match in IMPORT.finditer(text):
        rest = text.replace(match[0], "")
        for name in (part.split(" as ")[-1].strip() for part in match[1].split(",")):
            assert re.search(rf"\b{name}\(", rest), name


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_only_course_text_skips_the_escaping(path) -> None:
    if "|safe" in path.read_text("utf-8"):
        assert name_of(path).startswith(MAY_HOLD_COURSE_TEXT)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_course_text_says_its_direction_with_its_language(path) -> None:
    """By the filter `lang_attributes`; the languages of the interface all read left to right."""
    if name_of(path) not in OF_THE_INTERFACE:
        assert not re.search(r'(?<![a-z])lang="\{\{', path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_post_carries_its_token(path) -> None:
    text = path.read_text("utf-8")
    posts = len(re.findall(r'<form[^>]*method="post"', text, re.DOTALL))
    tokens = text.count("csrf_token") - text.count("csrf_token()") + text.count("hidden_tag()")
    assert tokens >= posts

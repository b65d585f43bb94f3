"""Texts made to hurt are refused in milliseconds, before any parser sees them."""

import time

import pytest

from app.content.parse import parse_page
from tests.content.reading import codes

FRONT = "---\nid: x\ntitle: X\n---\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * 10_000_000, "E701"),
        ("é" * 200_000, "E701"),  # 400,000 bytes in UTF-8
        ("kata\n" * 3_000_000, "E701"),
        ("[" * 8000, "E703"),
        ("![" * 4000, "E703"),
        ("[\n" * 8000, "E703"),
        ("(" * 8000, "E703"),
        ("{" * 8000, "E703"),
        ("> " * 4000, "E704"),
        (">" * 4000, "E704"),
        ("- " * 4000 + "x", "E704"),
        (" " * 400 + "- x", "E704"),
        ("a" * 10_001, "E702"),
        ("kata-kata\n" * 4000, "E705"),
        ("*a " * 3000, "E706"),
        ("`a " * 3000, "E706"),
        ("[^1]" * 1000, "E706"),
        ("a\n: b\n" * 1000, "E706"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_texts_made_to_hurt_are_refused_quickly(text: str, code: str):
    findings: list = []
    began = time.perf_counter()
    page = parse_page(FRONT + text, path="x.md", lang="id", findings=findings)
    assert time.perf_counter() - began < 0.5
    assert page is None
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize("text", ["[" * 39, "{" * 8000, "- " * 4000, "? " * 4000, "&a " * 4000])
def test_front_matter_made_to_hurt_is_refused_quickly(text: str):
    findings: list = []
    began = time.perf_counter()
    parse_page(f"---\nid: {text}\n---\n", path="x.md", lang="id", findings=findings)
    assert time.perf_counter() - began < 0.5
    assert any(finding.is_error for finding in findings)


def test_a_large_but_sound_page_is_read():
    body = "\n".join(f"## Bagian {n}\n\n" + "kata " * 200 + "\n" for n in range(200))
    findings: list = []
    page = parse_page(FRONT + body, path="x.md", lang="id", findings=findings)
    assert page is not None
    assert codes(findings) == []


def test_rules_and_deep_code_are_not_nesting():
    body = "* * * * * * * * * * * * * * * *\n\n" + "-" * 200 + "\n\n```\n" + "  " * 40 + "x\n```\n"
    findings: list = []
    parse_page(FRONT + body, path="x.md", lang="id", findings=findings)
    assert codes(findings) == []

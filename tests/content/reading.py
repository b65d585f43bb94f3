"""Short ways from Markdown to pages and questions, for the tests of the course language."""

import re
from textwrap import dedent
from typing import Any

from app.content.findings import Finding
from app.content.keys import assign_keys
from app.content.model import Page, Question
from app.content.parse import parse_page

EXPECTED = re.compile(r"<!-- expected\n(.*?)-- ?>", re.DOTALL)


def read(body: str, *, front: str = "type: quiz", path: str = "x.md") -> tuple[Any, list[Finding]]:
    """A page out of its body, which begins in line 6, and what was found."""
    findings: list[Finding] = []
    source = f"---\nid: x\ntitle: X\n{front}\n---\n{dedent(body)}"
    return parse_page(source, path=path, lang="id", findings=findings), findings


def page_of(body: str, *, front: str = "type: quiz", path: str = "x.md") -> Page:
    page, findings = read(body, front=front, path=path)
    assert [f for f in findings if f.is_error] == []
    return page


def question_of(body: str, *, front: str = "type: quiz") -> Question:
    """The only question of a faultless quiz, with its keys assigned."""
    (question,) = page_of(body, front=front).questions
    return assign_keys(question, None)


def codes(findings: list[Finding]) -> list[tuple[int, str]]:
    return sorted((finding.line, finding.code) for finding in findings)


def expected_in(text: str) -> list[tuple[int, str]]:
    """`line: CODE` from the comment in which a broken file says what is wrong with it."""
    found = EXPECTED.search(text)
    assert found
    rows = (row.split(":") for row in found.group(1).strip().splitlines())
    return sorted((int(line), code.strip()) for line, code in rows)

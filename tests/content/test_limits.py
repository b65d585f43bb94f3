"""Texts made to hurt are refused before any parser sees them, and what is not refused is read in
a time that grows with its size."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.content import front_matter
from app.content import parse as parsing
from app.content.folder import read_course
from app.content.limits import Limits
from app.content.messages import say
from app.content.parse import parse_page
from tests.content import nasty
from tests.content.reading import codes

FRONT = "---\nid: x\ntitle: X\n---\n"
MINUTES = 5  # a generous bound; a quadratic step over one of the texts alone would take longer


def found(text: str, **limits: int) -> list[tuple[int, str]]:
    """Findings of a page whose text begins in line 6, with the limits set low."""
    findings: list = []
    source = f"{FRONT}\n{text}"
    parse_page(source, path="x.md", lang="id", findings=findings, limits=Limits(**limits))
    assert all(say(finding, "id") for finding in findings)
    return codes(findings)


@pytest.mark.parametrize(
    ("limits", "right", "wrong", "finding"),
    [
        ({"line": 20}, "a" * 20, "a" * 21, (6, "E702")),
        (
            {"block": 29},
            "satu dua tiga\nempat lima enam",
            "satu dua tiga\nempat lima enam_",
            (6, "E705"),
        ),
        ({"depth": 3}, "> > > x", "> > > > x", (6, "E704")),
        ({"depth": 3}, "- 1. > x", "- 1. > - x", (6, "E704")),
        ({"depth": 3}, "        - x", "            - x", (6, "E704")),
        ({"brackets": 3}, "[[[x]]]", "[[[[x]]]]", (6, "E703")),
        ({"brackets": 3}, "([{", "((((", (6, "E703")),
        ({"brackets": 3}, "[[[\n\n[[[", "[[[\n[", (6, "E703")),
        ({"file_bytes": 42}, "a" * 18, "a" * 19, (1, "E701")),
        ({"file_bytes": 42}, "é" * 9, "é" * 9 + "a", (1, "E701")),
    ],
)
def test_each_limit_lets_what_is_at_it_pass_and_refuses_one_more(
    limits: dict[str, int], right: str, wrong: str, finding: tuple[int, str]
):
    assert len(FRONT) == 23
    assert found(right, **limits) == []
    assert found(wrong, **limits) == [finding]


def test_a_refusal_names_the_line_of_the_block():
    assert found("satu\n\ndua\n[[[[\n", brackets=3) == [(8, "E703")]


def test_the_number_of_files_is_limited(tmp_path: Path):
    (tmp_path / "assets").mkdir()
    for number in range(4):
        (tmp_path / "assets" / f"{number}.png").write_bytes(b"x")
    _, findings = read_course(tmp_path, limits=Limits(files=4))
    assert "E707" not in {finding.code for finding in findings}
    (tmp_path / "assets" / "5.png").write_bytes(b"x")
    _, findings = read_course(tmp_path, limits=Limits(files=4))
    assert "E707" in {finding.code for finding in findings}


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
def test_what_is_refused_is_never_taken_apart(
    text: str, code: str, monkeypatch: pytest.MonkeyPatch
):
    """Neither as YAML nor as lines of a page."""

    def must_not_run(*arguments: object, **more: object) -> None:
        raise AssertionError("a parser was asked")

    monkeypatch.setattr(front_matter, "YAML", must_not_run)
    monkeypatch.setattr(parsing, "lines_of", must_not_run)
    findings: list = []
    page = parse_page(FRONT + text, path="x.md", lang="id", findings=findings)
    assert page is None
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize("text", ["[" * 39, "{" * 8000, "- " * 4000, "? " * 4000, "&a " * 4000])
def test_front_matter_made_to_hurt_is_told_as_an_error(text: str):
    findings: list = []
    assert parse_page(f"---\nid: {text}\n---\n", path="x.md", lang="id", findings=findings) is None
    assert any(finding.is_error for finding in findings)


def test_what_is_not_refused_ends_however_it_is_made():
    done = subprocess.run(
        [sys.executable, nasty.__file__],
        timeout=MINUTES * 60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    codes_found = done.stdout.split()
    assert len(codes_found) == len(nasty.sources())
    assert not any(code.startswith("E7") for code in codes_found)  # read, not refused


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

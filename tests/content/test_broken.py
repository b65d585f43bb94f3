"""Each broken file says in a comment at its end what the checker must find, and no more."""

import re
from pathlib import Path

import pytest

from app.content.folder import read_course
from app.content.message_texts import MESSAGES
from app.content.parse import parse_page
from tests.content.reading import codes, expected_in

BROKEN = Path(__file__).parent / "broken"
TESTS = Path(__file__).parents[1]
WITHOUT_FINDINGS = ("test_messages.py",)
FILES = sorted(BROKEN.glob("*.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_has_exactly_the_findings_it_lists(path: Path):
    source = path.read_text(encoding="utf-8")
    findings: list = []
    parse_page(source, path=path.name, lang="id", findings=findings)
    assert codes(findings) == expected_in(source)


def test_the_broken_files_hold_enough_to_be_worth_the_name():
    assert sum(len(expected_in(path.read_text(encoding="utf-8"))) for path in FILES) >= 120


def test_every_code_has_been_met():
    """By a broken file here, or by name in a test of what is found elsewhere."""
    listed = BROKEN.rglob("*.md")
    met = {code for path in listed for _, code in expected_in(path.read_text(encoding="utf-8"))}
    tests = (path for path in TESTS.rglob("*.py") if path.name not in WITHOUT_FINDINGS)
    others = "".join(path.read_text(encoding="utf-8") for path in tests)
    known = {code.partition(".")[0] for code in MESSAGES}
    assert {code for code in known - met if not re.search(rf"\b{code}\b", others)} == set()


def test_a_broken_course_is_reported_whole(tmp_path: Path):
    """Everything in one run, errors before warnings, each file by its own name."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "course.md").write_text("---\nid: x\ntitle: X\n---\n", encoding="utf-8")
    for name in ("choices.md", "look.md", "labels.md"):
        source = (BROKEN / name).read_text(encoding="utf-8").replace("id: x", f"id: {name[:-3]}")
        (tmp_path / "modules" / name).write_text(source, encoding="utf-8")
    _, findings = read_course(tmp_path)
    assert [f.is_error for f in findings] == sorted((f.is_error for f in findings), reverse=True)
    errors = [(f.path, f.line) for f in findings if f.is_error]
    assert errors == sorted(errors)
    assert {f.path for f in findings} == {f"modules/{n}.md" for n in ("choices", "look", "labels")}

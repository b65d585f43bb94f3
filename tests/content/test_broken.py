"""Each broken file says in a comment at its end what the checker must find, and no more."""

from pathlib import Path

import pytest

from app.content.folder import read_course
from app.content.message_texts import MESSAGES
from app.content.parse import parse_page
from tests.content.reading import codes, expected_in

BROKEN = Path(__file__).parent / "broken"
OF_PUBLISHING = {"E128", "E129", "E130"}
FILES = sorted(BROKEN.glob("*.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_file_has_exactly_the_findings_it_lists(path: Path):
    source = path.read_text(encoding="utf-8")
    findings: list = []
    parse_page(source, path=path.name, lang="id", findings=findings)
    assert codes(findings) == expected_in(source)


def test_the_broken_files_hold_enough_to_be_worth_the_name():
    assert sum(len(expected_in(path.read_text(encoding="utf-8"))) for path in FILES) >= 100


def test_every_code_has_been_met(tmp_path: Path):
    """By a broken file here, by a folder or a limit, or where publishing is tested."""
    met = {code for path in FILES for _, code in expected_in(path.read_text(encoding="utf-8"))}
    tests = ("test_folder.py", "test_renames.py", "test_limits.py", "test_bounds.py")
    others = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in tests)
    known = {code.partition(".")[0] for code in MESSAGES} - OF_PUBLISHING
    assert {code for code in known - met if code not in others} == set()


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

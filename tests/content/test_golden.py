"""Whole courses without a single finding: the smallest, one with everything, one in two languages;
and a broken one in which every file lists what the whole course makes of it."""

from pathlib import Path

import pytest

from app.content.folder import read_course
from app.content.messages import say
from app.content.model import Course
from app.content.page_fields import COURSE_KEYS, PAGE_KEYS
from app.content.questions import REGISTRY
from app.content.quiz_settings import KEYS as QUIZ_KEYS
from tests.content.reading import expected_in

HERE = Path(__file__).parent
GOLDEN = sorted(path.parent for path in (HERE / "golden").glob("*/course.md"))
BROKEN = HERE / "broken" / "kursus"


def course_at(root: Path) -> Course:
    course, findings = read_course(root)
    assert findings == []
    assert course is not None
    return course


@pytest.mark.parametrize("root", GOLDEN, ids=lambda root: root.name)
def test_a_golden_course_has_no_finding(root: Path):
    assert course_at(root).ref == root.name


def test_the_course_with_everything_has_every_key_and_every_type():
    course = course_at(HERE / "golden" / "lengkap")
    assert set(course.lines) == COURSE_KEYS
    written = {key for page in course.pages for key in page.lines}
    assert written == (PAGE_KEYS | QUIZ_KEYS) - {"lang"}
    assert {page.kind for page in course.pages} == {"lesson", "quiz", "pool", "survey", "folder"}
    assert {q.type for page in course.pages for q in page.questions} == set(REGISTRY)


@pytest.mark.parametrize(
    "path", sorted(BROKEN.rglob("*.md")), ids=lambda path: path.relative_to(BROKEN).as_posix()
)
def test_a_file_of_a_broken_course_has_exactly_the_findings_it_lists(path: Path):
    _, findings = read_course(BROKEN)
    name = path.relative_to(BROKEN).as_posix()
    found = sorted((f.line, f.code) for f in findings if f.path == name)
    assert found == expected_in(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "line", "code", "meant"),
    [
        ("course.md", 4, "E103", "authors"),
        ("course.md", 6, "E120", "awal"),
        ("course.md", 10, "E501", "modules/01-awal.md"),
        ("course.md", 10, "E503", "#dasar"),
        ("modules/01-awal.md", 5, "E104", "lesson"),
        ("modules/01-awal.md", 7, "E501", "../assets/alur.png"),
        ("modules/01-awal.md", 11, "E503", "#dasar"),
        ("modules/02-kuis.md", 6, "E602", "pools/etika.md"),
    ],
)
def test_what_was_probably_meant_is_told_as_it_would_be_written(
    path: str, line: int, code: str, meant: str
):
    _, findings = read_course(BROKEN)
    found = [f for f in findings if (f.path, f.line, f.code) == (path, line, code)]
    assert found
    assert all(say(finding, "id").endswith(f"Maksudnya “{meant}”?") for finding in found)


def test_a_page_of_nothing_but_dead_links_is_not_compared_with_everything(tmp_path: Path):
    """Only the first guesses are made; the finding itself is never left out."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "course.md").write_text("---\nid: x\ntitle: X\n---\n", encoding="utf-8")
    links = "\n\n".join(f"[a](tiad{n}.md)" for n in range(100))
    source = f"---\nid: tiada\ntitle: T\n---\n{links}\n"
    (tmp_path / "modules" / "tiada.md").write_text(source, encoding="utf-8")
    _, findings = read_course(tmp_path)
    assert [f.code for f in findings] == ["E501"] * 100
    assert sum(bool(f.params["meant"]) for f in findings) == 20

"""What is stored has a greatest length or number; at it all is well, above it is an error."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.content.findings import Finding
from app.content.folder import read_course
from app.content.messages import say
from app.content.parse import parse_page

LESSON = "---\nid: awal\ntitle: T\n{more}---\nTeks.\n"


def write(root: Path, *, front: str = "", lesson: str = "") -> Path:
    (root / "modules").mkdir(exist_ok=True)
    names = {key.partition(":")[0] for key in front.splitlines()}
    needed = "".join(f"{key}: x\n" for key in ("id", "title") if key not in names)
    (root / "course.md").write_text(f"---\n{front}{needed}---\n", encoding="utf-8")
    (root / "modules" / "a.md").write_text(LESSON.format(more=lesson), encoding="utf-8")
    return root


def errors(root: Path) -> list[tuple[str, int, str]]:
    return [(f.path, f.line, f.code) for f in read_course(root)[1] if f.is_error]


@pytest.mark.parametrize(
    ("key", "most"),
    [
        ("id", 100),
        ("was", 100),
        ("title", 200),
        ("description", 1000),
        ("provider", 200),
        ("audience", 300),
        ("subject", 100),
        ("level", 100),
        ("license", 100),
        ("version", 35),
        ("authors", 100),
        ("keywords", 100),
    ],
)
def test_a_value_of_the_course_has_a_greatest_length(tmp_path: Path, key: str, most: int):
    assert errors(write(tmp_path, front=f"{key}: {'a' * most}\n")) == []
    _, findings = read_course(write(tmp_path, front=f"{key}: {'a' * (most + 1)}\n"))
    (finding,) = [f for f in findings if f.is_error]
    assert (finding.path, finding.line, finding.code) == ("course.md", 2, "E708")
    assert finding.params == {"key": key, "limit": str(most)}


def test_a_language_tag_has_a_greatest_length(tmp_path: Path):
    tag = "id-" + "abcdefgh-" * 3 + "abcde"
    assert len(tag) == 35
    assert errors(write(tmp_path, front=f"lang: {tag}\n")) == []
    assert errors(write(tmp_path, front=f"lang: {tag}f\n")) == [("course.md", 2, "E708")]


@pytest.mark.parametrize("key", ["authors", "keywords"])
def test_no_more_than_thirty_authors_or_keywords(tmp_path: Path, key: str):
    assert errors(write(tmp_path, front=f"{key}: [{'Eko, ' * 30}]\n")) == []
    assert errors(write(tmp_path, front=f"{key}: [{'Eko, ' * 31}]\n")) == [("course.md", 2, "E709")]


def test_paths_have_a_greatest_length(tmp_path: Path):
    write(tmp_path)
    folder = tmp_path / "assets" / ("a" * 150)
    folder.mkdir(parents=True)
    length_of_folder = len("assets/") + 150 + len("/")
    right, long = "b" * (250 - length_of_folder), "c" * (251 - length_of_folder)
    (folder / right).write_bytes(b"x")
    (folder / long).write_bytes(b"x")
    course, _ = read_course(tmp_path)
    assert course is not None
    assert course.assets == (f"assets/{'a' * 150}/{right}",)
    assert errors(tmp_path) == [(f"assets/{'a' * 150}/{long}", 1, "E710")]


@pytest.mark.parametrize(
    ("key", "right", "long"),
    [("time-required", "100 jam", "6001 menit"), ("time-required", "PT100H", "PT100H1S")],
)
def test_a_page_takes_at_most_a_hundred_hours(tmp_path: Path, key: str, right: str, long: str):
    assert errors(write(tmp_path, lesson=f"{key}: {right}\n")) == []
    assert errors(write(tmp_path, lesson=f"{key}: {long}\n")) == [("modules/a.md", 4, "E104")]


@pytest.mark.parametrize(("right", "long"), [("100 tahun", "101 tahun"), ("P1200M", "P1201M")])
def test_a_certificate_is_valid_for_at_most_a_hundred_years(tmp_path: Path, right: str, long: str):
    assert errors(write(tmp_path, front=f"valid-for: {right}\n")) == []
    assert errors(write(tmp_path, front=f"valid-for: {long}\n")) == [("course.md", 2, "E104")]


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("time-required: 101 jam", "paling lama 100 jam"),
        ("time-limit: 31 hari", "paling lama 30 hari"),
        ("grace: 31 hari", "paling lama 30 hari"),
        ("delay: 31 hari", "paling lama 30 hari"),
    ],
)
def test_too_long_a_time_is_told_the_longest(front: str, says: str):
    findings: list[Finding] = []
    source = f"---\nid: x\ntitle: X\ntype: quiz\n{front}\n---\n## A {{#q-a}}\n- = 1\n"
    parse_page(source, path="x.md", lang="id", findings=findings)
    (finding,) = findings
    assert (finding.line, finding.code) == (5, "E104")
    assert says in say(finding, "id")


def test_thirty_days_and_a_hundred_points_are_not_too_much():
    findings: list[Finding] = []
    front = "type: quiz\ntime-limit: 30 hari\ngrace: 720 jam\n"
    source = f"---\nid: x\ntitle: X\n{front}---\n## A {{#q-a points=100}}\n- = 1\n"
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    assert findings == []
    assert page is not None
    assert page.settings is not None
    assert (page.settings.time_limit, page.settings.grace) == (2_592_000, 2_592_000)


def test_the_hours_of_a_whole_course_have_an_end(tmp_path: Path):
    """5,000 exercises of 999 minutes are 4,995,000 minutes or 111,000 hours of learning."""
    write(tmp_path)
    body = "## Latihan (999 menit)\n\n" * 5000
    (tmp_path / "modules" / "a.md").write_text(LESSON.format(more="") + body, encoding="utf-8")
    assert errors(tmp_path) == [("course.md", 1, "E711")]


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\x7f", "\\r", "\\ud800", "\\udfff"])
@pytest.mark.parametrize("place", [lambda e: f'description: "{e}"', lambda e: f'"{e}": x'])
def test_no_escape_brings_in_what_the_file_may_not_hold(escape: str, place: Callable[[str], str]):
    findings: list[Finding] = []
    source = f"---\nid: x\ntitle: X\n{place(escape)}\n---\nTeks.\n"
    assert parse_page(source, path="x.md", lang="id", findings=findings) is None
    assert [(f.line, f.code) for f in findings] == [(4, "E119")]


@pytest.mark.parametrize("number", [0x00, 0x08, 0x0B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0xD800, 0xDFFF])
def test_no_body_holds_control_characters_or_halves_of_characters(number: int):
    findings: list[Finding] = []
    source = f"---\nid: x\ntitle: X\n---\nTeks.\nKata {chr(number)} lagi.\n"
    assert parse_page(source, path="x.md", lang="id", findings=findings) is None
    assert [(f.line, f.code) for f in findings] == [(6, "E119")]


def test_tabs_and_line_ends_may_be_escaped():
    findings: list[Finding] = []
    source = '---\nid: x\ntitle: "A\\tB\\nC"\n---\nTeks.\n'
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    assert page is not None
    assert (page.title, findings) == ("A B C", [])

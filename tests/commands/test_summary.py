"""`lentera summary`: which courses are told, how, and where to."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.studio.summary_cli import END, START, summary

COURSES = Path(__file__).parents[1] / "courses"


def run(*words: object) -> Result:
    arguments = [str(word) for word in words]
    return CliRunner().invoke(summary, arguments, catch_exceptions=False)


def rows(result: Result) -> list[list[str]]:
    """The cells of every table's every row."""
    lines = [line for line in result.stdout.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_three_tables_tell_a_courses_figures():
    result = run(COURSES / "dwibahasa", "--language", "en")
    assert result.exit_code == 0
    titles = [line for line in result.stdout.splitlines() if line.startswith("#")]
    assert titles == ["## Courses", "## Questions by type", "## Pools"]


def test_figures_are_written_as_the_language_writes_them(tmp_path: Path):
    """Two sentences of one and two words; 1 minute ÷ 45 is 0.02, rounded down."""
    write(tmp_path / "kursus", "Satu. Dua tiga.")
    indonesian, english = (rows(run(tmp_path, "--language", lang))[2] for lang in ("id", "en"))
    assert indonesian == ["`kursus`", "id", "1", "3", "1,5", "0", "0", "–", "–", "0,02"]
    assert english == ["`kursus`", "id", "1", "3", "1.5", "0", "0", "–", "–", "0.02"]


def write(root: Path, text: str) -> None:
    (root / "modules").mkdir(parents=True)
    (root / "course.md").write_text(f"---\nid: {root.name}\ntitle: K\n---\n")
    (root / "modules/a.md").write_text(f"---\nid: a\ntitle: T\n---\n\n{text}\n")


def test_without_a_word_all_courses_of_the_site_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("satu", "dua"):
        write(tmp_path / name, "Teks.")
    monkeypatch.setenv("LENTERA_COURSES", str(tmp_path))
    assert [row[0] for row in rows(run())[2:4]] == ["`dua`", "`satu`"]


def test_a_course_named_twice_is_told_once(tmp_path: Path):
    write(tmp_path / "kursus", "Teks.")
    result = run(tmp_path / "kursus/modules/a.md", tmp_path / "kursus")
    assert [row[0] for row in rows(result)].count("`kursus`") == 2  # once a table, no pools


def test_a_course_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path):
    write(tmp_path / "kursus", "Teks.")
    (tmp_path / "kursus/course.md").write_text("tanpa front matter")
    result = run(tmp_path / "kursus", "--language", "en")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {tmp_path}/kursus cannot be read.")


def test_a_page_keeps_all_that_stands_outside_its_two_lines(tmp_path: Path):
    write(tmp_path / "kursus", "Teks.")
    page = tmp_path / "page.md"
    page.write_text(f"Before\n\n{START}\nold\n{END}\n\nAfter\n")
    assert run(tmp_path / "kursus", "--into", page).output == ""
    told = run(tmp_path / "kursus").stdout
    assert page.read_text() == f"Before\n\n{START}\n\n{told}\n{END}\n\nAfter\n"


def test_a_page_without_the_two_lines_is_left_as_it_is(tmp_path: Path):
    write(tmp_path / "kursus", "Teks.")
    page = tmp_path / "page.md"
    page.write_text(f"{START}\nold\n")
    result = run(tmp_path / "kursus", "--into", page, "--language", "en")
    assert result.exit_code == 1
    assert END in result.stderr
    assert page.read_text() == f"{START}\nold\n"

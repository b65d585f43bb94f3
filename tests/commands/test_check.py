"""`lentera check`: what is looked at, how it is told, ids written, looking again."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.content.findings import Finding
from app.studio import cli
from app.studio.checking import Target
from app.studio.cli_texts import TEXTS
from app.studio.findings_formats import FORMATS, Found

LESSON = "---\nid: {ref}\ntitle: T\n---\nTeks.\n"


@pytest.fixture
def courses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sound courses, the second with an id that is not its folder's name."""
    for name, ref in (("satu", "satu"), ("dua", "kursus-dua")):
        (tmp_path / "courses" / name / "modules").mkdir(parents=True)
        write(tmp_path / "courses" / name / "course.md", f"---\nid: {ref}\ntitle: K\n---\n")
        write(tmp_path / "courses" / name / "modules" / "awal.md", LESSON.format(ref="awal"))
    monkeypatch.setenv("LENTERA_COURSES", str(tmp_path / "courses"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "courses"


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def check(*words: object) -> Result:
    return CliRunner().invoke(cli.check, [str(word) for word in words], catch_exceptions=False)


def break_both(courses: Path) -> None:
    write(courses / "satu/modules/awal.md", "---\nid: awal\ntitle: T\n---\n[x](tiada.md)\n")
    write(courses / "satu/modules/lagi.md", "---\nid: lagi\ntitle: T\nlang: id\ntitel: x\n---\n")


def test_without_a_word_all_courses_of_the_site_are_checked(courses: Path):
    result = check()
    assert result.exit_code == 0
    assert result.output == "Kursus diperiksa: 2. Tidak ada temuan.\n"


def test_the_summary_is_told_in_the_language_asked_for(courses: Path):
    assert check("--language", "en").output == "Courses checked: 2. No findings.\n"
    break_both(courses)
    assert "Kesalahan: 2, peringatan: 0." in check().output
    assert "Errors: 2, warnings: 0." in check("--language", "en").output


@pytest.mark.parametrize("word", ["courses/satu", "satu", "courses/dua", "dua", "kursus-dua"])
def test_a_course_is_named_by_its_folder_or_its_id(courses: Path, word: str):
    assert check(word).output == "Kursus diperiksa: 1. Tidak ada temuan.\n"


def test_findings_are_told_by_path_line_and_code_and_errors_by_the_exit_code(courses: Path):
    break_both(courses)
    result = check("courses")
    first, second, _ = result.output.splitlines()
    assert result.exit_code == 1
    assert first.startswith("courses/satu/modules/awal.md:5: E501 ")
    assert second.startswith("courses/satu/modules/lagi.md:5: E103 ")


@pytest.mark.parametrize("folder", [".", "courses/satu", "courses/satu/modules"])
def test_one_file_is_checked_within_its_course(
    courses: Path, folder: str, monkeypatch: pytest.MonkeyPatch
):
    break_both(courses)
    monkeypatch.chdir(courses.parent / folder)
    file = (courses / "satu/modules/lagi.md").relative_to(courses.parent / folder)
    first, summary = check(file).output.splitlines()
    assert first.partition(":")[0].endswith(file.as_posix())
    assert ":5: E103 " in first
    assert "Kesalahan: 1" in summary


def test_warnings_alone_are_no_failure(courses: Path):
    write(courses / "satu/catatan.md", "x")
    result = check()
    assert result.exit_code == 0
    assert "Kesalahan: 0, peringatan: 1." in result.output


@pytest.mark.parametrize(("word", "says"), [("tiada", "LENTERA_COURSES"), (".", "course.md")])
def test_what_is_no_course_is_told(courses: Path, word: str, says: str):
    result = check(word)
    assert result.exit_code == 1
    assert says in result.stderr


def test_a_file_outside_any_course_is_told(courses: Path):
    write(courses / "lepas.md", "x")
    assert "course.md" in check(courses / "lepas.md").stderr


def test_what_this_release_cannot_do_is_told_too(courses: Path):
    essay = "## A {#q-a type=essay review=peer}\n\nApa saja.\n"
    quiz = f"---\nid: awal\ntitle: T\ntype: quiz\n---\n{essay}"
    write(courses / "satu/modules/awal.md", quiz)
    assert "courses/satu/modules/awal.md:6: E112 " in check("courses").output


def test_as_json_every_finding_is_an_object_and_nothing_else_is_printed(courses: Path):
    break_both(courses)
    result = check("courses", "--format", "json", "--language", "en")
    rows = json.loads(result.stdout)
    assert [(row["path"], row["line"], row["code"], row["severity"]) for row in rows] == [
        ("courses/satu/modules/awal.md", 5, "E501", "error"),
        ("courses/satu/modules/lagi.md", 5, "E103", "error"),
    ]
    assert rows[1]["message"] == "“titel” is not known here. Did you mean “title”?"
    assert result.exit_code == 1
    assert json.loads(check("dua", "--format", "json").stdout) == []


def test_for_github_every_finding_is_a_workflow_command(courses: Path):
    break_both(courses)
    first, second = check("courses", "--format", "github").stdout.splitlines()
    assert first.startswith("::error file=courses/satu/modules/awal.md,line=5,title=E501::")
    assert second.startswith("::error file=courses/satu/modules/lagi.md,line=5,title=E103::")


def test_nothing_an_author_writes_can_end_a_workflow_command_or_forge_one():
    finding = Finding("W703", "a,b:c%.md", 1, {"tag": "x%0A\n::error::y"})
    line = FORMATS["github"]([Found(Path(), finding)], "id")
    assert line.startswith("::warning file=a%2Cb%3Ac%25.md,line=1,title=W703::")
    assert "<x%250A%0A::error::y>" in line
    assert "\n" not in line


def test_missing_ids_are_written_and_told(courses: Path):
    write(courses / "satu/modules/awal.md", "---\ntitle: T\n---\nTeks.\n")
    result = check("satu", "--fix")
    assert result.exit_code == 0
    assert result.stderr == "courses/satu/modules/awal.md: id ditulis\n"
    assert (courses / "satu/modules/awal.md").read_text() == LESSON.format(ref="awal")


def test_with_one_file_named_only_that_is_written(courses: Path):
    for name in ("awal", "lagi"):
        write(courses / f"satu/modules/{name}.md", "---\ntitle: T\n---\nTeks.\n")
    check("courses/satu/modules/lagi.md", "--fix")
    assert (courses / "satu/modules/lagi.md").read_text() == LESSON.format(ref="lagi")
    assert "id:" not in (courses / "satu/modules/awal.md").read_text()


def test_what_changes_is_checked_again_until_it_is_stopped(
    courses: Path, capsys: pytest.CaptureFixture[str]
):
    seen: list[Target] = []
    steps = iter([lambda: None, lambda: break_both(courses), lambda: None])

    def pause(seconds: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    def look(targets: list[Target]) -> bool:
        seen.extend(targets)
        return True

    targets = [Target(courses / "satu"), Target(courses / "dua")]
    with pytest.raises(SystemExit) as stopped:
        cli.keep_looking(targets, look, pause)
    assert stopped.value.code == 0
    assert seen == [targets[0]]
    assert len(capsys.readouterr().err.strip()) == len("08:15:00")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_name_the_same_things(key: str):
    import re

    indonesian, english = TEXTS[key]
    assert indonesian != english
    assert set(re.findall(r"{\w+}", indonesian)) == set(re.findall(r"{\w+}", english))


def test_the_examples_of_the_house_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    root = Path(__file__).parents[1] / "courses" / "contoh"
    shutil.copytree(root, tmp_path / "contoh")
    assert check(tmp_path / "contoh").exit_code == 0

"""`lentera import` and `export`: what is written where, and what is refused."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.content.folder import read_course
from app.studio.exchange_cli import export, import_

COURSES = Path(__file__).parents[1] / "courses"
BANK = "::A::Siapa?{=Ana ~Budi}\n\n// [id:q-dua]\nBenar?{T}\n"


@pytest.fixture
def course(tmp_path) -> Path:
    shutil.copytree(COURSES / "contoh", tmp_path / "kursus")
    return tmp_path / "kursus"


@pytest.fixture
def bank(tmp_path) -> Path:
    path = tmp_path / "soal.gift"
    path.write_text(BANK)
    return path


def run(command, *words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


def test_a_bank_becomes_a_pool_of_the_course(course, bank):
    result = run(import_, "gift", bank, "--to", course)
    assert result.exit_code == 0
    assert result.stdout == f"{course}/pools/soal.md\n"
    found, findings = read_course(course)
    assert found
    pool = next(page for page in found.pages if page.path == "pools/soal.md")
    assert [question.ref for question in pool.questions] == ["q-a", "q-dua"]
    assert [f for f in findings if f.is_error and f.path == "pools/soal.md"] == []


def test_nothing_is_overwritten_and_nothing_written_beside_it(course, bank):
    (course / "pools").mkdir(exist_ok=True)
    (course / "pools/soal.md").write_text("mine")
    before = sorted(course.rglob("*"))
    result = run(import_, "gift", bank, "--to", course, "--language", "en")
    assert result.exit_code == 1
    assert result.stderr.startswith("pools/soal.md:1: E909 pools/soal.md is there already")
    assert (course / "pools/soal.md").read_text() == "mine"
    assert sorted(course.rglob("*")) == before


def test_ids_that_the_course_has_already_are_told(course, bank):
    run(import_, "gift", bank, "--to", course)
    (course / "pools/soal.md").rename(course / "pools/lama.md")
    result = run(import_, "gift", bank, "--to", course, "--language", "en")
    assert "W925 The id “q-dua” is already used at pools/lama.md:" in result.stderr


def test_without_a_folder_the_markdown_goes_to_standard_output(bank):
    result = run(import_, "gift", bank)
    assert result.stdout.startswith("---\nid: soal\n")
    assert "- (x) Ana" in result.stdout


def test_a_file_that_cannot_be_read_gives_1_and_writes_nothing(course, tmp_path):
    broken = tmp_path / "soal.xml"
    broken.write_text("<quiz>")
    result = run(import_, "moodle-xml", broken, "--to", course, "--language", "id")
    assert result.exit_code == 1
    assert "E901 Berkas bukan XML yang utuh" in result.stderr
    assert not (course / "pools/soal.md").exists()


def test_a_folder_without_a_course_is_refused(tmp_path, bank):
    result = run(import_, "gift", bank, "--to", tmp_path, "--language", "en")
    assert result.exit_code == 1
    assert "a course is a folder with a course.md" in result.stderr


def test_the_template_is_made_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(import_, "--template", "xlsx", "--language", "id").stdout == "soal.xlsx\n"
    made = run(import_, "xlsx", "soal.xlsx", "--language", "id")
    assert made.stdout.count("{#q-") == 8
    again = run(import_, "--template", "xlsx", "--language", "id")
    assert (again.exit_code, "sudah ada" in again.stderr) == (1, True)


@pytest.mark.parametrize("name", ["gift", "moodle-xml", "aiken", "html"])
def test_a_course_is_written_in_each_format(course, tmp_path, name: str):
    out = tmp_path / "out"
    result = run(export, name, course, "-o", out)
    assert result.exit_code == 0
    assert out.stat().st_size > 200
    assert run(export, name, course).stdout_bytes == out.read_bytes()


def test_the_printed_course_tells_its_key_only_when_asked(course):
    assert "Kunci jawaban" not in run(export, "html", course).stdout
    assert "Kunci jawaban" in run(export, "html", course, "--with-key").stdout

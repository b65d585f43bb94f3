"""`was` hands results over: only from an id that is free, and only to one page or question."""

from pathlib import Path

from app.content.findings import Finding
from app.content.folder import read_course

LESSON = "---\nid: {id}\ntitle: T\n{more}---\nTeks.\n"
QUIZ = "---\nid: kuis\ntitle: T\ntype: quiz\n---\n"
QUESTION = "## Soal {{#{id} was={was}}}\n- (x) A\n- ( ) B\n"


def found(root: Path, *, course: str = "", **pages: str) -> list[tuple[str, int, str]]:
    return [(f.path, f.line, f.code) for f in findings_of(root, course=course, **pages)]


def findings_of(root: Path, *, course: str = "", **pages: str) -> list[Finding]:
    (root / "modules").mkdir()
    (root / "course.md").write_text(f"---\nid: etika\ntitle: E\n{course}---\n", encoding="utf-8")
    for name, text in pages.items():
        (root / "modules" / f"{name}.md").write_text(text, encoding="utf-8")
    return read_course(root)[1]


def test_ids_that_nothing_bears_any_more_may_be_named(tmp_path: Path):
    pages = {
        "a": LESSON.format(id="awal", more="was: lama\n"),
        "b": QUIZ + QUESTION.format(id="q-a", was="q-lama"),
    }
    assert found(tmp_path, course="was: etika-lama\n", **pages) == []


def test_a_page_cannot_take_over_from_a_page_that_is_there(tmp_path: Path):
    pages = {
        "a": LESSON.format(id="awal", more="description: D\nwas: akhir\n"),
        "b": LESSON.format(id="akhir", more="was: akhir\n"),
    }
    assert found(tmp_path, **pages) == [("modules/a.md", 5, "E131"), ("modules/b.md", 4, "E131")]


def test_a_question_cannot_take_over_from_a_question_that_is_there(tmp_path: Path):
    questions = QUESTION.format(id="q-a", was="q-b") + QUESTION.format(id="q-b", was="q-lama")
    assert found(tmp_path, a=QUIZ + questions) == [("modules/a.md", 6, "E131")]


def test_a_course_cannot_take_over_from_itself_but_its_pages_may_bear_its_old_id(tmp_path: Path):
    pages = {"a": LESSON.format(id="etika-lama", more="")}
    (tmp_path / "same").mkdir()
    (tmp_path / "old").mkdir()
    same = found(tmp_path / "same", course="lang: id\nwas: etika\n", **pages)
    assert same == [("course.md", 5, "E131")]
    assert found(tmp_path / "old", course="was: etika-lama\n", **pages) == []


def test_two_heirs_of_one_page_are_refused(tmp_path: Path):
    pages = {
        "a": LESSON.format(id="awal", more="was: lama\n"),
        "b": LESSON.format(id="akhir", more="was: lama\n"),
    }
    (finding,) = findings_of(tmp_path, **pages)
    assert (finding.path, finding.line, finding.code) == ("modules/b.md", 4, "E132")
    assert finding.params == {"id": "lama", "other": "modules/a.md:4"}


def test_two_heirs_of_one_question_are_refused_even_on_one_page(tmp_path: Path):
    questions = QUESTION.format(id="q-a", was="q-lama") + QUESTION.format(id="q-b", was="q-lama")
    assert found(tmp_path, a=QUIZ + questions) == [("modules/a.md", 9, "E132")]

"""What is written down is read back: nothing lost, nothing added, nothing taken for a mark."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.content.findings import Finding
from app.content.folder import read_course
from app.content.model import Question, Text
from app.content.parse import parse_page
from app.content.questions import REGISTRY
from app.content.questions.cloze import Cloze, Gap
from app.content.write import write_course, write_page, write_question
from tests.content.strategies import NASTY, PLAIN, written_pages

ROOT = Path(__file__).parents[2]
TYPES = sorted(REGISTRY)


def read_back(question: Question) -> Question:
    kind = "survey" if question.type == "scale" else "pool"
    front = f"---\nid: x\ntitle: X\ntype: {kind}\nlang: {question.lang}\n---\n\n"
    findings: list[Finding] = []
    written = write_question(question)
    page = parse_page(front + written, path="x.md", lang="id", findings=findings)
    assert [finding for finding in findings if finding.is_error] == [], written
    assert page
    (read,) = page.parts
    assert isinstance(read, Question), written
    return read


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_plain_texts_come_back_as_they_were(name: str, data: st.DataObject):
    question = data.draw(getattr(PLAIN, name)())
    assert read_back(question) == question


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_nasty_texts_keep_every_word_and_change_no_answer(name: str, data: st.DataObject):
    question = data.draw(getattr(NASTY, name)())
    read = read_back(question)
    assert bare(read) == bare(question)
    assert read_back(read) == read


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(("lesson", "quiz", "pool", "survey")), written_pages())
@example("lesson", "kata\n\n## kata {#q-0}\n\n==\n\n- (x) kata\n- ( ) kata lain")
@example("lesson", "kata\n\n## kata {#q-0}\n\nkata\n==\n\n- (x) kata\n- ( ) kata lain")
def test_a_page_without_faults_is_the_same_when_written_and_read_again(kind: str, body: str):
    findings: list[Finding] = []
    source = f"---\nid: x\ntitle: X\ntype: {kind}\n---\n\n{body}"
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    if page and not any(finding.is_error for finding in findings):
        assert parse_page(write_page(page), path="x.md", lang="id", findings=[]) == page


def bare(question: Question) -> Any:
    """Texts without what is only put in to protect them, white space and code fences."""
    signs = str.maketrans("", "", "\\`~ \n\t")

    def words(text: Text, inline: bool) -> Text:
        return Text(text.source.replace("&#61;", "=").replace("&#92;", "").translate(signs))

    if isinstance(question, Cloze):
        question = question.same_but(gaps=tuple(map(without_option, question.gaps)))
    return question.map_texts(words)


def without_option(gap: Gap) -> Gap:
    """What a choice gap accepts stands among the options too."""
    return Gap(kind=gap.kind, accepted=() if gap.kind == "choice" else gap.accepted, key=gap.key)


COURSES = sorted(
    path.parent
    for pattern in ("courses/*", "tests/courses/*", "tests/content/golden/*")
    for path in ROOT.glob(f"{pattern}/course.md")
)


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_a_whole_course_comes_back_as_it_was(folder: Path, tmp_path: Path):
    course, findings = read_course(folder)
    assert course
    for path, text in write_course(course).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for asset in course.assets:
        target = tmp_path / asset
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((folder / asset).read_bytes())
    again, found = read_course(tmp_path)
    assert again == course
    assert {finding.code for finding in found} == {finding.code for finding in findings}

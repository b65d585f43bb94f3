"""What every course in `courses/` keeps, whoever changes it."""

from fractions import Fraction
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.config import ROOT
from app.content.folder import read_course
from app.content.minutes import WORD
from app.content.model import Course, Page, Question
from app.content.questions.choices import ChoiceQuestion
from app.content.questions.essay import Essay
from app.content.summary import CourseSummary, PoolSummary, pictures_in, summary_of, texts_of
from app.studio.checking import Target, findings_in

FOLDERS = sorted(path.parent for path in (ROOT / "courses").glob("*/course.md"))
LEARNT = ("lesson", "quiz", "pool")
FEWEST_QUESTIONS = 40
FEWEST_TO_JUDGE = 8
"""Single choices in a pool; of fewer, a share tells nothing."""
MOST_BY_LENGTH = Fraction(35, 100)
LONGEST_SENTENCE = 18
LONG = 600
"""Words of the shortest lesson that teaches something new."""

each_course = pytest.mark.parametrize("root", FOLDERS, ids=lambda root: root.name)


@cache
def course_at(root: Path) -> Course:
    course, _ = read_course(root)
    assert course
    return course


@cache
def summary_at(root: Path) -> CourseSummary:
    return summary_of(course_at(root))


def pools_to_judge(root: Path) -> list[PoolSummary]:
    return [pool for pool in summary_at(root).pools if pool.single >= FEWEST_TO_JUDGE]


def questions_in(root: Path) -> list[Question]:
    """In every language."""
    pages = [page for page in course_at(root).pages if page.kind in LEARNT]
    versions = [version for page in pages for version in (page, *page.translations)]
    return [question for version in versions for question in version.questions]


def purposes_of(pages: tuple[Page, ...]) -> set[str]:
    return {page.settings.purpose for page in pages if page.kind == "quiz" and page.settings}


@each_course
def test_the_checker_finds_nothing_and_warns_of_nothing(root: Path):
    assert findings_in(Target(root)) == []


@each_course
def test_there_are_questions_enough(root: Path):
    assert summary_at(root).questions >= FEWEST_QUESTIONS


@each_course
def test_who_always_takes_the_longest_choice_does_badly(root: Path):
    lucky = {pool.path: pool.longest for pool in pools_to_judge(root)}
    assert {path: share for path, share in lucky.items() if share > MOST_BY_LENGTH} == {}


@each_course
def test_no_place_holds_more_than_half_of_a_pools_keys(root: Path):
    places = {pool.path: pool.places for pool in pools_to_judge(root)}
    assert {path: keys for path, keys in places.items() if max(keys) * 2 > sum(keys)} == {}


@each_course
def test_sentences_are_short_in_every_language(root: Path):
    """The mean number of words in a sentence of the lessons' running text: paragraphs and list
    items without their markers. Headings, tables, code, formulas, footnotes and titles of callouts
    do not count; a sentence ends at its sign or with its paragraph or item."""
    means = {reading.lang: reading.sentence for reading in summary_at(root).readings}
    assert {lang: float(mean) for lang, mean in means.items() if mean >= LONGEST_SENTENCE} == {}
    assert all(means.values())


@each_course
def test_a_course_is_tested_before_and_after_and_ends_with_a_survey(root: Path):
    pages = course_at(root).pages
    assert "pre-test" in purposes_of(pages)
    assert purposes_of(pages) & {"post-test", "graded"}
    assert [page.kind for page in pages if page.kind != "pool"][-1] == "survey"


@each_course
def test_every_language_has_its_glossary(root: Path):
    course = course_at(root)
    languages = {course.lang, *(translation.lang for translation in course.translations)}
    assert {glossary.lang for glossary in course.glossaries if glossary.terms} == languages


@each_course
def test_learners_reflect_with_a_rubric_beside_them(root: Path):
    essays = [question for question in questions_in(root) if isinstance(question, Essay)]
    assert any(essay.rubric for essay in essays)


@each_course
def test_every_lesson_that_teaches_has_a_picture_that_is_also_told_in_words(root: Path):
    """Plans and lists of sources are shorter, and need none."""
    lessons = [page for page in course_at(root).pages if page.kind == "lesson"]
    words = {
        page.path: sum(len(WORD.findall(t.source)) for t in texts_of(page)) for page in lessons
    }
    pictures = {page.path: sum(map(pictures_in, texts_of(page))) for page in lessons}
    assert [path for path in words if words[path] >= LONG and not pictures[path]] == []


@each_course
def test_every_choice_has_feedback(root: Path):
    silent = [
        f"{question.ref} ({question.lang}): {choice.label}"
        for question in questions_in(root)
        if isinstance(question, ChoiceQuestion)
        for choice in question.choices
        if not choice.feedback
    ]
    assert silent == []


@each_course
def test_every_drawing_can_be_drawn(root: Path):
    for drawing in sorted(root.glob("assets/**/*.svg")):
        assert ElementTree.parse(drawing).getroot().tag.endswith("svg"), drawing

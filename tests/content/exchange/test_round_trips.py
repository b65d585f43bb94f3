"""Ours → another format → ours: what the format can hold comes back as it was."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.exchange import FORMATS, Imported, Wishes
from app.content.model import Course, Page, Question
from app.content.questions import REGISTRY
from app.content.questions.cloze import Gap
from app.content.questions.numeric import span_of
from tests.content.strategies import NASTY, PLAIN
from tests.content.test_write import read_back

TYPES = sorted(set(REGISTRY) - {"scale"})
IN_GIFT = sorted(set(TYPES) - {"order", "cloze"})
COMBINED = ("single", "truefalse", "multiple", "matching", "order")


def there_and_back(name: str, *questions: Question) -> tuple[Imported, list[str]]:
    """What comes back, and the codes of what was told on the way there."""
    lang = questions[0].lang
    page = Page(
        ref="x", kind="pool", title="X", path="pools/x.md", lang=lang, parts=tuple(questions)
    )
    course = Course(ref="k", title="K", lang=lang, pages=(page,))
    exported = FORMATS[name].write(course, Wishes({}, lambda *_: ""))
    (data,) = exported.files.values() or (b"",)
    back = FORMATS[name].read(data, name="x", lang=lang)
    return back, [finding.code for finding in exported.findings]


def facts(question: Question) -> Any:
    """Numbers as spans: `11..13` may come back as `12 ± 1`."""
    if question.type == "cloze":
        return question.same_but(gaps=()), [spans(gap, question.lang) for gap in question.gaps]
    if question.type != "numeric":
        return question
    answers = tuple(replace(answer, text="") for answer in question.answers)
    return question.same_but(answers=answers)


def spans(gap: Gap, lang: str) -> tuple[str, list[Any]]:
    is_number = gap.kind == "number"
    return gap.kind, [span_of(text, lang) if is_number else text for text in gap.accepted]


def of_moodle(question: Question) -> Question:
    """Without what Moodle's XML has no place for."""
    lost: dict[str, Any] = {}
    if question.type != "essay":
        lost["trainer_note"] = None
    if question.type not in COMBINED or is_real_truefalse(question):
        lost["correct"] = None
        if question.type not in ("short", "numeric"):
            lost["incorrect"] = None
    if question.type == "matching":
        lost |= without_feedback(question, "terms", "matches")
    if question.type == "order":
        lost |= without_feedback(question, "items")
    return question.same_but(**lost)


def of_gift(question: Question) -> Question:
    lost: dict[str, Any] = {"hints": (), "trainer_note": None, "correct": None}
    if question.type not in ("short", "numeric"):
        lost["incorrect"] = None
    if question.type == "essay":
        lost |= {"rubric": None, "model_answer": None}
    return of_moodle(question).same_but(**lost)


def in_gift_order(question: Question) -> Question:
    """GIFT says only which is right: true stands first."""
    if not is_real_truefalse(question):
        return question
    choices = sorted(question.choices, key=lambda c: c.text.source in ("Salah", "False"))
    return question.same_but(choices=tuple(choices))


def is_real_truefalse(question: Question) -> bool:
    words = ("True", "False") if question.lang == "en" else ("Benar", "Salah")
    return question.type == "truefalse" and all(
        choice.text.source in words and choice.credit in (0, 1) and not choice.pin
        for choice in question.choices
    )


def without_feedback(question: Question, *names: str) -> dict[str, Any]:
    return {
        name: tuple(replace(one, feedback=None) for one in getattr(question, name))
        for name in names
    }


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_moodle_xml_brings_back_all_that_it_can_hold(name: str, data: st.DataObject):
    question = read_back(data.draw(getattr(PLAIN, name)()))
    back, _ = there_and_back("moodle-xml", question)
    (found,) = [q for page in back.pages for q in page.questions]
    assert facts(found) == facts(of_moodle(question))


@pytest.mark.parametrize("name", IN_GIFT)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_gift_brings_back_all_that_it_can_hold(name: str, data: st.DataObject):
    question = read_back(data.draw(getattr(PLAIN, name)()))
    back, _ = there_and_back("gift", question)
    (found,) = [q for page in back.pages for q in page.questions]
    assert facts(in_gift_order(found)) == facts(in_gift_order(of_gift(question)))


@pytest.mark.parametrize("form", ["moodle-xml", "gift"])
@pytest.mark.parametrize("name", IN_GIFT)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_nasty_texts_come_back_with_their_key_or_are_told(
    form: str, name: str, data: st.DataObject
):
    question = read_back(data.draw(getattr(NASTY, name)()))
    back, told = there_and_back(form, question)
    found = [q for page in back.pages for q in page.questions]
    if not found:
        assert told or back.findings
        return
    assert (found[0].ref, found[0].type) == (question.ref, question.type)
    assert key_of(in_gift_order(found[0])) == key_of(in_gift_order(question))


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_nasty_gaps_come_back_from_moodle_with_their_key_or_are_told(data: st.DataObject):
    question = read_back(data.draw(NASTY.cloze()))
    back, _ = there_and_back("moodle-xml", question)
    found = [q for page in back.pages for q in page.questions]
    if not found:
        assert back.findings
        return
    assert facts(found[0])[1] == facts(question)[1]
    assert [o.text.source for o in found[0].options] == [o.text.source for o in question.options]


def key_of(question: Question) -> Any:
    """What decides the points, answer by answer."""
    if question.type == "matching":
        return [term.match for term in question.terms]
    if question.type == "numeric":
        return [(a.low, a.high, a.credit, a.key) for a in question.answers]
    if question.type == "essay":
        return question.review, question.min_words
    answers = question.answers if question.type == "short" else question.choices
    return [(one.credit, one.key) for one in answers]

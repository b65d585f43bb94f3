"""The examples of the formats' own documentation come in with the right number, type and key."""

from fractions import Fraction
from typing import Any

from app.content.model import Question
from tests.content.exchange.banks import EXAMPLES, imported, questions, told

HALF = Fraction(1, 2)


def key_of(question: Question) -> Any:
    """Right choices by their text, accepted answers with their credit, pairs, steps."""
    if question.type in ("single", "truefalse", "multiple"):
        return [choice.text.source for choice in question.choices if choice.is_right]
    if question.type == "short":
        return [(answer.text, answer.credit) for answer in question.answers]
    if question.type == "numeric":
        return [(float(a.low), float(a.high), a.credit) for a in question.answers]
    if question.type == "matching":
        return {t.text.source: question.matches[t.match].text.source for t in question.terms}
    if question.type == "order":
        return [item.text.source for item in question.items]
    return [gap.accepted for gap in question.gaps] if question.type == "cloze" else None


def keys(name: str, file: str) -> list[tuple[str, Any]]:
    found = imported(name, (EXAMPLES / file).read_bytes())
    return [(question.type, key_of(question)) for question in questions(found)]


def test_aiken():
    assert keys("aiken", "docs.aiken") == [
        ("single", ["Must be this one!"]),
        ("single", ["Moodle"]),
    ]


def test_gift():
    assert keys("gift", "docs.gift") == [
        ("single", ["Grant"]),
        ("single", ["entombed"]),
        ("truefalse", ["False"]),
        ("short", [("Grant", 1), ("Ulysses S. Grant", 1), ("Ulysses Grant", 1)]),
        ("short", [("four", 1), ("4", HALF)]),
        ("matching", {"Canada": "Ottawa", "Italy": "Rome", "Japan": "Tokyo", "India": "New Delhi"}),
        ("numeric", [(1817, 1827, 1)]),
        ("numeric", [(3.141, 3.142, 1)]),
        ("numeric", [(1822, 1822, 1), (1820, 1824, HALF)]),
        ("multiple", ["Grant", "Grant's wife"]),
        ("essay", None),
        ("single", ["&#61; 2 + 3"]),
        ("single", ["nothing"]),
        ("truefalse", ["True"]),
    ]


def test_moodle_xml():
    assert keys("moodle-xml", "docs.xml") == [
        ("single", ["Paris"]),
        ("multiple", ["Paris", "Rome"]),
        ("truefalse", ["True"]),
        ("short", [("Leonardo da Vinci", 1), ("Leonardo", Fraction(4, 5))]),
        ("numeric", [(365, 365.5, 1), (366, 366, HALF)]),
        ("matching", {"Italy": "Rome", "Japan": "Tokyo"}),
        ("order", ["one", "two", "three"]),
        ("cloze", [("Rome",), ("7",), ("Lazio",)]),
        ("essay", None),
    ]


def test_gift_keeps_names_feedback_categories_ids_and_tags():
    found = imported("gift", (EXAMPLES / "docs.gift").read_bytes())
    first, second = found.pages
    assert (first.title, second.title, second.path) == ("bank", "Capitals", "pools/capitals.md")
    grant, missing, truth = first.questions[:3]
    assert [c.feedback.source for c in grant.choices if c.feedback] == ["nobody is not right"]
    assert missing.title.source == r"Grant is \_\_\_\_\_ in Grant's tomb."
    assert [c.feedback and c.feedback.source for c in truth.choices] == ["No, entombed.", "Right."]
    moodle = first.questions[-1]
    assert moodle.title.source == "Moodle costs **how much** to download?"
    assert moodle.explanation.source == "It is free."
    assert [choice.credit for choice in moodle.choices] == [1, -HALF]
    (paris,) = second.questions
    assert (paris.ref, paris.tags) == ("q-paris", ("europe", "easy"))


def test_a_description_opens_its_pool_and_that_is_told():
    found = imported("gift", (EXAMPLES / "docs.gift").read_bytes())
    assert found.pages[1].parts[0].source.startswith("You can use your pencil")
    assert [(code, what) for _, code, what in told(found)] == [("W913", "@description")]


def test_moodle_xml_keeps_settings_feedback_hints_and_pictures():
    found = imported("moodle-xml", (EXAMPLES / "docs.xml").read_bytes())
    (page,) = found.pages
    assert (page.title, page.parts[0].source) == ("Geography", "Take an atlas.")
    capital, several, truth, short, number, match, order, gaps, essay = page.questions
    assert capital.title.source == "Capital"
    assert capital.stem.source == ("What is the *capital* of France? ![A map](../assets/map.png)")
    assert list(found.assets) == ["assets/map.png"]
    assert found.assets["assets/map.png"].startswith(b"\x89PNG")
    assert (capital.points, capital.shuffle, capital.tags) == (2, False, ("europe", "two-words"))
    assert [choice.credit for choice in capital.choices] == [1, Fraction(-333333, 10**6), HALF]
    assert [hint.source for hint in capital.hints] == ["It begins with P."]
    assert capital.correct is None
    assert capital.incorrect.source == "Look at the map again."
    assert several.scoring == "partial"
    assert truth.title.source == r"2 \* 2 is \*four\* \[always]"
    assert (short.case_sensitive, short.incorrect.source) == (True, "Look at his notebooks.")
    assert number.unit == "days"
    assert [m.text.source for m in match.matches] == ["Rome", "Tokyo", "Oslo"]
    assert order.scoring == "exact"
    assert [option.text.source for option in gaps.options] == ["Lazio", "Tuscany"]
    assert (essay.points, essay.min_words, essay.review) == (5, 50, "trainer")
    assert essay.trainer_note.source == "Look for places and people."


def test_what_moodle_xml_could_not_bring_is_told_with_its_line():
    found = imported("moodle-xml", (EXAMPLES / "docs.xml").read_bytes())
    assert told(found) == [
        (7, "W918", ""),
        (77, "W913", "@gap-credit"),
        (77, "W913", "@gap-feedback"),
        (79, "W913", "@attachments"),
        (79, "W913", "@template"),
        (88, "W913", "@description"),
        (92, "W910", ""),
    ]

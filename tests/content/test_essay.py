"""Essay: a text kept as it was written, with what the learner may see of how it is judged."""

from app.content.model import Text
from app.content.questions import Question, Tokens
from tests.content.reading import page_of, question_of

TOKENS = Tokens(b"secret", 1)
BODY = """
## Refleksi {#q-r type=essay points=5 review=trainer min-words=3}

Ceritakan.

> **Rubrik:** Menyebut dilema (2).

> **Contoh jawaban:** Saya pernah.
"""


def rendered() -> Question:
    return question_of(BODY).map_texts(lambda text, inline: Text(text.source, 0, text.source))


def shown(response: object, *show: str) -> dict[str, object]:
    return rendered().present(response, tokens=TOKENS, order=None, show=frozenset(show))


def test_what_the_author_says_is_kept():
    question = question_of(BODY)
    assert (question.review, question.min_words) == ("trainer", 3)
    assert question.rubric.source == "Menyebut dilema (2)."
    assert question.model_answer.source == "Saya pernah."


def test_without_a_word_the_learner_judges_alone():
    question = page_of("## R {#q-r type=essay}\n\nTulis.\n").questions[0]
    assert (question.review, question.min_words, question.rubric) == ("self", 0, None)


def test_an_essay_needs_marking_and_earns_nothing_until_then():
    question = question_of(BODY)
    assert question.needs_marking
    assert question.grade({"text": "Saya pernah."}).fraction == 0
    assert not question_of("## S {#q-s}\n- (x) a\n- ( ) b").needs_marking


def test_line_ends_stay_and_control_characters_go():
    question = question_of(BODY)
    written = {"text": ["  Satu\r\n\r\nDua\x00tiga\u0000\n\n"]}
    assert question.read(written, TOKENS) == {"text": "  Satu\n\nDua tiga"}
    assert question.read({"text": [" \r\n "]}, TOKENS) is None
    assert len(question.read({"text": ["a" * 99_999]}, TOKENS)["text"]) == 20_000


def test_it_is_complete_with_as_many_words_as_asked_for():
    question = question_of(BODY)
    assert not question.is_complete({"text": "dua kata"})
    assert question.is_complete({"text": "satu\ndua  tiga"})
    assert not question.is_complete(None)


def test_the_rubric_is_shown_from_the_start_and_the_model_answer_when_due():
    assert shown(None) == {
        "text": "",
        "words": 0,
        "min_words": 3,
        "review": "trainer",
        "rubric": "Menyebut dilema (2).",
        "model_answer": None,
    }
    assert shown({"text": "a b"}, "correctness", "feedback")["model_answer"] is None
    assert shown({"text": "a b"}, "explanation")["model_answer"] == "Saya pernah."
    assert shown({"text": "a b"}, "key")["words"] == 2

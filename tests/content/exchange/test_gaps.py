"""Gaps on their way to and from Moodle: a gap's key is exact, and never seen in the text."""

from html import escape

import pytest

from app.content.exchange import FORMATS, Exported, Imported, Wishes
from app.content.keys import assign_keys
from app.content.model import Course, Page
from app.content.questions.cloze import Cloze
from tests.content.exchange.banks import imported, questions
from tests.content.reading import page_of


def bank(text: str, form: str = "html") -> Imported:
    source = (
        '<quiz><question type="cloze"><name><text>Rumpang</text></name>'
        f'<questiontext format="{form}"><text>{escape(text)}</text></questiontext>'
        "</question></quiz>"
    )
    return imported("moodle-xml", source, lang="id")


def gaps(text: str, form: str = "html") -> Cloze:
    (question,) = questions(bank(text, form))
    assert isinstance(question, Cloze)
    return question


def written(stem: str) -> Cloze:
    (question,) = page_of(f"## Isi {{#q-isi}}\n\n{stem}\n", front="type: pool").questions
    assert isinstance(question, Cloze)
    return question


def exported(question: Cloze) -> Exported:
    page = Page(ref="x", kind="pool", title="X", path="pools/x.md", lang="id", parts=(question,))
    course = Course(ref="k", title="K", lang="id", pages=(page,))
    return FORMATS["moodle-xml"].write(course, Wishes({}, lambda *_: ""))


def there_and_back(stem: str) -> Cloze:
    (data,) = exported(written(stem)).files.values()
    (found,) = questions(imported("moodle-xml", data, lang="id"))
    assert isinstance(found, Cloze)
    return found


@pytest.mark.parametrize(
    ("written", "form", "accepted"),
    [
        ("R&amp;D", "html", "R&D"),
        ("R&amp;D", "markdown", "R&D"),
        ("R&#38;D", "html", "R&D"),
        ("<b>Roma</b>", "html", "Roma"),
        ("&lt;b&gt;", "html", "<b>"),
        ("<b>", "markdown", "<b>"),
        ("&quot;satu&nbsp;dua&quot;", "moodle_auto_format", '"satu dua"'),
        (r"a_b \(x\) $5", "html", r"a_b \(x\) $5"),
        (r"2 \* 3", "html", "2 * 3"),
        ("a{b", "plain_text", None),
    ],
)
def test_a_gap_is_compared_with_what_the_author_saw(written: str, form: str, accepted: str | None):
    found = bank(f"Isi {{1:SHORTANSWER:={written}}} di sini", form)
    expected = [(accepted,)] if accepted else []
    assert [gap.accepted for one in questions(found) for gap in one.gaps] == expected


def test_choices_of_a_gap_keep_their_format():
    text = "Pilih {1:MULTICHOICE:=<b>R&amp;D</b>~H<sub>2</sub>O~a | b~&lt;i&gt;}"
    assert [option.text.source for option in gaps(text).options] == [
        "**R&D**",
        "H₂O",
        r"a \| b",
        "&lt;i>",
    ]


def test_choices_written_in_markdown_stay_markdown():
    found = gaps("Pilih {1:MC:=**a**~b &amp;lt; c}", "markdown")
    assert [option.text.source for option in found.options] == ["**a**", "b &lt; c"]


@pytest.mark.parametrize(
    "stem",
    [
        r"x {{\{a\}}} dan {{b}}",
        "x {{a_b*c}} dan {{*}}",
        r"x {{a\\*}} dan {{\\}}",
        "x {{R&D | R&amp;D | &#35; | #}}",
        r"x {{<b> | a ~ b | \= c | \(x) d}}",
        r"x {{(x) **a** | ( ) \{b\} | ( ) &lt;i> | ( ) a \| b}}",
    ],
)
def test_gaps_come_back_from_moodle_as_they_were(stem: str):
    before = written(stem)
    after = there_and_back(stem)
    assert [gap.accepted for gap in after.gaps] == [gap.accepted for gap in before.gaps]
    assert after.options == before.options
    assert after.stem.source == before.stem.source


def test_a_brace_or_wildcard_is_written_so_that_moodle_takes_it_for_itself():
    question = written("x {{a*{b}}")
    (data,) = exported(question).files.values()
    assert rb"{1:SHORTANSWER:=a\*&amp;#123;b}" in data


@pytest.mark.parametrize(
    ("gap", "code", "words"),
    [
        ("{1:REGEXP:=rahasia}", "W910", "REGEXP"),
        ("{1:regexp2:=rahasia}", "W910", "regexp2"),
        ("{1:SHORTANSWER:=rahasia{1}}", "W914", "braces"),
        ("{1:SHORTANSWER:=rahasia", "W914", "braces"),
        ("<pre>{1:SHORTANSWER:=rahasia}</pre>", "W914", "gaps"),
        ("{1:SA:=rahasia}" * 200, "W914", "gaps"),
    ],
)
def test_a_question_with_a_gap_that_cannot_be_read_is_left_out(gap: str, code: str, words: str):
    found = bank(f"Tahu {{1:SHORTANSWER:=satu}} dan {gap}?")
    assert not found.pages
    assert (code, words) in [
        (f.code, f.params.get("type") or f.params.get("case")) for f in found.findings
    ]


def test_gaps_in_code_of_a_line_and_in_tables_are_gaps_still():
    found = gaps("<p><code>{1:SA:=a}</code></p><table><tr><td>{1:SA:=b~=c}</td></tr></table>")
    assert [gap.accepted for gap in found.gaps] == [("a",), ("b", "c")]


def test_keys_of_gaps_and_their_choices_are_told_as_lost():
    question = written("x {{a}} {{(x) b | ( ) c}}")
    assert [f.code for f in exported(question).findings] == []
    told = exported(assign_keys(question, None)).findings
    assert [(f.code, f.params["what"]) for f in told] == [("W913", "@gap-keys")]

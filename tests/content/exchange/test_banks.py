"""What is lost between banks of questions is told; what is not, stays."""

import pytest

from app.content.exchange import FORMATS, Exported, Wishes
from app.content.messages import say
from app.content.model import Course
from tests.content.exchange.banks import imported, only, questions
from tests.content.exchange.office import PNG
from tests.content.reading import page_of

POOL = "type: pool"


def exported(name: str, body: str, assets: dict[str, bytes] | None = None) -> Exported:
    page = page_of(body, front=POOL, path="pools/x.md")
    course = Course(ref="k", title="K", lang="id", pages=(page,))
    return FORMATS[name].write(course, Wishes(assets or {}, lambda *_: ""))


def text_of(found: Exported) -> str:
    (data,) = found.files.values()
    return data.decode()


def losses(found: Exported) -> set[tuple[str, str]]:
    return {(f.code, f.params.get("what", f.params.get("key", ""))) for f in found.findings}


RICH = """
## Siapa? {#q-siapa points=2 shuffle=off}

- (x) Ana
- ( ) Budi {50%}

> **Petunjuk:** a

> **Benar:** b

> **Catatan pengajar:** c
"""


def test_gift_tells_what_it_has_no_place_for():
    assert losses(exported("gift", RICH)) == {
        ("W913", "@hints"),
        ("W913", "@verdict-feedback"),
        ("W913", "@trainer-note"),
        ("W919", "points"),
        ("W919", "shuffle"),
    }


def test_moodle_xml_holds_more_and_tells_the_rest():
    assert losses(exported("moodle-xml", RICH)) == {("W913", "@trainer-note")}


def test_aiken_takes_single_choice_alone():
    found = exported("aiken", RICH + "\n## B {#q-b}\n\n- = 12\n")
    assert text_of(found) == "Siapa?\nA. Ana\nB. Budi\nANSWER: A\n"
    assert losses(found) == {("W926", "@aiken"), ("W910", "")}


def test_all_or_nothing_is_told_since_others_have_no_such_scoring():
    found = exported("moodle-xml", "## A {#q-a}\n\n- [x] a\n- [x] b\n- [ ] c\n")
    assert losses(found) == {("W916", "")}
    assert text_of(found).count('fraction="50"') == 2
    assert text_of(found).count('fraction="-100"') == 1


def test_a_scale_belongs_to_no_bank():
    body = "## A {#q-a type=scale}\n\n- b {#b}\n\n> **Skala:** x | y\n"
    page = page_of(body, front="type: survey")
    course = Course(ref="k", title="K", lang="id", pages=(page,))
    for name in ("gift", "moodle-xml", "aiken"):
        found = FORMATS[name].write(course, Wishes({}, lambda *_: ""))
        assert "W910" in {finding.code for finding in found.findings}


def test_keys_travel_in_comments_that_nobody_sees():
    found = exported("moodle-xml", "## A {#q-a}\n\n- (x) a {#satu}\n- ( ) b {#dua} {pin}\n")
    assert "a &lt;!-- {#satu} --&gt;" in text_of(found)
    assert "b &lt;!-- {#dua} {pin} --&gt;" in text_of(found)


def test_gift_writes_ids_tags_and_escapes_as_moodle_does():
    found = exported("gift", '## A {#q-a tags="x, y"}\n\n- (x) a = b: {c} ~d #e\n- ( ) f\n')
    lines = text_of(found).splitlines()
    assert lines[2] == "// [id:q-a] [tag:x] [tag:y]"
    assert lines[3] == "::A::[markdown]A{"
    assert lines[4] == r"	=a \= b\: \{c\} \~d \#e"


def test_pictures_go_into_the_xml_and_come_back():
    body = "## A {#q-a}\n\n![Peta](../assets/peta.png)\n\n- (x) a\n- ( ) b\n"
    found = exported("moodle-xml", body, {"assets/peta.png": PNG})
    assert "@@PLUGINFILE@@/peta.png" in text_of(found)
    back = imported("moodle-xml", text_of(found), lang="id")
    assert back.assets == {"assets/peta.png": PNG}
    assert questions(back)[0].stem.source == "![Peta](../assets/peta.png)"


def test_a_file_that_is_no_picture_is_left_out_whatever_its_name():
    found = imported(
        "moodle-xml",
        '<quiz><question type="essay"><questiontext format="html"><text>'
        '&lt;p&gt;A&lt;/p&gt;&lt;img src="@@PLUGINFILE@@/a.png" alt="x"&gt;</text>'
        '<file name="a.png" encoding="base64">PHNjcmlwdD4=</file></questiontext>'
        "</question></quiz>",
    )
    assert not found.assets
    assert {finding.code for finding in found.findings} == {"W920", "W913"}


def test_ids_of_others_become_ours_and_stay_single():
    text = "// [id:42]\nA{T}\n\n// [id:q-b]\nB{T}\n\n// [id:q-b]\nC{T}\n\nA{T}\n"
    found = imported("gift", text)
    assert [q.ref for q in questions(found)] == ["q-42", "q-b", "q-b-2", "q-a"]
    assert [(f.code, f.line) for f in found.findings] == [("W918", 2), ("W918", 8)]


def test_what_cannot_be_a_question_is_left_out_with_its_line():
    found = imported("gift", "A{~x ~y}\n\nB{=x ~x}\n\nC{=x\n\nD{=x ~y}\n")
    assert [question.title.source for question in questions(found)] == ["D"]
    assert [(f.code, f.line) for f in found.findings] == [("W911", 1), ("W912", 3), ("W914", 5)]


def test_weights_that_ours_cannot_say_become_partial_and_are_told():
    found = imported("gift", "A{~%70%x ~%30%y ~z}")
    (question,) = questions(found)
    assert (question.scoring, [c.is_right for c in question.choices]) == (
        "partial",
        [True, True, False],
    )
    assert [finding.code for finding in found.findings] == ["W915"]


def test_a_long_text_keeps_the_name_as_its_title():
    question = only("gift", f"::The name::{'word ' * 80}{{T}}")
    assert question.title.source == "The name"
    assert question.stem.source == ("word " * 80).strip()


def test_text_that_looks_like_the_course_language_stays_text():
    (question,) = questions(imported("aiken", "## A {#q-x}\nA. (x) {50%} b\nB. {{c}}\nANSWER: A\n"))
    assert question.title.source == "\\## A \\{#q-x}"
    assert [choice.text.source for choice in question.choices] == [r"(x) \{50%} b", r"\{\{c}}"]
    assert question.ref == "q-a-q-x"


def test_a_course_without_questions_gives_no_empty_bank():
    course = Course(ref="k", title="K", lang="id")
    for name in ("aiken", "gift", "moodle-xml"):
        found = FORMATS[name].write(course, Wishes({}, lambda *_: ""))
        assert not found.files
        assert [finding.code for finding in found.findings if finding.is_error] == ["E903"]


def test_what_a_format_cannot_hold_is_called_as_in_the_handbook():
    body = """
## A {#q-a}

- [x] b
- [ ] c

## B {#q-b}

- = 12

## C {#q-c}

- a -> b
- c -> d

## D {#q-d type=order}

1. a
2. b

## E {#q-e}

- (x) f
- ( ) g
"""
    told = [say(f, "id") for f in exported("aiken", body).findings if f.code == "W910"]
    names = ("(multiple)", "(numeric)", "(matching)", "(order)")
    assert [name in text for name, text in zip(names, told, strict=True)] == [True] * 4
    assert "pilih beberapa" in told[0]


def test_a_scale_is_called_as_in_the_handbook():
    scale = "## S {#q-s type=scale}\n\n- a\n\n> **Skala:** Tidak | Ya\n\n"
    body = f"{scale}## E {{#q-e}}\n\n- ( ) f\n- ( ) g\n"
    page = page_of(body, front="type: survey")
    course = Course(ref="k", title="K", lang="id", pages=(page,))
    found = FORMATS["gift"].write(course, Wishes({}, lambda *_: "")).findings
    assert "“skala (scale)”" in say(found[0], "id")


FIRST = "::Satu::Ibu kota Jawa Barat {=Bandung ~Bogor}"
SECOND = "// [id:q-dua]\n::Dua::Ibu kota {=Semarang ~Solo} Jawa Tengah"
THIRD = "$CATEGORY: Lain\n::Tiga::Satu atau dua {=dua ~satu}"


def test_gift_without_blank_lines_is_parted_at_the_names():
    found = imported("gift", f"{FIRST}\n{SECOND}\n{THIRD}\n")
    assert [page.title for page in found.pages] == ["bank", "Lain"]
    assert [(q.ref, [c.text.source for c in q.choices]) for q in questions(found)] == [
        ("q-satu", ["Bandung", "Bogor"]),
        ("q-dua", ["Semarang", "Solo"]),
        ("q-tiga", ["dua", "satu"]),
    ]
    apart = imported("gift", f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n")
    assert questions(found) == questions(apart)


@pytest.mark.parametrize(
    "text",
    [
        "Satu {=a ~b}\nDua {=c ~d}\n",
        "::Satu::Satu {=a ~b\n::Dua::Dua {=c ~d}\n",
    ],
    ids=["no names", "not closed"],
)
def test_questions_in_gift_that_cannot_be_parted_are_left_out_and_told(text: str):
    found = imported("gift", f"{text}\nTiga {{T}}\n")
    assert [question.title.source for question in questions(found)] == ["Tiga"]
    assert [(f.line, f.code) for f in found.findings if f.code != "W918"] == [(1, "W914")]

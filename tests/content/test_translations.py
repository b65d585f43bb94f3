"""Translations: read in the terms of their source, and every way to part from it is told."""

from hashlib import sha256
from pathlib import Path

import pytest

from app.content.folder import read_course
from app.content.languages import is_tag, probably
from app.content.messages import say
from app.content.model import Course, Page
from app.content.questions.truefalse import TrueFalse

COURSE = (
    "---\nid: k\ntitle: Kursus\nkeywords: [bahasa]\n---\nIsi. Lihat [satu](modules/1.md#awal).\n"
)
COURSE_EN = "---\nid: k\ntitle: Course\nkeywords: [language]\n{more}---\nBody.\n"
LESSON = "---\nid: satu\ntitle: Satu\n---\n## Awal\n\nIsi.\n"
HEAD = "---\nid: satu\ntitle: Satu\n{more}---\n"
HEAD_EN = "---\nid: satu\ntitle: One\nsource-hash: {hash}\n---\n"


def hash_of(source: str) -> str:
    return sha256(source.encode()).hexdigest()[:12]


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def read(root: Path) -> tuple[Course, list[tuple[str, int, str]]]:
    course, findings = read_course(root)
    assert course is not None
    return course, [(f.path, f.line, f.code) for f in findings]


def translated(
    root: Path,
    source: str,
    translation: str,
    *,
    kind: str = "quiz",
    tag: str = "en",
    more: str = "",
) -> tuple[Page, list[tuple[int, str]]]:
    """The English page out of two bodies, which begin in line 6, and what was found in it."""
    front = HEAD.format(more=f"type: {kind}\n{more}")
    text = f"{front}{source}"
    files = {
        "course.md": COURSE.replace("#awal", ""),
        f"course.{tag}.md": COURSE_EN.format(more=f"source-hash: {hash_of(COURSE)}\n"),
        "modules/1.md": text,
        f"modules/1.{tag}.md": HEAD_EN.format(hash=hash_of(text)) + translation,
    }
    course, found = read(write(root, files))
    assert not [place for place in found if place[0] == "modules/1.md"]
    (page,) = course.pages[0].translations
    return page, [(line, code) for path, line, code in found if path == f"modules/1.{tag}.md"]


SINGLE = "## Warna? {#q-a points=2}\n\n- ( ) Hijau\n- (x) Biru {#biru}\n"


def test_a_translation_has_the_settings_of_its_source_and_its_own_words(tmp_path: Path):
    page, found = translated(tmp_path, SINGLE, "## Colour? {#q-a}\n\n- ( ) Green\n- (x) Blue\n")
    assert found == []
    assert (page.lang, page.title, page.path) == ("en", "One", "modules/1.en.md")
    (question,) = page.questions
    assert (question.ref, question.points, question.lang) == ("q-a", 2, "en")
    assert [choice.text.source for choice in question.choices] == ["Green", "Blue"]


def test_a_quizs_way_of_scoring_holds_in_every_language(tmp_path: Path):
    source = "## Buah? {#q-a}\n- [x] Mangga\n- [ ] Bayam\n"
    english = "## Fruit? {#q-a}\n- [x] Mango\n- [ ] Spinach\n"
    page, found = translated(tmp_path, source, english, more="scoring: penalty\n")
    assert (page.questions[0].scoring, found) == ("penalty", [])


def test_numbers_are_read_in_the_files_own_language(tmp_path: Path):
    source = "## Meja? {#q-a unit=meter}\n- = 2,5\n- = 1.234,5\n"
    page, found = translated(
        tmp_path, source, "## Table? {#q-a unit=metres}\n- = 2.5\n- = 1,234.5\n"
    )
    assert found == []
    (question,) = page.questions
    assert question.unit == "metres"
    assert [answer.low * 2 for answer in question.answers] == [5, 2469]


def test_accepted_texts_may_differ_also_in_number(tmp_path: Path):
    source = "## Terima kasih? {#q-a}\n- = thank you\n"
    english = "## Thank you? {#q-a}\n- = terima kasih\n- = makasih {50%}\n- != tolong\n"
    page, found = translated(tmp_path, source, english)
    assert ([a.text for a in page.questions[0].answers], found) == (
        ["terima kasih", "makasih", "tolong"],
        [],
    )


def test_gaps_accept_the_words_of_their_own_language(tmp_path: Path):
    source = "## R {#q-a}\n\nHari ini {{Senin}}, {{= 2,5}} jam, {{( ) dingin | (x) panas}}.\n"
    english = "## G {#q-a}\n\n{{= 2.5}} hours, {{Monday | Mon}}, {{( ) cold | (x) hot}}.\n"
    same = "## G {#q-a}\n\nToday {{Monday | Mon}}, {{= 2.5}} hours, {{( ) cold | (x) hot}}.\n"
    # Gaps are named by their place, so a sentence must keep the order of its gaps.
    assert translated(tmp_path / "a", source, english)[1] == [(6, "E412")]
    page, found = translated(tmp_path / "b", source, same)
    assert found == []
    assert page.questions[0].gaps[0].accepted == ("Monday", "Mon")


def test_true_and_false_may_have_any_words_in_another_language(tmp_path: Path):
    source = "## Benar? {#q-a}\n- (x) Benar\n- ( ) Salah\n"
    page, found = translated(tmp_path, source, "## صحيح؟ {#q-a}\n- (x) نعم\n- ( ) لا\n", tag="ar")
    assert found == []
    assert isinstance(page.questions[0], TrueFalse)
    assert page.questions[0].shuffle is False


def test_in_a_lesson_headings_are_free_and_self_checks_are_compared(tmp_path: Path):
    source = f"## Awal\n\nIsi.\n\n## Lagi\n\nIsi.\n\n{SINGLE}"
    english = "## Start\n\nText.\n\n## Colour? {#q-a}\n- ( ) Green\n- ( ) Blue\n- (x) Red\n"
    _, found = translated(tmp_path, source, english, kind="lesson")
    # Line 10 is the heading of the self-check, which has three choices instead of two.
    assert found == [(10, "E411")]


FAULTS = {
    "a setting repeated": (SINGLE, "## C? {#q-a points=2}\n- ( ) G\n- (x) B\n", (6, "E406")),
    "a question missing": (
        f"{SINGLE}\n## Dua? {{#q-b}}\n- = x\n",
        "## C? {#q-a}\n- ( ) G\n- (x) B\n",
        (1, "E407"),
    ),
    "one too many": (
        SINGLE,
        "## C? {#q-a}\n- ( ) G\n- (x) B\n## Two? {#q-b}\n- = x\n",
        (9, "E408"),
    ),
    "another order": (
        "## A {#q-a}\n- = x\n## B {#q-b}\n- = x\n## C {#q-c}\n- = x\n",
        "## A {#q-a}\n- = x\n## C {#q-c}\n- = x\n## B {#q-b}\n- = x\n",
        (8, "E409"),
    ),
    "no id": (SINGLE, "## Colour?\n- ( ) G\n- (x) B\n", (6, "E101")),
    "another type": (SINGLE, "## C? {#q-a}\n- [ ] G\n- [x] B\n", (6, "E410")),
    "another kind of answer": ("## A {#q-a}\n- = 12\n", "## A {#q-a}\n- = twelve\n", (7, "E211")),
    "fewer choices": (
        "## W? {#q-a}\n- ( ) H\n- (x) B\n- ( ) M\n",
        "## C? {#q-a}\n- ( ) G\n- (x) B\n",
        (6, "E411"),
    ),
    "another right answer": (SINGLE, "## C? {#q-a}\n- (x) G\n- ( ) B\n", (7, "E412"), (8, "E412")),
    "another pin": (SINGLE, "## C? {#q-a}\n- ( ) G {pin}\n- (x) B\n", (7, "E412")),
    "another credit": (SINGLE, "## C? {#q-a}\n- ( ) G {50%}\n- (x) B\n", (7, "E412")),
    "a key in another place": (SINGLE, "## C? {#q-a}\n- ( ) G {#biru}\n- (x) B\n", (7, "E413")),
    "a missing decoy": (
        "## J {#q-a}\n- A -> 1\n- B -> 2\n- -> 3\n",
        "## M {#q-a}\n- A -> 1\n- B -> 2\n",
        (6, "E411"),
    ),
    "an item missing from an order": (
        "## U {#q-a type=order}\n1. A\n2. B\n3. C\n",
        "## O {#q-a}\n1. A\n2. B\n",
        (6, "E411"),
    ),
    "a gap of another kind": (
        "## R {#q-a}\n\nIbu kota {{Bandung}}.\n",
        "## G {#q-a}\n\nThe capital {{= 12}}.\n",
        (6, "E412"),
    ),
    "a gap missing": (
        "## R {#q-a}\n\nIbu kota {{Bandung}}, {{= 12}} hari.\n",
        "## G {#q-a}\n\nThe capital {{Bandung}}.\n",
        (6, "E411"),
    ),
    "an explanation missing": (
        f"{SINGLE}\n> **Pembahasan:** Begitu.\n",
        "## C? {#q-a}\n- ( ) G\n- (x) B\n",
        (6, "W404"),
    ),
    "feedback missing": (
        "## W? {#q-a}\n- ( ) H\n  > Bukan.\n- (x) B\n",
        "## C? {#q-a}\n- ( ) G\n- (x) B\n",
        (7, "W404"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_parts_from_the_source_is_told_with_its_line(tmp_path: Path, fault: str):
    source, english, *expected = FAULTS[fault]
    assert translated(tmp_path, source, english)[1] == expected


def test_an_unwritten_scale_point_is_told(tmp_path: Path):
    source = "## N {#q-a type=scale}\n- A\n- B\n\n> **Skala:** Tidak | Agak | Ya\n"
    english = "## V {#q-a}\n- A\n- B\n\n> **Scale:** No | Yes\n"
    assert translated(tmp_path, source, english, kind="survey")[1] == [(6, "E411")]


def course_with(root: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    base = {"course.md": COURSE, "modules/1.md": LESSON, "modules/2.md": LESSON.replace("tu", "pu")}
    _, found = read(write(root, {**base, **files}))
    return [place for place in found if place[2][1] == "4" or place[2] in ("E101", "E103", "E109")]


ENGLISH = f"---\nid: satu\ntitle: One\nsource-hash: {hash_of(LESSON)}\n---\nText.\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("modules/1.eng.md", ENGLISH, [("modules/1.eng.md", 1, "E401")]),
        ("modules/1.EN.md", ENGLISH, [("modules/1.EN.md", 1, "E401")]),
        ("modules/1.lama.md", ENGLISH, [("modules/1.lama.md", 1, "E401")]),
        ("modules/1.id.md", ENGLISH, [("modules/1.id.md", 1, "E403")]),
        ("modules/3.en.md", ENGLISH, [("modules/3.en.md", 1, "E402")]),
    ],
)
def test_a_file_that_translates_nothing_is_told(tmp_path, path, text, expected):
    found = course_with(tmp_path, {path: text})
    assert [place for place in found if place[2] != "W401"] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: satu\n", "id: one\n", (2, "E404")),
        ("id: satu\n", "", (1, "E101")),
        ("title: One\n", "", (1, "E109")),
        ("title: One\n", "title: One\nlang: de\n", (4, "E405")),
        ("title: One\n", "title: One\ntime-required: 5 menit\n", (4, "E406")),
        ("title: One\n", "title: One\nwas: satu-lama\n", (4, "E406")),
        ("title: One\n", "title: One\ntitel: One\n", (4, "E103")),
        ("title: One\n", "title: One\ntranslation-of: 2.md\n", (4, "E414")),
        (f"source-hash: {hash_of(LESSON)}\n", "", (1, "W402")),
        (hash_of(LESSON), hash_of("lain"), (4, "W403")),
    ],
)
def test_a_front_matter_that_does_not_suit_is_told(tmp_path, old, new, expected):
    found = course_with(tmp_path, {"modules/1.en.md": ENGLISH.replace(old, new)})
    assert [place[1:] for place in found if place[0] == "modules/1.en.md"] == [expected]


def test_all_that_a_translation_may_say_is_taken(tmp_path: Path):
    more = f"lang: en\ntranslation-of: 1.md\nsource-hash: {hash_of(LESSON).upper()}\n"
    english = f"---\nid: satu\ntitle: One\ndescription: First.\n{more}---\nText.\n"
    found = course_with(tmp_path, {"modules/1.en.md": english})
    assert [place for place in found if place[0] == "modules/1.en.md"] == []


def test_what_is_not_translated_among_translations_is_told(tmp_path: Path):
    found = course_with(tmp_path, {"modules/1.en.md": ENGLISH})
    assert found == [("course.md", 1, "W401")]


def test_what_is_not_translated_is_told_once_for_each_language(tmp_path: Path):
    pages = {f"modules/{n}.md": LESSON.replace("satu", f"n{n}") for n in range(1, 13)}
    files = {"course.md": COURSE, **pages, "modules/1.en.md": ENGLISH.replace("satu", "n1")}
    files["modules/2.ar.md"] = ENGLISH.replace("satu", "n2")
    _, findings = read_course(write(tmp_path, files))
    arabic, english = sorted(
        (f for f in findings if f.code == "W401"), key=lambda f: f.params["lang"]
    )
    assert (english.path, english.params["lang"], english.params["count"]) == (
        "course.md",
        "en",
        "12",
    )
    assert arabic.params["lang"] == "ar"
    assert say(english, "id").startswith(
        "12 berkas belum diterjemahkan ke “en” dan tampil dalam bahasa sumber: course.md, "
    )
    assert "modules/1.md" not in english.params["paths"]
    assert english.params["paths"].endswith(" …")


def test_a_stale_hash_names_the_new_one(tmp_path: Path):
    files = {"course.md": COURSE, "modules/1.md": LESSON, "modules/1.en.md": ENGLISH}
    write(tmp_path, files)
    changed = LESSON + "Baru.\n"
    (tmp_path / "modules" / "1.md").write_bytes(b"\xef\xbb\xbf" + changed.encode())
    _, findings = read_course(tmp_path)
    (stale,) = [f for f in findings if f.code == "W403"]
    # Neither the mark in front nor line ends belong to what was translated.
    assert stale.params["hash"] == hash_of(changed)


def test_the_courses_own_words_are_translated(tmp_path: Path):
    english = COURSE_EN.format(more=f"audience: All\nsource-hash: {hash_of(COURSE)}\n")
    course, found = read(
        write(tmp_path, {"course.md": COURSE, "course.en.md": english, "modules/1.md": LESSON})
    )
    assert found == [("course.md", 1, "W401")]
    (text,) = course.translations
    assert (text.lang, text.title, text.audience, text.keywords) == (
        "en",
        "Course",
        "All",
        ("language",),
    )
    assert text.body.source == "Body."


def test_links_lead_to_the_translation_by_either_name(tmp_path: Path):
    english = ENGLISH + "\n## Start\n\n[a](1.md#start) [b](1.en.md#start) [c](1.md#awal)\n"
    other = "---\nid: dua\ntitle: Dua\n---\n[a](1.md#awal) [b](1.en.md#start) [c](1.md#start)\n"
    files = {"course.md": COURSE, "modules/1.md": LESSON, "modules/1.en.md": english}
    _, found = read(write(tmp_path, {**files, "modules/2.md": other}))
    # Each language knows the headings of its own page only.
    assert [place for place in found if place[2] == "E503"] == [
        ("modules/1.en.md", 10, "E503"),
        ("modules/2.md", 5, "E503"),
    ]


def test_a_name_with_a_dot_is_a_page_of_its_own_where_it_translates_nothing(tmp_path: Path):
    course, _ = read(write(tmp_path, {"course.md": COURSE, "modules/1.versi.md": LESSON}))
    assert [page.path for page in course.pages] == ["modules/1.versi.md"]


def test_a_translation_waits_for_a_source_without_errors(tmp_path: Path):
    source = LESSON.replace("## Awal", "## Awal {#q-awal}")
    english = ENGLISH.replace(hash_of(LESSON), hash_of(source))
    _, found = read(
        write(tmp_path, {"course.md": COURSE, "modules/1.md": source, "modules/1.en.md": english})
    )
    assert {code for path, _, code in found if path == "modules/1.en.md"} == set()


@pytest.mark.parametrize("tag", ["en", "ar", "min", "jv", "pt-BR", "ms-Arab", "zh-Hant-TW"])
def test_a_language_tag_is_known(tag: str):
    assert is_tag(tag)


@pytest.mark.parametrize("tag", ["EN", "eng", "english", "xx", "en_GB", "e", "en-gb", "id.md"])
def test_what_is_no_language_tag(tag: str):
    assert not is_tag(tag)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("EN", "en"), ("eng", "en"), ("pt_br", "pt-BR"), ("inggris", "en"), ("lama", "")],
)
def test_the_tag_that_was_meant_is_guessed(written: str, meant: str):
    assert probably(written) == meant

"""Terms of a course: read from a definition list, linked where a lesson mentions them first."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings

from app.content.findings import Finding, Report
from app.content.folder import read_course
from app.content.glossary import Glossary, Term
from app.content.glossary_links import TermLinks
from app.content.glossary_reader import read_glossary
from app.content.render import render
from app.content.text import Text
from tests.content.reading import codes
from tests.content.test_render_properties import TEXTS


def glossary_of(source: str) -> tuple[Glossary, list[Finding]]:
    findings: list[Finding] = []
    report = Report("glossary.md", findings)
    return read_glossary(dedent(source), "glossary.md", "id", report), findings


def meanings(source: str) -> list[tuple[str, str, str]]:
    glossary, findings = glossary_of(source)
    assert findings == []
    return [(t.term, t.anchor, t.definition.source) for t in glossary.terms]


def linked(html: str, *terms: str) -> str:
    known = (Term(term, Text("x"), f"g-{term.lower().replace(' ', '-')}") for term in terms)
    return TermLinks(known, "/g").put_into(html)


def test_terms_are_read_with_their_meanings():
    source = """\
        ---
        title: Daftar istilah
        ---

        # A

        ASN
        : Aparatur *sipil*: PNS dan PPPK.

            Paragraf kedua.

        Gratifikasi
        :   Pemberian
            dalam arti luas.

        JP

        : Jam pelajaran.
        """
    assert meanings(source) == [
        ("ASN", "g-asn", "Aparatur *sipil*: PNS dan PPPK.\n\nParagraf kedua."),
        ("Gratifikasi", "g-gratifikasi", "Pemberian\ndalam arti luas."),
        ("JP", "g-jp", "Jam pelajaran."),
    ]
    assert glossary_of(source)[0].title == "Daftar istilah"


def test_terms_right_below_each_other_need_no_blank_line():
    assert meanings("ASN\n: satu\nJP\n: dua\n") == [("ASN", "g-asn", "satu"), ("JP", "g-jp", "dua")]


def test_two_names_share_one_meaning():
    found = meanings("Jam pelajaran\nJP\n: 45 menit\n")
    assert found == [("Jam pelajaran", "g-jam-pelajaran", "45 menit"), ("JP", "g-jp", "45 menit")]


def test_a_further_meaning_is_a_paragraph():
    assert meanings("Apel\n: Buah.\n: Upacara.\n") == [("Apel", "g-apel", "Buah.\n\nUpacara.")]


def test_names_of_other_scripts_have_anchors_too():
    assert [anchor for _, anchor, _ in meanings("علم\n: a\n\nقلم\n: b\n")] == ["g-1", "g-2"]


def test_front_matter_is_not_needed_and_a_meaning_knows_its_line():
    glossary, _ = glossary_of("\nASN\n: x\n")
    assert [(t.line, t.definition.line) for t in glossary.terms] == [(2, 3)]


def test_what_is_wrong_is_told_at_its_line():
    _, findings = glossary_of("ASN\n: satu\n\nasn\n: dua\n\nSendiri\n\n## B\n")
    assert codes(findings) == [(4, "E140"), (7, "E141")]
    assert codes(glossary_of(": yatim\n")[1]) == [(1, "E142")]
    assert codes(glossary_of("---\ntitel: x\n---\nA\n: b\n")[1]) == [(2, "E103")]
    assert codes(glossary_of("A\n: $\\asing$ ![](../x)\n")[1]) == [
        (2, "E502"),
        (2, "E504"),
        (2, "E714"),
    ]


def test_too_many_terms_are_refused():
    _, findings = glossary_of("".join(f"Istilah {n}\n: x\n\n" for n in range(501)))
    assert codes(findings) == [(1501, "E709")]


def test_a_course_has_its_glossary_and_pages_may_link_to_it(tmp_path: Path):
    (tmp_path / "modules").mkdir()
    (tmp_path / "course.md").write_text("---\nid: x\ntitle: X\n---\n", "utf-8")
    (tmp_path / "glossary.md").write_text("ASN\n: Pegawai [x](modules/tiada.md).\n", "utf-8")
    page = "---\nid: a\ntitle: A\n---\n\n[Glosarium](../glossary.md)\n"
    (tmp_path / "modules" / "01-a.md").write_text(page, "utf-8")
    course, findings = read_course(tmp_path)
    assert course
    assert [term.term for term in course.glossary] == ["ASN"]
    assert [(f.path, f.line, f.code) for f in findings] == [("glossary.md", 2, "E501")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ASN dan ASN", '<a class="term" href="/g#g-asn">ASN</a> dan ASN'),
        ("asn", "asn"),
        ("Gratifikasi", '<a class="term" href="/g#g-gratifikasi">Gratifikasi</a>'),
        ("gratifikasinya", "gratifikasinya"),
        ("anti-gratifikasi", "anti-gratifikasi"),
        ("jam\npelajaran", '<a class="term" href="/g#g-jam-pelajaran">jam\npelajaran</a>'),
        ("jam lain", '<a class="term" href="/g#g-jam">jam</a> lain'),
        ("R&amp;D", '<a class="term" href="/g#g-r&d">R&amp;D</a>'),
        ("a &amp; b", "a &amp; b"),
    ],
)
def test_whole_words_are_linked_and_abbreviations_only_in_capitals(text: str, shown: str):
    known = ("ASN", "gratifikasi", "jam", "jam pelajaran", "R&D", "amp")
    assert linked(f"<p>{text}</p>", *known) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("C++ ya", '<a class="term" href="/g#g-c++">C++</a> ya'),
        ("C+ ya", "C+ ya"),
        ("C++11", "C++11"),
        ("pasal\n5(1).", '<a class="term" href="/g#g-pasal-5(1)">pasal\n5(1)</a>.'),
        ("Pasal 5(2)", '<a class="term" href="/g#g-pasal-5">Pasal 5</a>(2)'),
    ],
)
def test_a_term_may_end_in_a_sign(text: str, shown: str):
    assert linked(f"<p>{text}</p>", "C++", "Pasal 5(1)", "Pasal 5") == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<h2>ASN</h2>",
        '<a href="/x">ASN</a>',
        "<code>ASN</code>",
        "<pre>ASN <span>ASN</span> ASN</pre>",
        '<p title="a > ASN">x</p>',
        "<math><mtext>ASN</mtext></math>",
        '<figure class="player"><figcaption>ASN</figcaption></figure>',
    ],
)
def test_headings_links_code_and_attributes_are_left_alone(html: str):
    assert linked(html, "ASN") == html


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_only_links_are_added_to_any_text(source: str):
    html = render(source, lang="id", links={}, base="x.md").html
    shown = linked(html, "A", "kata", "note", "amp", "media")
    assert re.sub(r'<a class="term" href="/g#g-\w+">(\w+)</a>', r"\1", shown) == html


def test_the_first_mention_counts_over_all_texts_of_a_lesson():
    links = TermLinks([Term("ASN", Text("x"), "g-asn")], "/g")
    assert "<a" not in links.put_into("<h2>ASN</h2>")
    assert links.put_into("<p>ASN</p>").count("<a") == 1
    assert "<a" not in links.put_into("<p>ASN</p>")


def test_only_a_glossary_in_the_courses_language_has_translations(tmp_path: Path) -> None:
    """A translation of nothing, or a second one in the course's own language, is named."""
    terms = "ASN\n: Aparatur sipil negara.\n"
    files = {"glossary.en.md": terms, "glossary.id.md": terms}
    (tmp_path / "course.md").write_text("---\nid: k\ntitle: K\nlang: id\n---\n\nIsi.\n", "utf-8")
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    course, findings = read_course(tmp_path)
    assert course
    assert course.glossaries == ()
    assert {f.path for f in findings if f.code == "W121"} == set(files)
    (tmp_path / "glossary.md").write_text(terms, "utf-8")
    course, findings = read_course(tmp_path)
    assert course
    assert [glossary.lang for glossary in course.glossaries] == ["id", "en"]
    assert {f.path for f in findings if f.code == "W121"} == {"glossary.id.md"}

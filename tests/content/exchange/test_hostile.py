"""Whatever bytes come from outside, a reader answers with pages or with findings that can be
said."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.exchange import FORMATS, Imported, format_for
from app.content.messages import line_of
from app.content.parse import parse_page
from app.content.write import write_page
from tests.content.exchange.banks import EXAMPLES, imported
from tests.content.exchange.office import row, workbook

TEXTS = ("aiken", "gift", "csv")
READERS = [name for name, form in FORMATS.items() if form.can_read]
SAMPLES = {
    **dict.fromkeys(TEXTS, (EXAMPLES / "docs.gift").read_bytes()),
    "aiken": (EXAMPLES / "docs.aiken").read_bytes(),
    "moodle-xml": (EXAMPLES / "docs.xml").read_bytes(),
    "xlsx": workbook(f"<sheetData>{row(1, 'soal', 'jawaban')}{row(2, 'a', 'b')}</sheetData>"),
}
PIECES = st.sampled_from(
    """~~|~|{|}|{=|{#|=|#|####|::|->|%50%|$CATEGORY: |// [id:|\\\\|\\n|ANSWER: A|A. |a|1|;|,|"
    [html]|<b>|</b>|<|&|<!--|<table><td>|{{|}}|## |- (x) |> **Petunjuk:** |soal|jawaban 1|kunci
    """.replace("~", "\n").split("|")
)


def is_sound(found: Imported) -> bool:
    """All is said in both languages, and what is kept is faultless in the course language."""
    for finding in found.findings:
        assert line_of(finding, "id")
        assert line_of(finding, "en")
    for page in found.pages:
        findings = []
        parse_page(write_page(page), path=page.path, lang="id", findings=findings)
        assert [f for f in findings if f.is_error and f.code != "E502"] == []
    return bool(found.pages) != any(finding.is_error for finding in found.findings)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(READERS), st.binary(max_size=300))
def test_no_bytes_break_a_reader(name: str, data: bytes):
    assert is_sound(imported(name, data))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(TEXTS), st.lists(PIECES, max_size=40).map("".join))
def test_no_text_breaks_a_reader(name: str, text: str):
    assert is_sound(imported(name, text))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 10**6), st.binary(max_size=6))
def test_no_damage_to_a_good_file_breaks_a_reader(name: str, place: int, dirt: bytes):
    data = SAMPLES[name]
    place %= len(data)
    assert is_sound(imported(name, data[:place] + dirt + data[place + len(dirt) :]))


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE quiz SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE quiz>",
    ],
)
def test_xml_with_a_doctype_is_refused(head: str):
    found = imported("moodle-xml", f"{head}<quiz/>")
    assert [finding.code for finding in found.findings] == ["E906"]


def test_xml_that_is_too_deep_is_refused_with_its_line():
    found = imported("moodle-xml", "<quiz>\n" + "<a>" * 100 + "</a>" * 100 + "</quiz>")
    assert [(f.code, f.line) for f in found.findings] == [("E902", 2)]


@pytest.mark.parametrize("unit", ["<a ", '<a b="', "</", "<script ", "\\(", "<!--", "<div>", "*"])
def test_html_made_to_take_long_does_not(unit: str):
    text = (unit * 200_000)[:200_000].replace("&", "&amp;").replace("<", "&lt;")
    began = time.monotonic()
    imported(
        "moodle-xml",
        f'<quiz><question type="essay"><questiontext><text>{text}</text>'
        "</questiontext></question></quiz>",
    )
    assert time.monotonic() - began < 20


def test_a_file_that_is_too_large_is_refused_unread():
    found = imported("gift", b"a" * (4 * 1024 * 1024 + 1))
    assert [finding.code for finding in found.findings] == ["E902"]


def test_a_bank_too_large_for_one_page_becomes_several():
    text = "".join(f"Question {n} {'word ' * 40}{{=a{n} ~b}}\n\n" for n in range(1200))
    found = imported("gift", text)
    assert len(found.pages) > 1
    assert sum(len(page.questions) for page in found.pages) == 1200
    assert all(len(write_page(page)) < 256 * 1024 for page in found.pages)
    assert len({page.path for page in found.pages}) == len(found.pages)


def test_the_format_is_known_by_the_file():
    names = {
        "a.txt": ("aiken", b"Q\nA. x\nANSWER: A\n"),
        "b.TXT": ("gift", b"Q{=a}"),
        "c.xml": ("moodle-xml", b""),
        "d.docx": ("docx", b""),
    }
    assert {n: format_for(n, data).name for n, (_, data) in names.items()} == {
        name: expected for name, (expected, _) in names.items()
    }
    assert format_for("e.html", b"") is None

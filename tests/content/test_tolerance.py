"""However an editor spaces and quotes it: the same question comes out."""

import re
from collections.abc import Callable

import pytest

from app.content.model import Question, Text
from app.content.parse import parse_page
from tests.content.strategies import folded

BODIES = {
    "single": "- (x) A\n  > Umpan\n- ( ) B {50%}\n",
    "truefalse": "- (x) Benar\n  > Umpan\n- ( ) Salah\n",
    "multiple": "- [x] A\n  > Umpan\n- [ ] B\n",
    "short": "- = Bandung\n  > Umpan\n- != Bogor\n",
    "numeric": "- = 12\n  > Umpan\n- = 2,5 ± 0,1 {50%}\n",
    "matching": "- SPT -> Surat\n  > Umpan\n- SK -> Keputusan\n- -> Pajak\n",
    "order": "1. Satu\n   > Umpan\n2. Dua\n3. Tiga\n",
    "cloze": "Ibu kota {{Bandung | Kota Bandung}}, {{( ) a | (x) b}} {{= 12}}.\n",
    "essay": "Ceritakan.\n\n> **Rubrik:** Jelas\n",
    "scale": "- Berguna {#a}\n- Mudah {#b}\n\n> **Skala:** Tidak | Ya\n",
}
STATED = ("order", "essay", "scale")


def blank_lines(body: str) -> str:
    return body.replace("\n- ", "\n\n\n- ").replace("\n2", "\n\n2").replace("\n3", "\n\n\n3")


def indent(signs: str) -> Callable[[str], str]:
    """Feedback further in, or by tabs."""
    return lambda body: body.replace("\n   >", "\n  >").replace("\n  >", f"\n{signs}>")


WAYS: dict[str, Callable[[str], str]] = {
    "tabs": indent("\t"),
    "three blanks": indent("   "),
    "four blanks": indent("    "),
    "eight blanks": indent(" " * 8),
    "a list set in": lambda body: re.sub(r"^(?=[-\d ])", "  ", body, flags=re.MULTILINE),
    "blank lines": blank_lines,
    "blanks at line ends": lambda body: body.replace("\n", "  \n").replace("{50%}", "{ 50 % }"),
    "stars": lambda body: body.replace("- ", "* ").replace("1. ", "1) ").replace("2. ", "2) "),
    "plus": lambda body: body.replace("- ", "+ "),
    "a wide bullet": lambda body: body.replace("- ", "-   ").replace(". ", ".   "),
    "capitals": lambda body: body.replace("(x)", "(X)").replace("[x]", "[X]"),
    "wide marks": lambda body: body.replace("(x)", "( x )").replace("( )", "()"),
    "windows line ends": lambda body: body.replace("\n", "\r\n"),
    "old mac line ends": lambda body: body.replace("\n", "\r"),
    "a sign of plus and minus in words": lambda body: body.replace("±", "+/-"),
}


def read(name: str, body: str, title: str = "Soal", start: str = "") -> Question:
    front = f"---\nid: x\ntitle: X\ntype: {'survey' if name == 'scale' else 'quiz'}\n---\n"
    stated = f" type={name}" if name in STATED else ""
    findings: list = []
    source = f"{start}{front}## {title} {{#q-a{stated}}}\n\n{body}"
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    assert [finding for finding in findings if finding.is_error] == []
    assert page
    (question,) = page.questions
    return question.map_texts(lambda text, inline: Text(folded(text.source)))


def meaning(question: Question) -> dict[str, object]:
    """Without an author's own writing of a number, as 2,5 ± 0,1."""
    facts = {name: value for name, value in vars(question).items() if name != "line"}
    if question.type == "numeric":
        facts["answers"] = [(a.low, a.high, a.credit, a.feedback) for a in question.answers]
    return facts


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", BODIES)
def test_every_type_reads_the_same_however_it_is_written(name: str, way: str):
    body = BODIES[name]
    assert meaning(read(name, WAYS[way](body))) == meaning(read(name, body))


@pytest.mark.parametrize("name", BODIES)
def test_a_byte_order_mark_does_no_harm(name: str):
    assert read(name, BODIES[name], start="\ufeff") == read(name, BODIES[name])


@pytest.mark.parametrize("name", BODIES)
def test_smart_quotes_stay_in_texts(name: str):
    assert read(name, BODIES[name], title="“Apa” itu ’soal’?").title.source == "“Apa” itu ’soal’?"


@pytest.mark.parametrize("quotes", ['""', "“”", "””", "„“"])
def test_smart_quotes_hold_a_setting_together(quotes: str):
    opening, closing = quotes
    front = "---\nid: x\ntitle: X\ntype: quiz\n---\n"
    source = f"{front}## A {{#q-a tags={opening}dasar, surat{closing}}}\n- = 1\n"
    findings: list = []
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    assert page
    assert findings == []
    assert page.questions[0].tags == ("dasar", "surat")

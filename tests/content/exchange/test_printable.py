"""A course on paper: whole in one file, and silent about its key."""

import re
from html import escape

from app.content.exchange import FORMATS, Exported, Wishes
from app.content.model import Course, Draw, Page, QuizSettings, Text
from app.content.render import render, render_inline
from tests.content.exchange.office import PNG
from tests.content.reading import page_of

QUIZ = """
## Siapa? {#q-siapa points=2}

- (x) Ana
- ( ) Budi

> **Pembahasan:** Karena begitu.

## Isi {#q-isi}

Kota {{Bandung | Kota Bandung}} dan {{= 12}}.

## Jodoh {#q-jodoh}

- a -> satu
- b -> dua

## Urut {#q-urut type=order}

1. pertama
2. kedua

## Angka {#q-angka unit=hari}

- = 42
"""


def printed(*pages: Page, body: str = "", with_key: bool = False) -> Exported:
    links = {"assets/a.png": "/assets/a.png", "assets/b.pdf": "/assets/b.pdf"}

    def draw(text: Text, page: Page | None, inline: bool) -> str:
        base = page.path if page else "course.md"
        if inline:
            return render_inline(text.source, lang="id", links=links, base=base)
        return render(text.source, lang="id", links=links, base=base).html

    course = Course(ref="k", title="K & L", lang="id", body=Text(body), pages=pages)
    return FORMATS["html"].write(course, Wishes({"assets/a.png": PNG}, draw, with_key))


def html_of(found: Exported) -> str:
    (data,) = found.files.values()
    return data.decode()


def test_questions_are_asked_and_nothing_of_the_key_is_told():
    html = html_of(printed(page_of(QUIZ)))
    for shown in ("1. Siapa?", "(poin: 2)", "<li>Ana</li>", "satu", "hari", escape("K & L")):
        assert shown in html
    for secret in ("Bandung", "12", "42", "Karena begitu", "Kunci jawaban"):
        assert secret not in html.partition("</style>")[2]


def test_with_the_key_each_answer_stands_at_the_end():
    html = html_of(printed(page_of(QUIZ), with_key=True))
    key = html.partition("Kunci jawaban")[2]
    for told in ("Ana", "Bandung / Kota Bandung", "a → satu", "1. pertama", "42", "Karena begitu"):
        assert told in key
    assert "Budi" not in key


def test_what_is_to_be_put_in_order_does_not_stand_in_it():
    body = "## Urut {#q-urut type=order}\n\n" + "".join(f"{n}. langkah{n}\n" for n in range(1, 9))
    steps = re.findall(r"langkah(\d)", html_of(printed(page_of(body))))
    assert sorted(steps) == list("12345678")
    assert steps != sorted(steps)


def test_nothing_outside_the_file_is_needed():
    page = page_of(
        "![A](../assets/a.png) [b](../assets/b.pdf)", front="type: lesson", path="p/x.md"
    )
    found = printed(page)
    html = html_of(found)
    assert 'src="data:image/png;base64,' in html
    assert not re.search(r'(?:src|href)="(?!data:|#)', html)
    assert [(f.code, f.params["what"]) for f in found.findings] == [("W924", "@downloads")]


def test_text_that_only_looks_like_markup_is_printed_as_it_stands():
    shown = 'src="/assets/a.png" href="/x" href="#a#b" srcset="y"'
    page = page_of(f"Tulis {shown}\n\n    <a {shown}>\n", front="type: lesson", path="p/x.md")
    found = printed(page)
    assert html_of(found).count(shown) == 2
    assert not found.findings


def test_pools_are_printed_with_the_key_alone():
    pool = page_of("## Rahasia {#q-r}\n\n- (x) a\n- ( ) b\n", front=POOL, path="pools/r.md")
    settings = QuizSettings(draws=(Draw("pools/r.md", 1),))
    quiz = Page(ref="q", kind="quiz", title="Q", path="modules/q.md", lang="id", settings=settings)
    without = printed(quiz, pool)
    assert "Rahasia" not in html_of(without)
    assert "1 soal diambil dari kumpulan “X”." in html_of(without)
    assert [(f.code, f.params["what"]) for f in without.findings] == [("W924", "@pool")]
    assert "Rahasia" in html_of(printed(quiz, pool, with_key=True))


POOL = "type: pool"
